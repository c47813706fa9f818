//! Codabar (EN 798): digits and a few signs between two letters.

use super::Bars;

/// The characters and their bars and spaces in turn, the first a bar: bit 6 first, 1 is wide.
const PATTERNS: [(u8, u8); 20] = [
    (b'0', 0b000_0011),
    (b'1', 0b000_0110),
    (b'2', 0b000_1001),
    (b'3', 0b110_0000),
    (b'4', 0b001_0010),
    (b'5', 0b100_0010),
    (b'6', 0b010_0001),
    (b'7', 0b010_0100),
    (b'8', 0b011_0000),
    (b'9', 0b100_1000),
    (b'-', 0b000_1100),
    (b'$', 0b001_1000),
    (b':', 0b100_0101),
    (b'/', 0b101_0001),
    (b'.', 0b101_0100),
    (b'+', 0b001_0101),
    (b'A', 0b001_1010),
    (b'B', 0b010_1001),
    (b'C', 0b000_1011),
    (b'D', 0b000_1110),
];

/// Wide bars and spaces are twice as wide.
const WIDE: usize = 2;

/// Makes the bars. The letters at the begin and the end are a part of the data, as printers want them.
pub(super) fn bars(text: &str) -> Option<Bars> {
    let text = text.to_ascii_uppercase();
    let inner = text
        .strip_prefix(['A', 'B', 'C', 'D'])?
        .strip_suffix(['A', 'B', 'C', 'D'])?;
    if inner.contains(['A', 'B', 'C', 'D']) {
        return None;
    }
    let mut modules = Vec::new();
    for byte in text.bytes() {
        let (_, pattern) = PATTERNS.iter().find(|(character, _)| *character == byte)?;
        for element in 0..7 {
            let width = if pattern >> (6 - element) & 1 == 1 {
                WIDE
            } else {
                1
            };
            modules.extend(std::iter::repeat_n(element % 2 == 0, width));
        }
        modules.push(false);
    }
    modules.pop();
    Some(Bars { modules, text })
}
