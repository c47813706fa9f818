//! The byte that a printer answers to GET_PORT_STATUS.
//!
//! Source: USB Device Class Definition for Printing Devices 1.1, section 4.2.2: the bits of a parallel port.

/// What the port says about the printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PortStatus {
    /// There is no paper.
    pub paper_empty: bool,
    /// It is ready to take a job.
    pub selected: bool,
    /// It has an error.
    pub error: bool,
}

/// Bit 5: paper empty.
const PAPER_EMPTY: u8 = 0x20;
/// Bit 4: selected.
const SELECTED: u8 = 0x10;
/// Bit 3: no error.
const NO_ERROR: u8 = 0x08;

impl PortStatus {
    /// Reads the byte. Many cheap printers answer 0 or FFh whatever happens: that says nothing.
    #[must_use]
    pub const fn read(byte: u8) -> Option<Self> {
        if byte & (PAPER_EMPTY | SELECTED | NO_ERROR) == 0 || byte == 0xff {
            return None;
        }
        Some(Self {
            paper_empty: byte & PAPER_EMPTY != 0,
            selected: byte & SELECTED != 0,
            error: byte & NO_ERROR == 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(0x18, Some((false, true, false)))]
    #[case(0x38, Some((true, true, false)))]
    #[case(0x10, Some((false, true, true)))]
    #[case(0x20, Some((true, false, true)))]
    #[case(0x00, None)]
    #[case(0xff, None)]
    fn the_byte_is_read_by_its_bits(
        #[case] byte: u8,
        #[case] expected: Option<(bool, bool, bool)>,
    ) {
        let read = PortStatus::read(byte);
        assert_eq!(
            read.map(|status| (status.paper_empty, status.selected, status.error)),
            expected
        );
    }
}
