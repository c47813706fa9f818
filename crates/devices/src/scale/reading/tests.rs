use super::*;

fn reading(raw: i64, exponent: i8, unit: WeightUnit) -> Reading {
    Reading::plain(raw, exponent, unit, Some(true))
}

#[rstest::rstest]
#[case(1234, -3, WeightUnit::Kilogram, 1234)]
#[case(15, 0, WeightUnit::Gram, 15)]
#[case(10_000, -2, WeightUnit::Gram, 100)]
#[case(1505, -1, WeightUnit::Gram, 151)]
#[case(-1505, -1, WeightUnit::Gram, -151)]
#[case(100, -2, WeightUnit::Pound, 454)]
#[case(16, 0, WeightUnit::Ounce, 454)]
#[case(2, 3, WeightUnit::Kilogram, 2_000_000)]
fn a_weight_becomes_thousandths_of_a_kilogram(
    #[case] raw: i64,
    #[case] exponent: i8,
    #[case] unit: WeightUnit,
    #[case] expected: i64,
) {
    assert_eq!(
        reading(raw, exponent, unit).kilograms(),
        Some(Quantity::from_thousandths(expected))
    );
}

#[test]
fn an_impossible_number_is_no_weight() {
    assert_eq!(reading(i64::MAX, 6, WeightUnit::Kilogram).kilograms(), None);
    assert_eq!(reading(1, 100, WeightUnit::Gram).kilograms(), None);
    assert_eq!(reading(1, 0, WeightUnit::Unknown).kilograms(), None);
}
