//! The checksum of protocol 100.

/// The remainders of each byte that is shifted out.
const REMAINDERS: [u16; 256] = remainders();

const fn remainders() -> [u16; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u16;
    while byte < 256 {
        let mut rest = byte << 8;
        let mut bit = 0;
        while bit < 8 {
            rest = (rest << 1) ^ if rest & 0x8000 == 0 { 0 } else { 0x1021 };
            bit += 1;
        }
        table[byte as usize] = rest;
        byte += 1;
    }
    table
}

/// The remainder of a message by the polynomial 0x1021, beginning with zero, without zero bits appended to the message: the
/// last two bytes go into it unmixed.
#[must_use]
pub fn checksum(message: &[u8]) -> u16 {
    message.iter().fold(0, |sum, byte| {
        REMAINDERS[usize::from(sum >> 8)] ^ (sum << 8) ^ u16::from(*byte)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(&[0x23], 0x0023)]
    #[case(&[0x24, 0x0f, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0], 0x427d)]
    #[case(&[0x24, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0], 0x23fc)]
    fn it_is_that_of_captured_frames(#[case] message: &[u8], #[case] expected: u16) {
        assert_eq!(checksum(message), expected);
    }
}
