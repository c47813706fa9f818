//! The check digit that some labels have for their price or weight alone.
//!
//! Source: GS1 General Specifications, section 7.9, “price or weight field verifier”, for four and for five digits.

/// Weighting factors by which a digit is replaced before the sum.
const TWO_MINUS: [u8; 10] = [0, 2, 4, 6, 8, 9, 1, 3, 5, 7];
const THREE: [u8; 10] = [0, 3, 6, 9, 2, 5, 8, 1, 4, 7];
const FIVE_PLUS: [u8; 10] = [0, 5, 1, 6, 2, 7, 3, 8, 4, 9];
const FIVE_MINUS: [u8; 10] = [0, 5, 9, 4, 8, 3, 7, 2, 6, 1];

/// Calculates the check digit of a price or weight of four or five digits; nothing for other numbers.
pub fn price_check_digit(digits: &str) -> Option<u8> {
    let weighted = |weights: &[[u8; 10]]| {
        let replace = |(digit, weight): (u8, &[u8; 10])| {
            let value = usize::from(digit.checked_sub(b'0')?);
            weight.get(value).copied().map(u32::from)
        };
        digits
            .bytes()
            .zip(weights)
            .map(replace)
            .sum::<Option<u32>>()
    };
    match digits.len() {
        4 => {
            let sum = weighted(&[TWO_MINUS, TWO_MINUS, THREE, FIVE_MINUS])?;
            Some((sum * 3 % 10) as u8)
        }
        5 => {
            let sum = weighted(&[FIVE_PLUS, TWO_MINUS, FIVE_MINUS, FIVE_PLUS, TWO_MINUS])?;
            let wanted = (10 - sum % 10) % 10;
            let digit = FIVE_MINUS
                .iter()
                .position(|value| u32::from(*value) == wanted)?;
            u8::try_from(digit).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::barcode::tests::vectors;

    #[test]
    fn the_published_examples_agree() {
        assert_eq!(price_check_digit("2875"), Some(9));
        assert_eq!(price_check_digit("14685"), Some(6));
        assert_eq!(price_check_digit("123"), None);
        assert_eq!(price_check_digit("12a4"), None);
        assert_eq!(price_check_digit("12:4"), None);
        assert_eq!(price_check_digit("１"), None);
    }

    #[test]
    fn the_collected_prices_agree() {
        let Some(file) = vectors("gs1_rcn_price_check.json") else {
            return;
        };
        for table in ["four_digit", "five_digit"] {
            for (digits, expected) in file[table].as_object().unwrap() {
                let digit = price_check_digit(digits).map(u64::from);
                assert_eq!(digit, expected.as_u64(), "{digits}");
            }
        }
    }
}
