//! The weight of what the goods lie in, as it is typed.

use bezmen_domain::quantity::Quantity;
use bezmen_kit::look;

use crate::words::{Selling, t};

/// No shop scale carries a heavier dish: more is a slip of the finger.
const HEAVIEST_G: i64 = 100_000;

/// Reads a tare in thousandths of a kilogram: a whole number is grams, one with a decimal mark is kilograms, nothing typed is
/// no tare.
///
/// # Errors
/// Words for the cashier when it is no weight or more than a scale carries.
pub fn read_tare(typed: &str) -> Result<Quantity, String> {
    if typed.is_empty() {
        return Ok(Quantity::ZERO);
    }
    let grams = if is_in_kilograms(typed) {
        Quantity::parse(typed)
            .ok()
            .map(|weight| weight.thousandths())
    } else {
        typed.parse().ok()
    };
    grams
        .filter(|grams| (0..=HEAVIEST_G).contains(grams))
        .map(Quantity::from_thousandths)
        .ok_or_else(|| t(Selling::TareWrong).to_owned())
}

/// The unit that a tare is being typed in.
pub fn tare_unit(typed: &str) -> &'static str {
    let locale = look::locale();
    if is_in_kilograms(typed) {
        locale.pick("кг", "kg")
    } else {
        locale.pick("г", "g")
    }
}

fn is_in_kilograms(typed: &str) -> bool {
    typed.contains([',', '.'])
}

#[cfg(test)]
mod tests {
    use super::read_tare;
    use bezmen_domain::quantity::Quantity;

    #[test]
    fn whole_numbers_are_grams_and_decimals_kilograms() {
        let read = |typed| read_tare(typed).ok().map(Quantity::thousandths);
        assert_eq!(
            ["", "30", "0,030", "1.25", "0,"].map(read),
            [Some(0), Some(30), Some(30), Some(1_250), Some(0)]
        );
        assert_eq!(
            ["100001", "101,0", "9999999999999999999999", ","].map(read),
            [None, None, None, None]
        );
    }
}
