//! When what a scale says may be sold, and why not.

use std::time::Duration;

use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::Quantity;

use super::reading::{Observation, Obstacle, Status, WeightUnit};

/// The age up to which a reading may be sold: two polls and a little.
pub const FRESH: Duration = Duration::from_millis(1_500);

/// Why a reading may not be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSellable {
    /// There is none.
    #[error("the scale gives no weight: check that it is on and its cable is in")]
    NoReading,
    /// It answers, but tells no weight.
    #[error("the scale answers without a weight: take the goods off and put them on again")]
    NoWeight,
    /// It is too old.
    #[error("the weight is out of date: check the scale's cable and weigh again")]
    Stale,
    /// It still moves, or nobody knows whether it does.
    #[error("the weight is not steady yet: wait a moment")]
    Unstable,
    /// It says that it cannot weigh now.
    #[error("the scale is not weighing: look at its display, empty it and press zero")]
    NotWeighing,
    /// It says that it is broken.
    #[error(
        "the scale reports a fault: switch it off and on; if that does not help, call the service"
    )]
    Fault,
    /// Too much.
    #[error("too heavy for this scale: take something off")]
    Overload,
    /// Less than nothing.
    #[error("the scale shows less than nothing: empty it and press zero")]
    Negative,
    /// Nothing on it.
    #[error("the scale is empty: put the goods on it")]
    Empty,
    /// The unit is unknown.
    #[error("the scale does not say its unit: set the unit in the device settings")]
    UnknownUnit,
    /// Not a number of kilograms that can be sold.
    #[error(
        "the scale shows an impossible weight: check its unit and decimals in the device settings"
    )]
    Impossible,
}

impl NotSellable {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoReading => "no_reading",
            Self::NoWeight => "no_weight",
            Self::Stale => "stale",
            Self::Unstable => "unstable",
            Self::NotWeighing => "not_weighing",
            Self::Fault => "fault",
            Self::Overload => "overload",
            Self::Negative => "negative",
            Self::Empty => "empty",
            Self::UnknownUnit => "unknown_unit",
            Self::Impossible => "impossible",
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(self, locale: Locale) -> String {
        match (locale, self) {
            (Locale::En, _) => self.to_string(),
            (Locale::Ru, Self::NoReading) => {
                "весы не дают веса: проверьте, включены ли они и вставлен ли кабель".to_owned()
            }
            (Locale::Ru, Self::NoWeight) => {
                "весы отвечают без веса: снимите товар и положите снова".to_owned()
            }
            (Locale::Ru, Self::Stale) => {
                "вес устарел: проверьте кабель весов и взвесьте снова".to_owned()
            }
            (Locale::Ru, Self::Unstable) => "вес ещё не успокоился: подождите".to_owned(),
            (Locale::Ru, Self::NotWeighing) => {
                "весы сейчас не взвешивают: посмотрите на их табло, освободите их и нажмите «ноль»"
                    .to_owned()
            }
            (Locale::Ru, Self::Fault) => {
                "весы сообщают о неисправности: выключите и включите их; не помогло — вызовите мастера"
                    .to_owned()
            }
            (Locale::Ru, Self::Overload) => {
                "слишком тяжело для этих весов: снимите часть".to_owned()
            }
            (Locale::Ru, Self::Negative) => {
                "весы показывают меньше нуля: освободите их и нажмите «ноль»".to_owned()
            }
            (Locale::Ru, Self::Empty) => "весы пусты: положите товар".to_owned(),
            (Locale::Ru, Self::UnknownUnit) => {
                "весы не называют единицу: задайте её в настройках устройства".to_owned()
            }
            (Locale::Ru, Self::Impossible) => {
                "весы показывают невозможный вес: проверьте единицу и знаки в настройках устройства"
                    .to_owned()
            }
        }
    }
}

impl Status {
    /// Why nothing can be sold while a scale says this.
    #[must_use]
    pub const fn not_sellable(&self) -> NotSellable {
        match self.obstacle {
            Some(Obstacle::Overload) => NotSellable::Overload,
            Some(Obstacle::Underload | Obstacle::Negative) => NotSellable::Negative,
            Some(
                Obstacle::OutsideZeroRange
                | Obstacle::NoZero
                | Obstacle::NotUnloaded
                | Obstacle::Price
                | Obstacle::NotWeighing,
            ) => NotSellable::NotWeighing,
            Some(Obstacle::BelowMinimum) => NotSellable::Empty,
            Some(Obstacle::Fault) => NotSellable::Fault,
            None => match (self.stable, self.zero) {
                (Some(false), _) => NotSellable::Unstable,
                (_, Some(true)) => NotSellable::Empty,
                (Some(true) | None, Some(false) | None) => NotSellable::NoWeight,
            },
        }
    }
}

impl Observation {
    /// The weight that may be sold now, given the age of this observation.
    ///
    /// # Errors
    /// Says why nothing may be sold, and what to do.
    pub fn sellable(&self, age: Duration) -> Result<Quantity, NotSellable> {
        let reading = match self {
            Self::Weight(reading) => reading,
            Self::Status(status) => return Err(status.not_sellable()),
            Self::Done | Self::Refused(_) => return Err(NotSellable::NoReading),
        };
        if age > FRESH {
            return Err(NotSellable::Stale);
        }
        if reading.unit == WeightUnit::Unknown {
            return Err(NotSellable::UnknownUnit);
        }
        if reading.stable != Some(true) {
            return Err(NotSellable::Unstable);
        }
        let weight = reading.kilograms().ok_or(NotSellable::Impossible)?;
        if weight.is_negative() {
            return Err(NotSellable::Negative);
        }
        if weight.is_zero() {
            return Err(NotSellable::Empty);
        }
        if weight.thousandths() > bezmen_domain::quantity::MAX_QUANTITY_THOUSANDTHS {
            return Err(NotSellable::Impossible);
        }
        Ok(weight)
    }
}

#[cfg(test)]
mod tests;
