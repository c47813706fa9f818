//! The proof that a till's program is approved, as scales sealed for trade want it.
//!
//! The scale sends two hexadecimal digits. The till answers with the checksum of its program, rotated left by the first, and
//! with what remains of that checksum when it is divided by a polynomial that only makers of scales and tills know, rotated
//! right by the second. Both are 16 bits and go out as upper-case hexadecimal digits. Source: Ohaus Aviator 7000 service
//! manual, 6.1.3.

use crate::scale::protocol::VendorKey;

/// The eight digits of record 10 that answer a challenge; its upper half turns the checksum, its lower half the remainder.
#[must_use]
pub fn proof(key: VendorKey, challenge: u8) -> String {
    let checksum = key.checksum.rotate_left(u32::from(challenge >> 4));
    let remainder =
        remainder(key.checksum, key.polynomial).rotate_right(u32::from(challenge & 0x0f));
    format!("{checksum:04X}{remainder:04X}")
}

/// What remains of `value · x^16` divided by `x^16` and the polynomial: a plain CRC-16, highest bit first, begun with zero.
fn remainder(value: u16, polynomial: u16) -> u16 {
    (0..16).fold(value, |rest, _| {
        let shifted = rest << 1;
        if rest & 0x8000 == 0 {
            shifted
        } else {
            shifted ^ polynomial
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: VendorKey = VendorKey {
        polynomial: 0x1021,
        checksum: 0x3132,
    };

    /// CRC-16/XMODEM of the two characters "12" is 0x20B5: the same division, worked out by Python's `binascii.crc_hqx`.
    #[rstest::rstest]
    #[case(0x00, "313220B5")]
    #[case(0x10, "626420B5")]
    #[case(0x01, "3132905A")]
    #[case(0xff, "1899416A")]
    fn both_halves_are_turned_by_their_own_digit(#[case] challenge: u8, #[case] expected: &str) {
        assert_eq!(proof(KEY, challenge), expected);
    }
}
