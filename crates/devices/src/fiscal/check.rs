//! What a technician asks of a fiscal device, with answers that programs can read.

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

use super::FiscalDevice;
use super::outcome::{FiscalOutcome, FiscalStatus, ShiftState};
use crate::intent::IntentId;

/// What a device answered to a technician.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalCheck {
    /// Its state, when it told it.
    pub status: Option<FiscalStatus>,
    /// Why it did not.
    pub failure: Option<FiscalOutcome>,
    /// The finding in Russian.
    pub ru: String,
    /// The finding in English.
    pub en: String,
}

/// Asks a device for its state. Registers nothing; the identifier is one that no document has.
#[must_use]
pub fn check(device: &dyn FiscalDevice, id: IntentId) -> FiscalCheck {
    match device.status(id) {
        Ok(status) => FiscalCheck {
            ru: finding(&status, Locale::Ru).to_owned(),
            en: finding(&status, Locale::En).to_owned(),
            status: Some(status),
            failure: None,
        },
        Err(outcome) => FiscalCheck {
            status: None,
            ru: outcome.words(Locale::Ru),
            en: outcome.words(Locale::En),
            failure: Some(outcome),
        },
    }
}

const fn finding(status: &FiscalStatus, locale: Locale) -> &'static str {
    match (status.shift, status.has_paper, status.is_cover_open) {
        (_, Some(false), _) => locale.pick(
            "ККТ отвечает, но в ней нет бумаги",
            "The fiscal device answers but has no paper",
        ),
        (_, _, Some(true)) => locale.pick(
            "ККТ отвечает, но открыта крышка",
            "The fiscal device answers but its cover is open",
        ),
        (ShiftState::Expired, ..) => locale.pick(
            "ККТ отвечает; смена длится больше 24 часов, её нужно закрыть",
            "The fiscal device answers; its shift is older than 24 hours and must be closed",
        ),
        (ShiftState::Opened, ..) => locale.pick(
            "ККТ отвечает, смена открыта",
            "The fiscal device answers, a shift is open",
        ),
        (ShiftState::Closed | ShiftState::Unknown, ..) => locale.pick(
            "ККТ отвечает, смена закрыта",
            "The fiscal device answers, no shift is open",
        ),
    }
}
