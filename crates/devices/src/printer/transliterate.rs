//! What to print for a character that the printer has no glyph for.

/// Rewrites text into characters that `holds` accepts, keeping those it accepts already.
///
/// Spaces of every width become plain ones, invisible characters and line ends vanish or become spaces, and `?` stands
/// for what has no substitute. Letters typed as base and accent (й as и + U+0306) are joined first.
pub(super) fn fold(text: &str, holds: impl Fn(char) -> bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(mut character) = characters.next() {
        if let Some(joined) = characters
            .peek()
            .and_then(|accent| join(character, *accent))
        {
            character = joined;
            characters.next();
        }
        match plain(character) {
            Plain::Nothing => {}
            Plain::Space => folded.push(' '),
            Plain::Itself if holds(character) => folded.push(character),
            Plain::Itself => match substitute(character, &holds) {
                Some(words) => folded.push_str(words),
                None => folded.push('?'),
            },
        }
    }
    folded
}

enum Plain {
    Nothing,
    Space,
    Itself,
}

/// Sorts out what is never printed as itself. Control characters become spaces: as bytes they would be commands.
fn plain(character: char) -> Plain {
    match character {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}'
        | '\u{fe00}'..='\u{fe0f}' => Plain::Nothing,
        '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Plain::Space,
        control if control.is_control() => Plain::Space,
        _ => Plain::Itself,
    }
}

/// Joins a base letter and a combining accent where Cyrillic needs it; other accents are dropped by [`plain`].
const fn join(base: char, accent: char) -> Option<char> {
    Some(match (base, accent) {
        ('и', '\u{306}') => 'й',
        ('И', '\u{306}') => 'Й',
        ('у', '\u{306}') => 'ў',
        ('У', '\u{306}') => 'Ў',
        ('е', '\u{308}') => 'ё',
        ('Е', '\u{308}') => 'Ё',
        ('і', '\u{308}') => 'ї',
        ('І', '\u{308}') => 'Ї',
        _ => return None,
    })
}

/// Finds the first substitute whose every character is printable.
fn substitute(character: char, holds: &impl Fn(char) -> bool) -> Option<&'static str> {
    substitutes(character)
        .iter()
        .copied()
        .find(|words| words.chars().all(holds))
}

/// Substitutes in order of preference; the last one of a symbol is ASCII, so that it fits on any printer.
const fn substitutes(character: char) -> &'static [&'static str] {
    match character {
        '₽' => &["руб.", "RUB"],
        '₴' => &["грн", "UAH"],
        '₸' => &["тг", "KZT"],
        '₼' => &["AZN"],
        '₾' => &["GEL"],
        '֏' => &["AMD"],
        '€' => &["EUR"],
        '£' => &["GBP"],
        '¥' => &["JPY"],
        '¢' => &["c"],
        '№' => &["N"],
        '«' | '»' | '“' | '”' | '„' | '‟' | '″' | '❝' | '❞' => &["\""],
        '‹' | '›' | '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | '´' => &["'"],
        '—' | '–' | '‒' | '―' | '‐' | '‑' | '−' => &["-"],
        '…' => &["..."],
        '×' | '✕' | '✖' => &["x"],
        '÷' => &[":"],
        '•' | '●' | '▪' | '★' | '☆' | '∙' => &["·", "*"],
        '·' => &["."],
        '±' => &["+-"],
        '≈' => &["~"],
        '≤' => &["<="],
        '≥' => &[">="],
        '≠' => &["!="],
        '→' | '➔' => &["->"],
        '←' => &["<-"],
        '°' | 'º' => &["o"],
        'ª' => &["a"],
        '²' => &["2"],
        '³' => &["3"],
        '¹' => &["1"],
        'µ' | 'μ' => &["мк", "u"],
        '‰' => &["o/oo"],
        '½' => &["1/2"],
        '¼' => &["1/4"],
        '¾' => &["3/4"],
        '©' => &["(c)"],
        '®' => &["(R)"],
        '™' => &["TM"],
        '§' => &["п.", "par."],
        '✓' | '✔' | '√' => &["v"],
        '─' | '━' | '═' => &["-"],
        '│' | '┃' | '║' | '¦' => &["|"],
        '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '╔' | '╗' | '╚' | '╝' | '╬' => {
            &["+"]
        }
        '█' | '▓' | '▒' | '░' | '■' => &["#"],
        '←'..='⇿' => &["-"],
        _ => letters(character),
    }
}

