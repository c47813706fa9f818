//! EAN-13, EAN-8, UPC-A and UPC-E.

use super::{BarcodeError, LinearBarcode, Symbology, widths_of};

/// Space, bar, space, bar of each digit in set A; from the right it is set B, and with bars and spaces exchanged set C.
const DIGITS: [&str; 10] = [
    "3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112",
];

/// Which of the six left digits are of set B, by the first digit of an EAN-13; the first is the highest bit.
const PARITY: [u8; 10] = [
    0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101,
    0b01_0110, 0b01_1010,
];

const SIDE_GUARD: &str = "111";
const MIDDLE_GUARD: &str = "11111";
const SHORT_END_GUARD: &str = "111111";

pub(super) fn ean13(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let digits = checked(text, Symbology::Ean13, 13, "12, 13")?;
    Ok(thirteen(Symbology::Ean13, &digits, &digits))
}

pub(super) fn upc_a(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let digits = checked(text, Symbology::UpcA, 12, "11, 12")?;
    // It is the EAN-13 that begins with a zero.
    let mut thirteen_digits = vec![0];
    thirteen_digits.extend(&digits);
    Ok(thirteen(Symbology::UpcA, &digits, &thirteen_digits))
}

fn thirteen(symbology: Symbology, shown: &[u8], digits: &[u8]) -> LinearBarcode {
    let first = digits.first().copied().unwrap_or(0);
    let left = digits.get(1..7).unwrap_or_default();
    let right = digits.get(7..).unwrap_or_default();
    let mut widths: Vec<u8> = widths_of(SIDE_GUARD).collect();
    left_half(left, parity(first), &mut widths);
    widths.extend(widths_of(MIDDLE_GUARD));
    right_half(right, &mut widths);
    widths.extend(widths_of(SIDE_GUARD));
    made(symbology, shown, shown, widths)
}

pub(super) fn ean8(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let digits = checked(text, Symbology::Ean8, 8, "7, 8")?;
    let (left, right) = digits.split_at_checked(4).unwrap_or_default();
    let mut widths: Vec<u8> = widths_of(SIDE_GUARD).collect();
    left_half(left, 0, &mut widths);
    widths.extend(widths_of(MIDDLE_GUARD));
    right_half(right, &mut widths);
    widths.extend(widths_of(SIDE_GUARD));
    Ok(made(Symbology::Ean8, &digits, &digits, widths))
}

pub(super) fn upc_e(text: &str) -> Result<LinearBarcode, BarcodeError> {
    let wrong = BarcodeError::Digits {
        symbology: Symbology::UpcE.name(),
        lengths: "6, 7, 8, 11, 12",
    };
    let given = digits_of(text).ok_or(wrong.clone())?;
    let long = match given.as_slice() {
        six if six.len() == 6 => expand(0, six),
        [system @ (0 | 1), six @ ..] if six.len() == 6 => expand(*system, six),
        [system @ (0 | 1), six @ .., check] if six.len() == 6 => {
            let long = expand(*system, six);
            let expected = long.last().copied().unwrap_or(0);
            if expected != *check {
                return Err(BarcodeError::CheckDigit { expected });
            }
            long
        }
        other if other.len() == 11 || other.len() == 12 => {
            checked(text, Symbology::UpcE, 12, "11, 12")?
        }
        _ => return Err(wrong),
    };
    let (six, system, check) = shorten(&long).ok_or(BarcodeError::NoShortForm)?;
    let mut widths: Vec<u8> = widths_of(SIDE_GUARD).collect();
    // The check digit is in the choice of sets: with number system 0 the sets are those of EAN-13 exchanged.
    let sets = if system == 0 {
        !parity(check) & 0b11_1111
    } else {
        parity(check)
    };
    left_half(&six, sets, &mut widths);
    widths.extend(widths_of(SHORT_END_GUARD));
    let mut shown = vec![system];
    shown.extend(six);
    shown.push(check);
    Ok(made(Symbology::UpcE, &shown, &long, widths))
}

