//! From the bytes between two ends to a code.

use encoding_rs::WINDOWS_1251;

use super::event::{DropReason, Dropped, ScanEvent};
use super::marks::{GS, gs_kept};
use super::scan::{Scan, ScanSource, ScanWarning};
use bezmen_domain::barcode::AimId;

/// Control characters that belong to codes: EOT and the separators FS, GS, RS and US (ISO/IEC 15434 messages), and the ends of
/// lines in texts.
const OF_CODES: [char; 8] = ['\u{04}', '\u{1c}', GS, '\u{1e}', '\u{1f}', '\t', '\n', '\r'];

/// What is known of the bytes besides themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Known<'a> {
    pub(super) prefix: &'a [u8],
    pub(super) gs_substitute: &'a [u8],
    pub(super) aim: Option<AimId>,
    pub(super) unfinished: bool,
}

/// Makes a code of bytes; nothing of no bytes.
pub(super) fn compose(raw: Vec<u8>, source: ScanSource, known: &Known<'_>) -> Option<ScanEvent> {
    let mut warnings = Vec::new();
    let mut body = raw.as_slice();
    // Some scanners put their code between STX and ETX.
    if let [0x02, rest @ ..] = body {
        body = rest;
    }
    match body.strip_prefix(known.prefix) {
        Some(rest) => body = rest,
        None => warnings.push(ScanWarning::PrefixMissing),
    }
    let (decoded, guessed) = decode(body);
    if guessed {
        warnings.push(ScanWarning::EncodingGuessed);
    }
    let decoded = substitute(decoded, known.gs_substitute, &mut warnings);
    let kept: String = decoded
        .chars()
        .filter(|one| !one.is_control() || OF_CODES.contains(one))
        .collect();
    if kept.len() < decoded.len() {
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
    if known.unfinished {
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

fn substitute(text: String, marks: &[u8], warnings: &mut Vec<ScanWarning>) -> String {
    let Some(marks) = std::str::from_utf8(marks)
        .ok()
        .filter(|marks| !marks.is_empty())
    else {
        return text;
    };
    if !text.contains(marks) {
        return text;
    }
    warnings.push(ScanWarning::GsSubstituted);
    text.replace(marks, GS.encode_utf8(&mut [0; 4]))
}
