//! UPC-E: twelve digits in six.

use super::gtin::{self, Gtin, GtinError};

/// Why a text is not a UPC-E.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UpcEError {
    /// It is no number, or its check digit is wrong.
    #[error(transparent)]
    Number(#[from] GtinError),
    /// It has no short form: those begin with 0 or 1.
    #[error("a short barcode number (UPC-E) begins with 0 or 1; scan again")]
    NumberSystem,
}

/// Reads a UPC-E: six digits, or seven with the number system before them, or eight with the check digit after them.
///
/// The last of the six digits says which zeros were left out. Source: GS1 General Specifications, section 5.2.2.4.
///
/// # Errors
/// [`UpcEError`] says what is wrong with it. Only the number systems 0 and 1 have a short form.
pub fn parse(text: &str) -> Result<Gtin, UpcEError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(GtinError::NotDigits.into());
    }
    let length = || GtinError::Length { length: text.len() };
    let (system, six, check) = match text.len() {
        6 => ("0", text, None),
        7 => {
            let (system, six) = text.split_at_checked(1).ok_or_else(length)?;
            (system, six, None)
        }
        8 => {
            let (system, rest) = text.split_at_checked(1).ok_or_else(length)?;
            let (six, check) = rest.split_at_checked(6).ok_or_else(length)?;
            (system, six, Some(check))
        }
        _ => return Err(length().into()),
    };
    if !matches!(system, "0" | "1") {
        return Err(UpcEError::NumberSystem);
    }
    let payload = format!("{system}{}", expanded(six).ok_or_else(length)?);
    let number: u64 = payload.parse().map_err(|_| GtinError::NotDigits)?;
    let digit = gtin::check_digit(number);
    let read = match check {
        Some(found) => gtin::parse(&format!("{payload}{found}")),
        None => gtin::parse(&format!("{payload}{digit}")),
    };
    Ok(read?)
}

/// Returns the ten digits of company and item that six stand for.
fn expanded(six: &str) -> Option<String> {
    let (five, last) = six.split_at_checked(5)?;
    let part = |from: usize, to: usize| five.get(from..to);
    Some(match last {
        "0" | "1" | "2" => format!("{}{last}0000{}", part(0, 2)?, part(2, 5)?),
        "3" => format!("{}00000{}", part(0, 3)?, part(3, 5)?),
        "4" => format!("{}00000{}", part(0, 4)?, part(4, 5)?),
        _ => format!("{five}0000{last}"),
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("01234505", Ok("0012000003455"))]
    #[case("01234514", Ok("0012100003454"))]
    #[case("01234523", Ok("0012200003453"))]
    #[case("01234531", Ok("0012300000451"))]
    #[case("01234543", Ok("0012340000053"))]
    #[case("01234558", Ok("0012345000058"))]
    #[case("01234565", Ok("0012345000065"))]
    #[case("425261", Ok("0042100005264"))]
    #[case("0425261", Ok("0042100005264"))]
    #[case("04252614", Ok("0042100005264"))]
    #[case("04252615", Err(GtinError::CheckDigit { expected: 4, found: 5 }.into()))]
    #[case("24252614", Err(UpcEError::NumberSystem))]
    #[case("42526", Err(GtinError::Length { length: 5 }.into()))]
    #[case("42526a", Err(GtinError::NotDigits.into()))]
    #[case("", Err(GtinError::NotDigits.into()))]
    #[case("４２５", Err(GtinError::NotDigits.into()))]
    fn short_numbers_are_expanded(#[case] text: &str, #[case] expected: Result<&str, UpcEError>) {
        let printed = parse(text).map(Gtin::printed);
        assert_eq!(printed, expected.map(str::to_owned));
    }
}