/// The UPC-A of a UPC-E, with its check digit.
fn expand(system: u8, six: &[u8]) -> Vec<u8> {
    let mut long = vec![system];
    if let [a, b, c, d, e, last] = *six {
        match last {
            0..=2 => long.extend([a, b, last, 0, 0, 0, 0, c, d, e]),
            3 => long.extend([a, b, c, 0, 0, 0, 0, 0, d, e]),
            4 => long.extend([a, b, c, d, 0, 0, 0, 0, 0, e]),
            _ => long.extend([a, b, c, d, e, 0, 0, 0, 0, last]),
        }
    }
    long.push(check_digit(&long));
    long
}

/// The six digits, the number system and the check digit of a UPC-A that has a short form.
fn shorten(long: &[u8]) -> Option<([u8; 6], u8, u8)> {
    let [system @ (0 | 1), a, b, c, d, e, f, g, h, i, j, check] = *long else {
        return None;
    };
    let six = match [c, d, e, f, g, h, i, j] {
        [0..=2, 0, 0, 0, 0, ..] => [a, b, h, i, j, c],
        [_, 0, 0, 0, 0, 0, ..] => [a, b, c, i, j, 3],
        [_, _, 0, 0, 0, 0, 0, _] => [a, b, c, d, j, 4],
        [_, _, _, 0, 0, 0, 0, 5..=9] => [a, b, c, d, e, j],
        _ => return None,
    };
    Some((six, system, check))
}

fn left_half(digits: &[u8], sets: u8, widths: &mut Vec<u8>) {
    for (at, digit) in (0..6).zip(digits) {
        let pattern = pattern(*digit);
        if sets & (0b10_0000 >> at) == 0 {
            widths.extend(widths_of(pattern));
        } else {
            widths.extend(widths_of(pattern).collect::<Vec<u8>>().iter().rev());
        }
    }
}

fn right_half(digits: &[u8], widths: &mut Vec<u8>) {
    for digit in digits {
        widths.extend(widths_of(pattern(*digit)));
    }
}

fn pattern(digit: u8) -> &'static str {
    DIGITS.get(usize::from(digit)).copied().unwrap_or("")
}

fn parity(digit: u8) -> u8 {
    PARITY.get(usize::from(digit)).copied().unwrap_or(0)
}

fn digits_of(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    text.bytes().map(digit).collect()
}

/// The digits, so many of them, with a right check digit; it is added when it alone is missing.
fn checked(
    text: &str,
    symbology: Symbology,
    length: usize,
    lengths: &'static str,
) -> Result<Vec<u8>, BarcodeError> {
    let wrong = BarcodeError::Digits {
        symbology: symbology.name(),
        lengths,
    };
    let mut digits = digits_of(text).ok_or(wrong.clone())?;
    if digits.len() + 1 == length {
        digits.push(check_digit(&digits));
    }
    let Some((check, body)) = digits
        .split_last()
        .filter(|(_, body)| body.len() + 1 == length)
    else {
        return Err(wrong);
    };
    let expected = check_digit(body);
    if expected == *check {
        Ok(digits)
    } else {
        Err(BarcodeError::CheckDigit { expected })
    }
}

/// GS1 General Specifications 7.9: from the right, digits weigh three and one in turn.
fn check_digit(body: &[u8]) -> u8 {
    let sum: u32 = body
        .iter()
        .rev()
        .zip([3_u32, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

fn made(symbology: Symbology, shown: &[u8], sent: &[u8], widths: Vec<u8>) -> LinearBarcode {
    let ascii = |digits: &[u8]| digits.iter().map(|digit| b'0' + digit).collect::<Vec<u8>>();
    LinearBarcode {
        symbology,
        text: shown.iter().map(|digit| char::from(b'0' + digit)).collect(),
        widths,
        command: ascii(sent),
    }
}