/// Letters with accents, and letters of Russian's neighbours, as the plain letters a reader takes them for.
const fn letters(character: char) -> &'static [&'static str] {
    match character {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => &["A"],
        'à'..='å' | 'ā' | 'ă' | 'ą' => &["a"],
        'Æ' => &["AE"],
        'æ' => &["ae"],
        'Ç' | 'Ć' | 'Ĉ' | 'Č' => &["C"],
        'ç' | 'ć' | 'ĉ' | 'č' => &["c"],
        'Ď' | 'Đ' | 'Ð' => &["D"],
        'ď' | 'đ' | 'ð' => &["d"],
        'È'..='Ë' | 'Ē' | 'Ė' | 'Ę' | 'Ě' => &["E"],
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => &["e"],
        'Ğ' | 'Ģ' => &["G"],
        'ğ' | 'ģ' => &["g"],
        'Ì'..='Ï' | 'Ī' | 'Į' | 'İ' | 'І' => &["I"],
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'і' => &["i"],
        'Ķ' => &["K"],
        'ķ' => &["k"],
        'Ļ' | 'Ľ' | 'Ł' => &["L"],
        'ļ' | 'ľ' | 'ł' => &["l"],
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => &["N"],
        'ñ' | 'ń' | 'ņ' | 'ň' => &["n"],
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => &["O"],
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => &["o"],
        'Œ' => &["OE"],
        'œ' => &["oe"],
        'Ŕ' | 'Ř' => &["R"],
        'ŕ' | 'ř' => &["r"],
        'Ś' | 'Ş' | 'Š' | 'Ș' => &["S"],
        'ś' | 'ş' | 'š' | 'ș' => &["s"],
        'ß' => &["ss"],
        'Ţ' | 'Ť' | 'Ț' => &["T"],
        'ţ' | 'ť' | 'ț' => &["t"],
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' | 'Ų' => &["U"],
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => &["u"],
        'Ý' | 'Ÿ' => &["Y"],
        'ý' | 'ÿ' => &["y"],
        'Ź' | 'Ż' | 'Ž' => &["Z"],
        'ź' | 'ż' | 'ž' => &["z"],
        'Ё' => &["Е", "E"],
        'ё' => &["е", "e"],
        'Ї' => &["I"],
        'ї' => &["i"],
        'Є' => &["Е", "E"],
        'є' => &["е", "e"],
        'Ґ' | 'Ғ' => &["Г", "G"],
        'ґ' | 'ғ' => &["г", "g"],
        'Ў' | 'Ұ' | 'Ү' => &["У", "U"],
        'ў' | 'ұ' | 'ү' => &["у", "u"],
        'Ә' => &["А", "A"],
        'ә' => &["а", "a"],
        'Қ' => &["К", "K"],
        'қ' => &["к", "k"],
        'Ң' => &["Н", "N"],
        'ң' => &["н", "n"],
        'Ө' => &["О", "O"],
        'ө' => &["о", "o"],
        'Һ' => &["Х", "H"],
        'һ' => &["х", "h"],
        'Җ' => &["Ж", "Zh"],
        'җ' => &["ж", "zh"],
        _ => russian(character),
    }
}

/// Russian letters in Latin, for a printer that has no Cyrillic at all.
const fn russian(character: char) -> &'static [&'static str] {
    match character {
        'А' => &["A"],
        'а' => &["a"],
        'Б' => &["B"],
        'б' => &["b"],
        'В' => &["V"],
        'в' => &["v"],
        'Г' => &["G"],
        'г' => &["g"],
        'Д' => &["D"],
        'д' => &["d"],
        'Е' | 'Э' => &["E"],
        'е' | 'э' => &["e"],
        'Ж' => &["Zh"],
        'ж' => &["zh"],
        'З' => &["Z"],
        'з' => &["z"],
        'И' => &["I"],
        'и' => &["i"],
        'Й' | 'Ы' => &["Y"],
        'й' | 'ы' => &["y"],
        'К' => &["K"],
        'к' => &["k"],
        'Л' => &["L"],
        'л' => &["l"],
        'М' => &["M"],
        'м' => &["m"],
        'Н' => &["N"],
        'н' => &["n"],
        'О' => &["O"],
        'о' => &["o"],
        'П' => &["P"],
        'п' => &["p"],
        'Р' => &["R"],
        'р' => &["r"],
        'С' => &["S"],
        'с' => &["s"],
        'Т' => &["T"],
        'т' => &["t"],
        'У' => &["U"],
        'у' => &["u"],
        'Ф' => &["F"],
        'ф' => &["f"],
        'Х' => &["Kh"],
        'х' => &["kh"],
        'Ц' => &["Ts"],
        'ц' => &["ts"],
        'Ч' => &["Ch"],
        'ч' => &["ch"],
        'Ш' => &["Sh"],
        'ш' => &["sh"],
        'Щ' => &["Shch"],
        'щ' => &["shch"],
        'Ъ' | 'ъ' | 'Ь' | 'ь' => &[""],
        'Ю' => &["Yu"],
        'ю' => &["yu"],
        'Я' => &["Ya"],
        'я' => &["ya"],
        _ => &[],
    }
}
