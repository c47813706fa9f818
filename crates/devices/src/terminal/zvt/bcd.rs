//! Numbers as two decimal digits a byte (PA00P015, chapter 1 “Definitions”).

/// Writes a number into so many bytes; nothing when it has too many digits.
#[must_use]
pub fn encode<const N: usize>(mut value: u64) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for byte in bytes.iter_mut().rev() {
        let pair = u8::try_from(value % 100).ok()?;
        *byte = (pair / 10) << 4 | (pair % 10);
        value /= 100;
    }
    (value == 0).then_some(bytes)
}

/// Reads a number; nothing when a digit is none or there are more than 18 of them.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<u64> {
    if bytes.len() > 9 {
        return None;
    }
    bytes.iter().try_fold(0_u64, |value, byte| {
        let (high, low) = (byte >> 4, byte & 0x0f);
        (high < 10 && low < 10).then(|| value * 100 + u64::from(high * 10 + low))
    })
}

/// Reads a number that fits 32 bits.
#[must_use]
pub fn decode_u32(bytes: &[u8]) -> Option<u32> {
    decode(bytes).and_then(|value| u32::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_are_packed_two_a_byte() {
        assert_eq!(encode(2040), Some([0, 0, 0, 0, 0x20, 0x40]));
        assert_eq!(encode::<2>(978), Some([0x09, 0x78]));
        assert_eq!(encode::<2>(10_000), None);
        assert_eq!(decode(&[0x1a]), None);
        assert_eq!(decode(&[0xa1]), None);
        assert_eq!(decode(&[0; 10]), None);
        assert_eq!(decode(&[]), Some(0));
    }

    proptest! {
        #[test]
        fn a_number_reads_back(value in 0_u64..1_000_000_000_000) {
            prop_assert_eq!(encode::<6>(value).and_then(|bytes| decode(&bytes)), Some(value));
        }
    }
}
