//! From the bytes between two ends to a code.

use encoding_rs::WINDOWS_1251;

use super::event::{DropReason, Dropped, ScanEvent};
use super::marks::{GS, gs_kept};
use super::scan::{Scan, ScanSource, ScanWarning};
use bezmen_domain::barcode::{AimId, ScanMarks};

/// Control characters that belong to codes: EOT and the separators FS, GS, RS and US (ISO/IEC 15434 messages), and the ends of
/// lines in texts.
const OF_CODES: [char; 8] = ['\u{04}', '\u{1c}', GS, '\u{1e}', '\u{1f}', '\t', '\n', '\r'];

/// What is known of the bytes besides themselves.
#[derive(Debug, Clone)]
pub(super) struct Known<'a> {
    pub(super) marks: &'a ScanMarks,
    pub(super) aim: Option<AimId>,
    pub(super) unfinished: bool,
}

/// Makes a code of bytes; nothing of no bytes.
pub(super) fn compose(raw: Vec<u8>, source: ScanSource, known: &Known<'_>) -> Option<ScanEvent> {
    let mut warnings = Vec::new();
    let (sent, guessed) = decode(&raw);
    let bare = known.marks.take_off(&sent);
    if bare.prefix_missing {
        warnings.push(ScanWarning::PrefixMissing);
    }
    if guessed {
        warnings.push(ScanWarning::EncodingGuessed);
    }
    if bare.gs_replaced {
        warnings.push(ScanWarning::GsSubstituted);
    }
    let kept: String = bare
        .text
        .chars()
        .filter(|one| !one.is_control() || OF_CODES.contains(one))
        .collect();
    if kept.len() < bare.text.len() {
        warnings.push(ScanWarning::ControlsRemoved);
    }
    let (aim, text) = match known.aim {
        Some(aim) => (Some(aim), kept.as_str()),
        None => AimId::split(&kept),
    };
    if text.is_empty() {
        let reason = DropReason::Rubbish;
        return (!raw.is_empty()).then_some(ScanEvent::Dropped(Dropped { reason, raw }));
    }
    if known.unfinished || bare.suffix_missing {
        warnings.push(ScanWarning::Unfinished);
    }
    let gs_kept = gs_kept(text);
    if gs_kept == Some(false) {
        warnings.push(ScanWarning::GsLost);
    }
    Some(ScanEvent::Scanned(Scan {
        text: text.to_owned(),
        symbology: aim,
        source,
        gs_kept,
        warnings,
        raw,
    }))
}

/// The text of the bytes that a scanner sent, nothing taken off.
#[must_use]
pub fn sent_text(bytes: &[u8]) -> String {
    decode(bytes).0
}

/// UTF-8, or what a scanner set to Windows-1251 sends.
fn decode(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => {
            let (text, _) = WINDOWS_1251.decode_without_bom_handling(bytes);
            (text.into_owned(), true)
        }
    }
}
