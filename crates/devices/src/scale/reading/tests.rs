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

#[test]
fn only_what_is_steady_fresh_and_more_than_nothing_is_sold() {
    let now = Duration::ZERO;
    let weight =
        |raw, stable| Observation::Weight(Reading::plain(raw, -3, WeightUnit::Kilogram, stable));
    assert_eq!(
        weight(250, Some(true)).sellable(now),
        Ok(Quantity::from_thousandths(250))
    );
    assert_eq!(
        weight(250, Some(true)).sellable(Duration::from_secs(2)),
        Err(NotSellable::Stale)
    );
    assert_eq!(
        weight(250, Some(false)).sellable(now),
        Err(NotSellable::Unstable)
    );
    assert_eq!(weight(250, None).sellable(now), Err(NotSellable::Unstable));
    assert_eq!(weight(0, Some(true)).sellable(now), Err(NotSellable::Empty));
    assert_eq!(
        weight(-20, Some(true)).sellable(now),
        Err(NotSellable::Negative)
    );
    assert_eq!(
        Observation::Moving.sellable(now),
        Err(NotSellable::Unstable)
    );
    assert_eq!(
        Observation::Overload.sellable(now),
        Err(NotSellable::Overload)
    );
    assert_eq!(Observation::Done.sellable(now), Err(NotSellable::NoReading));
}
