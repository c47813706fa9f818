use super::*;
use crate::scale::reading::Reading;

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
    let status = |status| Observation::Status(status).sellable(now);
    assert_eq!(status(Status::MOVING), Err(NotSellable::Unstable));
    assert_eq!(
        status(Status::obstacle(Obstacle::Overload)),
        Err(NotSellable::Overload)
    );
    assert_eq!(status(Status::NOTHING), Err(NotSellable::NoWeight));
    assert_eq!(Observation::Done.sellable(now), Err(NotSellable::NoReading));
}
