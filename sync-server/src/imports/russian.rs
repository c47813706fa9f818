use bezmen_contract::console::imports::TextEncoding;

/// What each letter from “а” to “я” is worth: how many hundredths of a bit it takes to say it, few for a frequent letter. Made
/// of the frequencies of letters (O. N. Lyashevskaya, S. A. Sharov, Frequency dictionary of modern Russian).
const LETTER_WORTHS: [u32; 32] = [
    364, 597, 446, 588, 507, 356, 673, 592, 377, 637, 484, 451, 496, 390, 319, 515, 440, 419, 400,
    525, 859, 669, 770, 612, 710, 812, 1129, 572, 584, 829, 729, 564,
];

/// Signs that stand between words of any language.
const SIGNS: &str = "«»“”„–—…№°±·×’©®™½¼²³\u{a0}";

/// What a sign is worth.
const SIGN_WORTH: u32 = 700;

/// What a letter is worth that Russian seldom or never has.
const FOREIGN_WORTH: u32 = 1000;

/// What a character is worth that no name has: pieces of frames, control characters.
const STRANGE_WORTH: u32 = 1400;

/// What is added for a capital after a small letter, and for a Latin letter next to a Cyrillic one.
const BREAK_WORTH: u32 = 600;

/// By how much the best must be better than the next: ten bits, one in a thousand.
const SURE_WORTH: u32 = 1000;

/// Russian is worth 4.5 bits a letter, letters at random 6 and more.
const MOST_WORTH_A_LETTER: u32 = 580;

/// One strange character among so many is let pass.
const LETTERS_A_STRANGE_ONE: u32 = 50;

/// Finds the reading that is Russian beyond doubt. `None` when it is none, or when another is nearly as good.
pub(super) fn likeliest(readings: [(TextEncoding, String); 3]) -> Option<TextEncoding> {
    let mut judged = readings.map(|(encoding, text)| (encoding, Judged::of(&text)));
    judged.sort_by_key(|(_, judged)| judged.worth);
    let [(encoding, best), (_, next), _] = judged;
    let is_russian = best.worth <= MOST_WORTH_A_LETTER * best.letters
        && best.strange * LETTERS_A_STRANGE_ONE <= best.letters;
    (is_russian && next.worth - best.worth >= SURE_WORTH).then_some(encoding)
}

/// How unlikely a text is as Russian; less is better. Only its letters beyond ASCII count.
pub(super) fn worth(text: &str) -> u32 {
    Judged::of(text).worth
}

struct Judged {
    worth: u32,
    letters: u32,
    strange: u32,
}

impl Judged {
    fn of(text: &str) -> Self {
        let (mut worth, mut letters, mut strange) = (0, 0, 0);
        let mut before = ' ';
        for character in text.chars() {
            if !character.is_ascii() {
                let own = worth_of(character);
                worth += own;
                letters += 1;
                strange += u32::from(own == STRANGE_WORTH);
            }
            if is_break(before, character) {
                worth += BREAK_WORTH;
            }
            before = character;
        }
        Self {
            worth,
            letters,
            strange,
        }
    }
}

const fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52f}')
}

fn is_break(before: char, character: char) -> bool {
    let mixes = (is_cyrillic(before) && character.is_ascii_alphabetic())
        || (before.is_ascii_alphabetic() && is_cyrillic(character));
    let rises = is_cyrillic(before) && before.is_lowercase() && character.is_uppercase();
    mixes || rises
}

fn worth_of(character: char) -> u32 {
    let small = character.to_lowercase().next().unwrap_or(character);
    let place = u32::from(small).wrapping_sub(u32::from('а'));
    let letter = usize::try_from(place)
        .ok()
        .and_then(|place| LETTER_WORTHS.get(place));
    match letter {
        Some(worth) => *worth,
        None if is_cyrillic(small) => FOREIGN_WORTH,
        None if SIGNS.contains(small) => SIGN_WORTH,
        None => STRANGE_WORTH,
    }
}
