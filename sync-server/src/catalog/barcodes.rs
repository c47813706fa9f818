use bezmen_domain::barcode::gtin::{self, GtinError};

/// Longest code of a shop's own.
const MAX_CODE_CHARS: usize = 64;

/// A text that cannot be a barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadBarcode {
    /// A number of a barcode's length whose last digit does not follow from the others.
    #[error("the last digit is {found} where {expected} belongs")]
    CheckDigit {
        /// What belongs there.
        expected: u8,
        /// What stands there.
        found: u8,
    },
    /// Empty, too long, or with spaces inside.
    #[error("a code has 1 to 64 characters without spaces")]
    Form,
}

/// Turns a code as typed or scanned into the form in which it is stored and compared: a GTIN padded to 14 digits, any other
/// code as it is.
pub fn canonical_barcode(text: &str) -> Result<String, BadBarcode> {
    let text = text.trim();
    match gtin::parse(text) {
        Ok(gtin) => Ok(gtin.canonical()),
        Err(GtinError::CheckDigit { expected, found }) => {
            Err(BadBarcode::CheckDigit { expected, found })
        }
        Err(GtinError::NotDigits | GtinError::Length { .. }) => {
            let fits = (1..=MAX_CODE_CHARS).contains(&text.chars().count())
                && !text.chars().any(|c| c.is_whitespace() || c.is_control());
            if fits {
                Ok(text.to_owned())
            } else {
                Err(BadBarcode::Form)
            }
        }
    }
}

/// Turns a stored code into the form people know from packages.
pub fn shown_barcode(stored: &str) -> String {
    match gtin::parse(stored) {
        Ok(gtin) if stored.len() == 14 => gtin.printed(),
        _ => stored.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{BadBarcode, canonical_barcode, shown_barcode};

    #[test]
    fn codes_are_stored_in_one_form() {
        assert_eq!(
            canonical_barcode(" 4600682000174 ").unwrap(),
            "04600682000174"
        );
        assert_eq!(
            canonical_barcode("04600682000174").unwrap(),
            "04600682000174"
        );
        assert_eq!(canonical_barcode("ART-17").unwrap(), "ART-17");
        assert_eq!(canonical_barcode("12345").unwrap(), "12345");
        assert_eq!(
            canonical_barcode("4600682000175"),
            Err(BadBarcode::CheckDigit {
                expected: 4,
                found: 5
            })
        );
        assert_eq!(canonical_barcode("a b"), Err(BadBarcode::Form));
        assert_eq!(shown_barcode("04600682000174"), "4600682000174");
        assert_eq!(shown_barcode("ART-17"), "ART-17");
    }
}
