//! The container of tagged values inside a message (PA00P015, chapter “TLV-container”; encoded as BER).

/// How deep containers may stand in one another; the protocol uses three levels.
const MAX_DEPTH: usize = 6;

/// “Print-texts”: a container of lines.
pub const PRINT_TEXTS: u16 = 0x25;
/// “Display-texts”: a container of lines.
pub const DISPLAY_TEXTS: u16 = 0x24;
/// A line of text.
pub const TEXT_LINE: u16 = 0x07;

/// Reads a length: the bytes it takes and its value.
#[must_use]
pub fn length(bytes: &[u8]) -> Option<(usize, usize)> {
    match bytes {
        [short @ 0..=0x7f, ..] => Some((1, usize::from(*short))),
        [0x81, one, ..] => Some((2, usize::from(*one))),
        [0x82, high, low, ..] => Some((3, usize::from(u16::from_be_bytes([*high, *low])))),
        _ => None,
    }
}

/// Calls back with each tag and its value, containers before what is in them. What cannot be read ends its container.
pub fn walk<'a>(bytes: &'a [u8], visit: &mut impl FnMut(u16, &'a [u8])) {
    descend(bytes, MAX_DEPTH, visit);
}

fn descend<'a>(mut bytes: &'a [u8], depth: usize, visit: &mut impl FnMut(u16, &'a [u8])) {
    while let Some((tag, is_container, after_tag)) = tag(bytes) {
        let Some((taken, count)) = length(after_tag) else {
            return;
        };
        let Some(value) = after_tag.get(taken..taken + count) else {
            return;
        };
        visit(tag, value);
        if is_container && depth > 0 {
            descend(value, depth - 1, visit);
        }
        bytes = after_tag.get(taken + count..).unwrap_or_default();
    }
}

/// The tag at the front, whether it holds others, and what follows it.
fn tag(bytes: &[u8]) -> Option<(u16, bool, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    let is_container = first & 0x20 != 0;
    if first & 0x1f != 0x1f {
        return Some((u16::from(*first), is_container, rest));
    }
    let (second, rest) = rest.split_first()?;
    // Tags of three bytes do not occur.
    (second & 0x80 == 0).then(|| (u16::from_be_bytes([*first, *second]), is_container, rest))
}
