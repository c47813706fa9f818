//! Where in a HID report of a barcode scanner what stands.
//!
//! Sources: Device Class Definition for HID 1.11, section 6.2.2 (items of a report descriptor); HID Point of Sale Usage Tables
//! 1.02, page 8Ch: symbology identifiers FBh to FDh, decoded data FEh, decoded data continued FFh.

mod items;

use self::items::Field;

/// Page and usage of the count of bytes.
const BYTE_COUNT: (u16, u16) = (0x01, 0x3b);
/// The page of barcode scanners.
const SCANNER_PAGE: u16 = 0x8c;
/// The first character of the symbology identifier.
const AIM: (u16, u16) = (SCANNER_PAGE, 0xfb);
/// The code.
const DATA: (u16, u16) = (SCANNER_PAGE, 0xfe);
/// More of the code follows in another report.
const CONTINUED: (u16, u16) = (SCANNER_PAGE, 0xff);

/// Where in a report what stands, in bytes from its beginning, the report's number included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HidPosLayout {
    /// The number of the report; nothing when the device has only one.
    pub report_id: Option<u8>,
    /// The byte that counts the bytes of data.
    pub length_at: Option<usize>,
    /// The three bytes of the symbology identifier.
    pub aim_at: Option<usize>,
    /// The first byte of data.
    pub data_at: usize,
    /// How many bytes of data there are at most.
    pub data_bytes: usize,
    /// The byte, and the bit in it, that say that more follows.
    pub continued: Option<(usize, u8)>,
}

impl HidPosLayout {
    /// The layout that Honeywell, Access-IS and most others have: report 2 of 64 bytes. Source: Access-IS LSR118 product manual,
    /// appendix B.
    pub const USUAL: Self = Self {
        report_id: Some(2),
        length_at: Some(1),
        aim_at: Some(2),
        data_at: 5,
        data_bytes: 56,
        continued: Some((63, 0x01)),
    };

    /// Reads the layout off a report descriptor; nothing when the device is no barcode scanner.
    #[must_use]
    pub fn from_descriptor(descriptor: &[u8]) -> Option<Self> {
        let fields = items::input_fields(descriptor);
        let data = fields
            .iter()
            .find(|field| field.usage == DATA && field.is_bytes())?;
        let same = |usage: (u16, u16)| {
            fields
                .iter()
                .find(|field| field.usage == usage && field.report_id == data.report_id)
        };
        let byte_of = |field: &Field| field.is_bytes().then_some(field.byte());
        Some(Self {
            report_id: data.report_id,
            length_at: same(BYTE_COUNT).and_then(byte_of),
            aim_at: same(AIM).and_then(byte_of),
            data_at: data.byte(),
            data_bytes: data.count,
            continued: same(CONTINUED).map(|field| (field.byte(), field.mask())),
        })
    }
}

#[cfg(test)]
mod tests;
