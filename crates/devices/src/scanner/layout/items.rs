//! The items of a HID report descriptor, as far as they lay out input reports.

/// A field of an input report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Field {
    /// Page and usage.
    pub(super) usage: (u16, u16),
    pub(super) report_id: Option<u8>,
    /// Bits before it, the report's number included.
    bit: usize,
    /// Bits of each of its values.
    size: usize,
    /// How many values it has.
    pub(super) count: usize,
}

impl Field {
    pub(super) const fn is_bytes(&self) -> bool {
        self.size == 8 && self.bit.is_multiple_of(8)
    }

    pub(super) const fn byte(&self) -> usize {
        self.bit / 8
    }

    /// The bit in its byte.
    pub(super) const fn mask(&self) -> u8 {
        1 << (self.bit % 8)
    }
}

/// No report is longer; a descriptor that says so is broken.
const MOST_REPORT_BITS: usize = 8 * 4096;
/// More fields, usages or saved states than any device has.
const MOST_ENTRIES: usize = 1024;

/// What stays in force from item to item.
#[derive(Debug, Clone, Copy, Default)]
struct Global {
    page: u16,
    size: usize,
    count: usize,
    report_id: Option<u8>,
}

#[derive(Debug, Default)]
struct Reader {
    global: Global,
    saved: Vec<Global>,
    /// The usages named for the next field.
    usages: Vec<(u16, u16)>,
    /// How many bits of each report are laid out.
    laid_out: Vec<(Option<u8>, usize)>,
    fields: Vec<Field>,
}

/// Lists the fields of all input reports. A descriptor that breaks off gives those before.
pub(super) fn input_fields(descriptor: &[u8]) -> Vec<Field> {
    let mut reader = Reader::default();
    let mut rest = descriptor;
    while let [head, after @ ..] = rest {
        // Long items are reserved; their size stands in the next byte.
        if *head == 0xfe {
            let skip = after.first().map_or(0, |size| usize::from(*size) + 2);
            rest = after.get(skip..).unwrap_or_default();
            continue;
        }
        let size = match head & 0x03 {
            3 => 4,
            size => usize::from(size),
        };
        let Some((data, next)) = after.split_at_checked(size) else {
            break;
        };
        let value = data
            .iter()
            .rev()
            .fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
        reader.item(head & 0xfc, value, size);
        rest = next;
    }
    reader.fields
}

impl Reader {
    fn item(&mut self, tag: u8, value: u32, size: usize) {
        let low = u16::try_from(value & 0xffff).unwrap_or_default();
        match tag {
            0x04 => self.global.page = low,
            0x74 => self.global.size = usize::try_from(value).unwrap_or(usize::MAX),
            0x84 => self.global.report_id = u8::try_from(value).ok().filter(|id| *id != 0),
            0x94 => self.global.count = usize::try_from(value).unwrap_or(usize::MAX),
            0xa4 if self.saved.len() < MOST_ENTRIES => self.saved.push(self.global),
            0xb4 => self.global = self.saved.pop().unwrap_or(self.global),
            // A usage of four bytes brings its page along.
            0x08 if self.usages.len() < MOST_ENTRIES => {
                let page = if size == 4 {
                    u16::try_from(value >> 16).unwrap_or_default()
                } else {
                    self.global.page
                };
                self.usages.push((page, low));
            }
            0x80 => self.input(value),
            _ => {}
        }
        // What is local ends with each main item.
        if tag & 0x0c == 0 {
            self.usages.clear();
        }
    }

    fn input(&mut self, flags: u32) {
        let Global {
            size,
            count,
            report_id,
            ..
        } = self.global;
        let first = if report_id.is_some() { 8 } else { 0 };
        let at = self.laid_out.iter().position(|(id, _)| *id == report_id);
        let at = at.unwrap_or_else(|| {
            self.laid_out.push((report_id, first));
            self.laid_out.len() - 1
        });
        let Some((_, laid_out)) = self.laid_out.get_mut(at) else {
            return;
        };
        let begin = *laid_out;
        let end = size.saturating_mul(count).saturating_add(begin);
        if end > MOST_REPORT_BITS || self.fields.len() >= MOST_ENTRIES {
            return;
        }
        *laid_out = end;
        let is_constant = flags & 1 != 0;
        if is_constant {
            return;
        }
        // Each value has a usage of its own; the last one named has all that are left.
        let named = self.usages.len().min(count);
        for (index, usage) in self.usages.iter().take(named).enumerate() {
            let is_last = index + 1 == named;
            self.fields.push(Field {
                usage: *usage,
                report_id,
                bit: begin + index * size,
                size,
                count: if is_last { count - index } else { 1 },
            });
        }
    }
}
