//! What the technician sees of a scale.

use bezmen_contract::till::{MassUnit, ScaleBenchView, TrafficRow};
use bezmen_devices::scale::poller::Snapshot;
use bezmen_devices::scale::reading::{Observation, Reading, WeightUnit};
use bezmen_devices::scale::traffic::{Direction, Passed};
use bezmen_devices::scale::{describe, words};
use bezmen_domain::locale::Locale;

use super::{Pan, Scale, view_of};

pub(super) fn of(pan: &Pan, since: u64) -> ScaleBenchView {
    let wanted = pan.in_force.clone();
    let nothing = ScaleBenchView {
        scale: wanted.or_else(|| pan.own.clone()),
        is_trial: pan.trial.is_some(),
        view: view_of(pan),
        digits: String::new(),
        unit: None,
        weight: None,
        words: String::new(),
        answer: String::new(),
        traffic: Vec::new(),
        next: since,
    };
    let Scale::Polled(poller) = &pan.scale else {
        return nothing;
    };
    let snapshot = poller.snapshot();
    let reading = reading_of(&snapshot);
    let passed = poller.traffic(since);
    ScaleBenchView {
        digits: reading.map(|reading| reading.shown()).unwrap_or_default(),
        unit: reading.and_then(|reading| unit_of(reading.unit)),
        weight: reading.and_then(|reading| reading.kilograms()),
        words: said(&snapshot, pan.locale),
        answer: snapshot
            .last_answer
            .map(|answer| words::of_observation(&answer, pan.locale))
            .unwrap_or_default(),
        next: passed.last().map_or(since, |last| last.number + 1),
        traffic: passed.iter().map(|one| row(one, pan.locale)).collect(),
        ..nothing
    }
}

const fn reading_of(snapshot: &Snapshot) -> Option<Reading> {
    match snapshot.observation {
        Some(Observation::Weight(reading)) => Some(reading),
        Some(Observation::Status(_) | Observation::Done | Observation::Refused(_)) | None => None,
    }
}

const fn unit_of(unit: WeightUnit) -> Option<MassUnit> {
    match unit {
        WeightUnit::Gram => Some(MassUnit::Gram),
        WeightUnit::Kilogram => Some(MassUnit::Kilogram),
        WeightUnit::Pound => Some(MassUnit::Pound),
        WeightUnit::Ounce => Some(MassUnit::Ounce),
        WeightUnit::Unknown => None,
    }
}

/// What the scale says, or why it says nothing.
fn said(snapshot: &Snapshot, locale: Locale) -> String {
    match snapshot.observation {
        Some(observation) => words::of_observation(&observation, locale),
        None => snapshot.state.words(locale).to_owned(),
    }
}

fn row(passed: &Passed, locale: Locale) -> TrafficRow {
    TrafficRow {
        number: passed.number,
        at_ms: u64::try_from(passed.at.as_millis()).unwrap_or(u64::MAX),
        sent: passed.direction == Direction::Sent,
        hex: describe::hex(&passed.bytes),
        said: passed
            .heard
            .iter()
            .map(|piece| words::of(&piece.said, locale))
            .collect(),
    }
}
