//! What a known weight says about the unit and the decimals of a scale.

use bezmen_contract::till::{MassUnit, ScaleBenchView};
use bezmen_domain::quantity::Quantity;

/// How far a shown weight may be from the known one and still agree: a fiftieth, or ten grams.
const TOLERANCE_PART: i64 = 50;
const TOLERANCE_GRAMS: i64 = 10;

/// How many decimals are tried for digits that come without a point.
const MOST_DECIMALS: u8 = 4;

/// Whether two weights agree, as a technician would say.
pub fn agrees(shown: Quantity, known: Quantity) -> bool {
    let tolerance = (known.thousandths() / TOLERANCE_PART).max(TOLERANCE_GRAMS);
    (shown.thousandths() - known.thousandths()).abs() <= tolerance
}

/// The unit and decimals with which the digits of the bench mean the known weight; the decimals only where the digits have no
/// point. Kilograms and grams are tried before pounds and ounces.
pub fn explain(view: &ScaleBenchView, known: Quantity) -> Option<(MassUnit, Option<u8>)> {
    let (digits, shown_decimals) = digits_of(&view.digits)?;
    let decimals: Vec<Option<u8>> = match shown_decimals {
        0 => std::iter::once(None)
            .chain((1..=MOST_DECIMALS).map(Some))
            .collect(),
        _ => vec![None],
    };
    let units = [
        MassUnit::Kilogram,
        MassUnit::Gram,
        MassUnit::Pound,
        MassUnit::Ounce,
    ];
    units.into_iter().find_map(|unit| {
        decimals.iter().copied().find_map(|set| {
            let places = set.unwrap_or(shown_decimals);
            let weight = kilograms(digits, places, unit)?;
            agrees(weight, known).then_some((unit, set))
        })
    })
}

fn digits_of(text: &str) -> Option<(i64, u8)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{part}").parse().ok()?;
    Some((digits, u8::try_from(part.len()).ok()?))
}

/// Digits with so many decimals of a unit, in kilograms.
fn kilograms(digits: i64, decimals: u8, unit: MassUnit) -> Option<Quantity> {
    // Grams of one unit, in thousandths of a millionth.
    let of_unit: i128 = match unit {
        MassUnit::Gram => 1_000_000_000,
        MassUnit::Kilogram => 1_000_000_000_000,
        MassUnit::Pound => 453_592_370_000,
        MassUnit::Ounce => 28_349_523_125,
    };
    let parts = 1_000_000_000_i128.checked_mul(10_i128.checked_pow(u32::from(decimals))?)?;
    let grams = i128::from(digits).checked_mul(of_unit)? / parts;
    i64::try_from(grams).ok().map(Quantity::from_thousandths)
}

#[cfg(test)]
mod tests {
    use bezmen_contract::till::{ScaleState, ScaleView};

    use super::*;

    fn shows(digits: &str) -> ScaleBenchView {
        ScaleBenchView {
            scale: None,
            is_trial: true,
            view: ScaleView {
                state: ScaleState::Error,
                weight: None,
                tare: None,
                age_ms: 0,
                hint: String::new(),
            },
            digits: digits.to_owned(),
            unit: None,
            weight: None,
            words: String::new(),
            answer: String::new(),
            traffic: Vec::new(),
            next: 0,
        }
    }

    fn known(grams: i64) -> Quantity {
        Quantity::from_thousandths(grams)
    }

    #[test]
    fn a_known_weight_names_the_unit() {
        let kilogram = Some((MassUnit::Kilogram, None));
        assert_eq!(explain(&shows("1.002"), known(1_000)), kilogram);
        assert_eq!(
            explain(&shows("1000"), known(1_000)),
            Some((MassUnit::Kilogram, Some(3)))
        );
        assert_eq!(
            explain(&shows("1000.5"), known(1_000)),
            Some((MassUnit::Gram, None))
        );
        assert_eq!(
            explain(&shows("2.20"), known(1_000)),
            Some((MassUnit::Pound, None))
        );
        assert_eq!(explain(&shows("1.5"), known(1_000)), None);
        assert_eq!(explain(&shows(""), known(1_000)), None);
    }

    #[test]
    fn small_weights_may_differ_by_grams_and_large_ones_by_a_part() {
        assert!(agrees(known(108), known(100)));
        assert!(!agrees(known(112), known(100)));
        assert!(agrees(known(5_090), known(5_000)));
        assert!(!agrees(known(5_200), known(5_000)));
    }
}
