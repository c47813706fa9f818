//! `printer encode`, `printer status` and `printer profile`.

use std::path::Path;

use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

use super::UnknownProfile;
use crate::printer::profile::{DeviceKind, PrinterProfile, ProfileError};
use crate::printer::status::{self, AutomaticStatus, PrinterStatus, StatusRequest};
use crate::printer::{encode, hex};

/// A profile that was named on the command line and cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ProfileChoiceError {
    /// There is no profile of that name.
    #[error(transparent)]
    Unknown(#[from] UnknownProfile),
    /// The file cannot be read.
    #[error("cannot read {path}: {cause}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// The file is no profile.
    #[error("{path}: {cause}")]
    Wrong {
        /// The file.
        path: String,
        /// What is wrong with it.
        cause: ProfileError,
    },
}

/// Finds a profile by its name, or reads it from a file when the name is a path that ends in `.json`.
///
/// # Errors
/// Says which names there are, or what is wrong with the file.
pub fn profile_or_file(name: &str) -> Result<PrinterProfile, ProfileChoiceError> {
    let is_file = Path::new(name)
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if !is_file {
        return Ok(super::profile(name)?);
    }
    let path = || name.to_owned();
    let text = std::fs::read_to_string(name).map_err(|cause| ProfileChoiceError::File {
        path: path(),
        cause,
    })?;
    PrinterProfile::from_json(&text).map_err(|cause| ProfileChoiceError::Wrong {
        path: path(),
        cause,
    })
}

/// The profiles there are, each with what one chooses by: name, vendor, model, columns, width in dots, and the numbers
/// of the tables with Russian letters.
pub fn profiles() -> impl Iterator<Item = Value> {
    PrinterProfile::all().map(|profile| {
        let russian: Vec<u8> = profile
            .slots
            .iter()
            .filter(|slot| slot.page.is_cyrillic())
            .map(|slot| slot.number)
            .collect();
        json!({
            "name": profile.name,
            "vendor": profile.vendor,
            "model": profile.model,
            "kind": profile.kind,
            "columns": profile.columns.font_a,
            "width_dots": profile.width_dots,
            "russian_tables": russian,
            "draws_russian": russian.is_empty()
                && profile.kind == DeviceKind::Printer
                && profile.draws_pictures(),
        })
    })
}

/// Writes a text as a printer's bytes, in hex on one line.
///
/// It is a job as the till sends it: the profile's start (`ESC @`, `FS .`) in front, each line of the text ended by a line
/// feed, no cut. A mark of the byte order at the beginning of the text is not printed.
#[must_use]
pub fn encode(text: &str, profile: &PrinterProfile) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    hex::encode(&encode::text(text, profile))
}

/// Answers what a line `n<TAB>byte` means: an answer to `DLE EOT n`, `n` from 1 to 4 and the byte in hex. Eight hex
/// digits, with or without a number before them, are a block of the automatic status.
///
/// The keys are `online`, `drawer_pin3`, `waiting_recovery` and `feed_button` (1); `cover_open`, `feeding`, `paper_end` and
/// `error` (2); `recoverable`, `cutter_error`, `unrecoverable` and `recovers_itself` (3); `paper` (4); a block has those
/// of 1, 3 and 4 and `cover_open` and `feeding`. `meaning` has the same in words. What is no status is
/// `{"error": "invalid"}`.
#[must_use]
pub fn status(line: &str) -> Value {
    status_of(line).unwrap_or_else(|| json!({ "error": "invalid" }))
}

fn status_of(line: &str) -> Option<Value> {
    let line = line.trim();
    let (number, digits) = match line.split_once(['\t', ' ']) {
        Some((number, digits)) if number.len() == 1 => (Some(number), digits),
        Some(_) | None => (None, line),
    };
    let bytes = hex::decode(digits)?;
    if let Ok(block) = <[u8; 4]>::try_from(bytes.as_slice()) {
        return AutomaticStatus::read(block).map(|status| json_of_block(&status));
    }
    let request = StatusRequest::from_number(number?.parse().ok()?)?;
    let [byte] = bytes.as_slice() else {
        return None;
    };
    status::read(request, *byte).map(|status| json_of_answer(&status))
}

const fn level(high: bool) -> &'static str {
    if high { "high" } else { "low" }
}

fn json_of_answer(answer: &PrinterStatus) -> Value {
    let meaning = json!({ "ru": answer.words(Locale::Ru), "en": answer.words(Locale::En) });
    match *answer {
        PrinterStatus::Printer {
            online,
            drawer_pin3_high,
            waiting_recovery,
            feed_button,
        } => json!({
            "online": online,
            "drawer_pin3": level(drawer_pin3_high),
            "waiting_recovery": waiting_recovery,
            "feed_button": feed_button,
            "meaning": meaning,
        }),
        PrinterStatus::OfflineCause {
            cover_open,
            feeding,
            paper_end,
            error,
        } => json!({
            "cover_open": cover_open,
            "feeding": feeding,
            "paper_end": paper_end,
            "error": error,
            "meaning": meaning,
        }),
        PrinterStatus::ErrorCause {
            recoverable,
            cutter_error,
            unrecoverable,
            recovers_itself,
        } => json!({
            "recoverable": recoverable,
            "cutter_error": cutter_error,
            "unrecoverable": unrecoverable,
            "recovers_itself": recovers_itself,
            "meaning": meaning,
        }),
        PrinterStatus::Paper { paper } => json!({ "paper": paper, "meaning": meaning }),
    }
}

fn json_of_block(block: &AutomaticStatus) -> Value {
    json!({
        "online": block.online,
        "drawer_pin3": level(block.drawer_pin3_high),
        "cover_open": block.cover_open,
        "feeding": block.feeding,
        "waiting_recovery": block.waiting_recovery,
        "feed_button": block.feed_button,
        "recoverable": block.recoverable,
        "cutter_error": block.cutter_error,
        "unrecoverable": block.unrecoverable,
        "recovers_itself": block.recovers_itself,
        "paper": block.paper,
        "meaning": { "ru": block.words(Locale::Ru), "en": block.words(Locale::En) },
    })
}

#[cfg(test)]
mod tests;
