//! What a scale says, as the screens show it.

use bezmen_contract::till::{ScaleState, ScaleView};
use bezmen_devices::scale::poller::{LinkState, Snapshot};
use bezmen_devices::scale::reading::{Observation, Reading};
use bezmen_devices::scale::sellable::NotSellable;
use bezmen_domain::locale::Locale;
use bezmen_domain::quantity::Quantity;

pub(super) fn absent(locale: Locale) -> ScaleView {
    let hint = locale.pick(
        "Весы не настроены. Задайте их в настройках или введите вес вручную.",
        "No scale is set up. Set one up in the settings or type the weight.",
    );
    without_weight(ScaleState::Absent, hint)
}

/// While a technician tries a scale, nothing is sold by it.
pub(super) fn on_trial(locale: Locale) -> ScaleView {
    let hint = locale.pick(
        "Весы сейчас настраивают. Введите вес вручную или подождите.",
        "The scale is being set up. Type the weight, or wait.",
    );
    without_weight(ScaleState::Lost, hint)
}

pub(super) fn unusable(hint: &str) -> ScaleView {
    without_weight(ScaleState::Error, hint)
}

/// A weight is shown only while the scale answers, and never made up: a scale that says "busy" shows none.
pub(super) fn of(snapshot: &Snapshot, locale: Locale) -> ScaleView {
    let hint = snapshot.state.words(locale);
    match &snapshot.state {
        LinkState::Live => {}
        LinkState::Garbled | LinkState::Refusing => return without_weight(ScaleState::Error, hint),
        LinkState::Connecting | LinkState::Silent | LinkState::Failed { .. } => {
            return without_weight(ScaleState::Lost, hint);
        }
    }
    let reading = match snapshot.observation {
        Some(Observation::Weight(reading)) => Some(reading),
        _ => None,
    };
    let (state, weight, hint) = match snapshot.sellable() {
        Ok(weight) => (ScaleState::Stable, Some(weight), String::new()),
        Err(reason) => (
            state_of(reason),
            shown(reason, reading),
            reason.words(locale),
        ),
    };
    let tare = reading.and_then(|reading| {
        let tare = reading.tare?;
        Reading {
            raw: tare.raw,
            exponent: tare.exponent,
            ..reading
        }
        .kilograms()
    });
    ScaleView {
        state,
        weight,
        tare,
        age_ms: u64::try_from(snapshot.age.as_millis()).unwrap_or(u64::MAX),
        hint,
    }
}

const fn state_of(reason: NotSellable) -> ScaleState {
    match reason {
        NotSellable::NoReading | NotSellable::Stale => ScaleState::Lost,
        NotSellable::Unstable => ScaleState::Unstable,
        NotSellable::Overload => ScaleState::Overload,
        NotSellable::Negative => ScaleState::Underload,
        NotSellable::Empty => ScaleState::Zero,
        NotSellable::NoWeight
        | NotSellable::NotWeighing
        | NotSellable::Fault
        | NotSellable::UnknownUnit
        | NotSellable::Impossible => ScaleState::Error,
    }
}

fn shown(reason: NotSellable, reading: Option<Reading>) -> Option<Quantity> {
    match reason {
        NotSellable::Unstable | NotSellable::Empty => reading?.kilograms(),
        NotSellable::NoReading
        | NotSellable::NoWeight
        | NotSellable::Stale
        | NotSellable::Overload
        | NotSellable::Negative
        | NotSellable::NotWeighing
        | NotSellable::Fault
        | NotSellable::UnknownUnit
        | NotSellable::Impossible => None,
    }
}

fn without_weight(state: ScaleState, hint: &str) -> ScaleView {
    ScaleView {
        state,
        weight: None,
        tare: None,
        age_ms: 0,
        hint: hint.to_owned(),
    }
}
