//! Receipt numbers, and the reference that a receipt carries as a QR code.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::SaleId;

/// The longest series: it must stay readable aloud.
pub const MAX_SERIES_CHARS: usize = 12;

/// The number of a receipt: a till's series and a number that grows by one without gaps.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptNumber {
    /// The series of the till: “A1”.
    pub series: String,
    /// The number within the series, from one.
    pub number: u64,
}

/// The text is not a receipt number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a receipt number; type it as it is printed, for example A1-000123")]
pub struct ParseReceiptNumberError {
    /// What was given.
    pub text: String,
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:06}", self.series, self.number)
    }
}

impl FromStr for ReceiptNumber {
    type Err = ParseReceiptNumberError;

    /// Reads “A1-000123”; leading zeros may be left out, and the series may be typed in lower case.
    fn from_str(text: &str) -> Result<Self, ParseReceiptNumberError> {
        let refused = || ParseReceiptNumberError {
            text: text.to_owned(),
        };
        let (series, number) = text.trim().rsplit_once('-').ok_or_else(refused)?;
        let is_series = (1..=MAX_SERIES_CHARS).contains(&series.chars().count())
            && series.chars().all(|c| c.is_alphanumeric() || c == '.');
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if !is_series || !is_number {
            return Err(refused());
        }
        let number: u64 = number.parse().map_err(|_| refused())?;
        if number == 0 {
            return Err(refused());
        }
        Ok(Self {
            series: series.to_uppercase(),
            number,
        })
    }
}

/// What the QR code of a receipt holds: `BZ:<series>-<number>:<sale id>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptRef {
    /// The number on the receipt.
    pub number: ReceiptNumber,
    /// The sale.
    pub sale_id: SaleId,
}

/// The text is not the QR code of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not the code of a receipt; scan the QR code at the foot of the receipt")]
pub struct ParseReceiptRefError;

impl fmt::Display for ReceiptRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BZ:{}:{}", self.number, self.sale_id)
    }
}

impl FromStr for ReceiptRef {
    type Err = ParseReceiptRefError;

    fn from_str(text: &str) -> Result<Self, ParseReceiptRefError> {
        let rest = text
            .trim()
            .strip_prefix("BZ:")
            .ok_or(ParseReceiptRefError)?;
        let (number, sale_id) = rest.split_once(':').ok_or(ParseReceiptRefError)?;
        Ok(Self {
            number: number.parse().map_err(|_| ParseReceiptRefError)?,
            sale_id: sale_id.parse().map_err(|_| ParseReceiptRefError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(series: &str, number: u64) -> ReceiptNumber {
        ReceiptNumber {
            series: series.to_owned(),
            number,
        }
    }

    #[test]
    fn a_number_reads_as_printed_and_as_people_type_it() {
        assert_eq!(number("A1", 123).to_string(), "A1-000123");
        assert_eq!("A1-000123".parse(), Ok(number("A1", 123)));
        assert_eq!(" a1-123 ".parse(), Ok(number("A1", 123)));
        assert_eq!("К2-1234567".parse(), Ok(number("К2", 1_234_567)));
        for wrong in [
            "",
            "A1",
            "A1-",
            "-5",
            "A1-0",
            "A1-12x",
            "A 1-12",
            "A1-99999999999999999999",
        ] {
            assert!(wrong.parse::<ReceiptNumber>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_qr_code_reads_back() {
        let receipt = ReceiptRef {
            number: number("A1", 7),
            sale_id: SaleId::from_parts(1, [3; 10]),
        };
        let text = receipt.to_string();
        assert!(text.starts_with("BZ:A1-000007:"), "{text}");
        assert_eq!(text.parse(), Ok(receipt));
        assert!("BZ:A1-000007".parse::<ReceiptRef>().is_err());
        assert!("4600682000174".parse::<ReceiptRef>().is_err());
    }
}
