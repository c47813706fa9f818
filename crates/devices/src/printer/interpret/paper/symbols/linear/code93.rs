//! Code 93 (AIM USS-93): all of ASCII, with two check characters.

use super::Bars;

/// The characters by their value, the four shifts last; a character's nine modules begin with bit 8.
const PATTERNS: [u16; 47] = [
    0x114, 0x148, 0x144, 0x142, 0x128, 0x124, 0x122, 0x150, 0x112, 0x10a, // 0-9
    0x1a8, 0x1a4, 0x1a2, 0x194, 0x192, 0x18a, 0x168, 0x164, 0x162, 0x134, // A-J
    0x11a, 0x158, 0x14c, 0x146, 0x12c, 0x116, 0x1b4, 0x1b2, 0x1ac, 0x1a6, // K-T
    0x196, 0x19a, 0x16c, 0x166, 0x136, 0x13a, // U-Z
    0x12e, 0x1d4, 0x1d2, 0x1ca, 0x16e, 0x176, 0x1ae, // - . space $ / + %
    0x126, 0x1da, 0x1d6, 0x132, // the shifts ($) (%) (/) (+)
];

/// What begins and ends a code; a single bar closes it.
const EDGE: u16 = 0x15e;

const SIGNS: &[u8; 7] = b"-. $/+%";

/// The values of the shifts.
const DOLLAR: u8 = 43;
const PERCENT: u8 = 44;
const SLASH: u8 = 45;
const PLUS: u8 = 46;

/// The value of a capital letter, counted from A.
const fn letter(offset: u8) -> u8 {
    10 + offset
}

/// A character of ASCII as one value or two.
fn values(byte: u8) -> Option<(u8, Option<u8>)> {
    let sign = SIGNS.iter().position(|sign| *sign == byte);
    if let Some(at) = sign {
        return Some((36 + u8::try_from(at).ok()?, None));
    }
    let shifted = |shift, from: u8, offset: u8| Some((shift, Some(letter(byte - from + offset))));
    match byte {
        b'0'..=b'9' => Some((byte - b'0', None)),
        b'A'..=b'Z' => Some((letter(byte - b'A'), None)),
        b'a'..=b'z' => shifted(PLUS, b'a', 0),
        0x00 => shifted(PERCENT, 0, 20),
        0x01..=0x1a => shifted(DOLLAR, 1, 0),
        0x1b..=0x1f => shifted(PERCENT, 0x1b, 0),
        b'!'..=b',' => shifted(SLASH, b'!', 0),
        b':' => shifted(SLASH, b':', 25),
        b';'..=b'?' => shifted(PERCENT, b';', 5),
        b'@' => shifted(PERCENT, b'@', 21),
        b'['..=b'_' => shifted(PERCENT, b'[', 10),
        b'`' => shifted(PERCENT, b'`', 22),
        b'{'..=0x7f => shifted(PERCENT, b'{', 15),
        _ => None,
    }
}

/// The check character of values, whose weights count up from the right to a limit and begin anew.
fn check(values: &[u8], limit: u32) -> u8 {
    let weights = (1..=limit).cycle();
    let sum: u32 = values
        .iter()
        .rev()
        .zip(weights)
        .map(|(value, weight)| u32::from(*value) * weight)
        .sum();
    u8::try_from(sum % 47).unwrap_or_default()
}

/// Makes the bars.
pub(super) fn bars(data: &[u8]) -> Option<Bars> {
    let mut coded = Vec::new();
    for byte in data {
        let (first, second) = values(*byte)?;
        coded.push(first);
        coded.extend(second);
    }
    coded.push(check(&coded, 20));
    coded.push(check(&coded, 15));
    let mut patterns = vec![EDGE];
    for value in coded {
        patterns.push(*PATTERNS.get(usize::from(value))?);
    }
    patterns.push(EDGE);
    let mut modules: Vec<bool> = patterns
        .iter()
        .flat_map(|pattern| (0..9).map(move |module| pattern >> (8 - module) & 1 == 1))
        .collect();
    modules.push(true);
    let text = data
        .iter()
        .map(|byte| char::from(*byte))
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    Some(Bars { modules, text })
}
