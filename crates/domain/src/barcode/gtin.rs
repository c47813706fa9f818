//! Trade item numbers: EAN-8, UPC-A, EAN-13 and ITF-14 with their check digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The number of a trade item. A number of 8, 12 or 13 digits is the same as that number with zeros before it, so a
/// UPC-A and the EAN-13 with a leading zero are one item. On the wire it has 14 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(u64);

/// Why a text is not a trade item number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GtinError {
    /// It holds something else than digits.
    #[error("a barcode number has only digits")]
    NotDigits,
    /// It has a length that no number has.
    #[error("a barcode number has 8, 12, 13 or 14 digits, this has {length}")]
    Length {
        /// How many digits it has.
        length: usize,
    },
    /// The last digit does not agree with the others.
    #[error(
        "the check digit is {found} where {expected} belongs; scan again or compare the digits"
    )]
    CheckDigit {
        /// The digit that belongs there.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
}

/// Calculates the check digit for the digits before it.
///
/// Source: GS1 General Specifications, section 7.9.1: weights 3 and 1 from the right, up to the next ten.
pub fn check_digit(payload: u64) -> u8 {
    let (mut rest, mut sum, mut weight) = (payload, 0, 3);
    while rest > 0 {
        sum += rest % 10 * weight;
        weight = 4 - weight;
        rest /= 10;
    }
    ((10 - sum % 10) % 10) as u8
}

/// Reads a number of 8, 12, 13 or 14 digits.
///
/// # Errors
/// [`GtinError`] says what is wrong with it.
pub fn parse(text: &str) -> Result<Gtin, GtinError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(GtinError::NotDigits);
    }
    if !matches!(text.len(), 8 | 12 | 13 | 14) {
        return Err(GtinError::Length { length: text.len() });
    }
    let number: u64 = text.parse().map_err(|_| GtinError::NotDigits)?;
    let (expected, found) = (check_digit(number / 10), (number % 10) as u8);
    if expected == found {
        Ok(Gtin(number))
    } else {
        Err(GtinError::CheckDigit { expected, found })
    }
}

impl Gtin {
    /// Builds a number from the digits before the check digit, at most 13 of them.
    pub fn from_payload(payload: u64) -> Option<Self> {
        (payload < 10_000_000_000_000).then(|| Self(payload * 10 + u64::from(check_digit(payload))))
    }

    /// Returns the number in 14 digits: the form to store and to compare.
    pub fn canonical(self) -> String {
        format!("{:014}", self.0)
    }

    /// Returns the number as it is printed below the bars: 8, 13 or 14 digits.
    pub fn printed(self) -> String {
        match self.0 {
            0..=99_999_999 => format!("{:08}", self.0),
            100_000_000..=9_999_999_999_999 => format!("{:013}", self.0),
            _ => format!("{:014}", self.0),
        }
    }

    /// Tells whether the number stands for an item of varying weight or size: 14 digits, the first a 9. Its label says the
    /// measure as well.
    pub fn is_variable_measure(self) -> bool {
        self.0 / 10_000_000_000_000 == 9
    }

    /// Returns the number of the item inside: 14 digits without the first, which counts or names the packaging; nothing for
    /// shorter numbers.
    pub fn base_item(self) -> Option<Self> {
        let payload = self.0 / 10 % 1_000_000_000_000;
        (self.0 >= 10_000_000_000_000).then(|| Self::from_payload(payload))?
    }

    /// Tells whether the number is for use inside a company: prefixes 02, 04 and 20 to 29 of the 13 digits, and short
    /// numbers that begin with 0 or 2. Such numbers mean different things in different shops.
    pub fn is_in_store(self) -> bool {
        if self.0 < 100_000_000 {
            return matches!(self.0 / 10_000_000, 0 | 2);
        }
        if self.0 >= 10_000_000_000_000 {
            return false;
        }
        matches!(self.0 / 100_000_000_000, 2 | 4 | 20..=29)
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.printed())
    }
}

impl FromStr for Gtin {
    type Err = GtinError;

    fn from_str(text: &str) -> Result<Self, GtinError> {
        parse(text.trim())
    }
}

impl Serialize for Gtin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.canonical())
    }
}

impl<'de> Deserialize<'de> for Gtin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Gtin {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        <String as utoipa::PartialSchema>::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Gtin {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_every_length_are_read() {
        for (text, canonical) in [
            ("87111125", "00000087111125"),
            ("036000291452", "00036000291452"),
            ("4006381333931", "04006381333931"),
            ("4600682000174", "04600682000174"),
            ("14006381333938", "14006381333938"),
        ] {
            let gtin = parse(text).unwrap();
            assert_eq!(gtin.canonical(), canonical);
            assert_eq!(
                serde_json::to_string(&gtin).unwrap(),
                format!("\"{canonical}\"")
            );
        }
        assert_eq!(parse("036000291452"), parse("0036000291452"));
        assert_eq!(parse("036000291452").unwrap().printed(), "0036000291452");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(
            parse("4006381333932"),
            Err(GtinError::CheckDigit {
                expected: 1,
                found: 2
            })
        );
        assert_eq!(parse("40063813339"), Err(GtinError::Length { length: 11 }));
        assert_eq!(parse("400638133393a"), Err(GtinError::NotDigits));
        assert_eq!(parse(""), Err(GtinError::NotDigits));
        assert_eq!(
            parse("４００６３８１３３３９３１"),
            Err(GtinError::NotDigits)
        );
    }

    #[test]
    fn a_package_leads_to_the_item_inside() {
        let carton = parse("14006381333938").unwrap();
        assert_eq!(carton.base_item(), parse("4006381333931").ok());
        assert!(!carton.is_variable_measure());
        let cheese = Gtin::from_payload(9_460_703_495_001).unwrap();
        assert!(cheese.is_variable_measure());
        assert_eq!(cheese.base_item(), parse("4607034950019").ok());
        assert_eq!(parse("4006381333931").unwrap().base_item(), None);
    }

    #[test]
    fn in_store_numbers_are_known_by_their_prefix() {
        for text in ["2112345005003", "0212345602993", "20000004"] {
            let payload: u64 = text[..text.len() - 1].parse().unwrap();
            assert!(Gtin::from_payload(payload).unwrap().is_in_store(), "{text}");
        }
        assert!(!parse("4006381333931").unwrap().is_in_store());
        assert!(!parse("14006381333938").unwrap().is_in_store());
    }

    proptest! {
        #[test]
        fn a_wrong_digit_is_always_noticed(payload in 1_000_000_u64..10_000_000_000_000, place in 0_usize..14, add in 1_u8..10) {
            let gtin = Gtin::from_payload(payload).unwrap();
            let canonical = gtin.canonical();
            prop_assert_eq!(parse(&canonical), Ok(gtin));
            prop_assert_eq!(parse(&gtin.printed()), Ok(gtin));
            let mut digits = canonical.into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + add) % 10;
            let damaged = String::from_utf8(digits).unwrap();
            let noticed = matches!(parse(&damaged), Err(GtinError::CheckDigit { .. }));
            prop_assert!(noticed, "{}", damaged);
        }
    }
}
