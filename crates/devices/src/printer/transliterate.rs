//! What to print for a character that the printer has no glyph for.

use unicode_normalization::char::{
    compose, decompose_canonical, decompose_compatible, is_combining_mark,
};

mod letters;
mod symbols;

/// Rewrites text into characters that `holds` accepts, keeping those it accepts already.
///
/// Spaces of every width become plain ones, invisible characters and line ends vanish or become spaces. Letters typed
/// as base and accent (й as и + U+0306) are joined first. What has no substitute is kept when `draws` accepts it, and
/// becomes `?` otherwise.
pub(crate) fn fold(
    text: &str,
    holds: impl Fn(char) -> bool,
    draws: impl Fn(char) -> bool,
) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(mut character) = characters.next() {
        while let Some(joined) = characters
            .peek()
            .filter(|accent| is_combining_mark(**accent))
            .and_then(|accent| compose(character, *accent))
        {
            character = joined;
            characters.next();
        }
        match plain(character) {
            Plain::Nothing => {}
            Plain::Space => folded.push(' '),
            Plain::Itself
                if holds(character) || has_no_plainer_writing(character) && draws(character) =>
            {
                folded.push(character);
            }
            Plain::Itself => match substitute(character, &holds) {
                Some(words) => folded.push_str(&words),
                None if draws(character) => folded.push(character),
                None if is_combining_mark(character) => {}
                None => folded.push_str(&romanised(character, &holds)),
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

/// Greek, and the letters that Russian's neighbours have beside the Russian ones: no plainer letter is the same to those
/// who read them, so what is not on a page is better drawn. Russian's own ё is not one of them.
const fn has_no_plainer_writing(character: char) -> bool {
    matches!(
        character,
        '\u{370}'..='\u{3bb}' | '\u{3bd}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}'
            | '\u{402}'..='\u{40c}' | '\u{40e}' | '\u{40f}'
            | '\u{452}'..='\u{45c}' | '\u{45e}' | '\u{45f}'
            | '\u{48a}'..='\u{52f}'
    )
}

/// Finds the first substitute whose every character is printable: one of the table's, or the parts that the character
/// is made of without its accents (ﬁ as fi, ⅓ as 1/3, ế as e).
fn substitute(character: char, holds: &impl Fn(char) -> bool) -> Option<String> {
    let listed = symbols::substitutes(character)
        .iter()
        .chain(letters::neighbours(character))
        .find(|words| words.chars().all(holds));
    if let Some(words) = listed {
        return Some((*words).to_owned());
    }
    let mut parts = String::new();
    decompose_compatible(character, |part| match part {
        '\u{2044}' => parts.push('/'),
        part if is_combining_mark(part) => {}
        part => parts.push(part),
    });
    (!parts.is_empty() && parts.chars().all(holds)).then_some(parts)
}

/// The letter in Latin, or the one under its accents, for a printer that neither has nor draws it; a question mark when
/// there is no such writing.
fn romanised(character: char, holds: &impl Fn(char) -> bool) -> String {
    let mut base = None;
    decompose_canonical(character, |part| {
        base = base.or_else(|| Some(part).filter(|part| !is_combining_mark(*part)));
    });
    let bare = base.filter(|base| *base != character);
    in_latin(character, holds)
        .or_else(|| bare.and_then(|bare| substitute(bare, holds).or_else(|| in_latin(bare, holds))))
        .unwrap_or_else(|| "?".to_owned())
}

fn in_latin(character: char, holds: &impl Fn(char) -> bool) -> Option<String> {
    letters::in_latin(character)
        .iter()
        .find(|words| words.chars().all(holds))
        .map(|words| (*words).to_owned())
}
