//! What a scanner read.

use bezmen_domain::barcode::AimId;
use bezmen_domain::locale::Locale;
use serde::{Serialize, Serializer};

use crate::scale::describe;

/// The way a code came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanSource {
    /// A serial line, a USB port that plays one, or the network.
    Serial,
    /// HID with the page of barcode scanners (8Ch).
    HidPos,
}

/// Something about a code that whoever uses it has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanWarning {
    /// Its fields are separated by GS, and the scanner left GS out.
    GsLost,
    /// The scanner sent something else for GS, as its settings say.
    GsSubstituted,
    /// It ended without the end that the scanner sent before: it may be cut off.
    Unfinished,
    /// Its bytes are no UTF-8 and were read as Windows-1251.
    EncodingGuessed,
    /// Bytes that belong to no code (such as NUL) were left out of the text.
    ControlsRemoved,
    /// The prefix that the settings name did not come.
    PrefixMissing,
}

impl ScanWarning {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::GsLost => "gs_lost",
            Self::GsSubstituted => "gs_substituted",
            Self::Unfinished => "unfinished",
            Self::EncodingGuessed => "encoding_guessed",
            Self::ControlsRemoved => "controls_removed",
            Self::PrefixMissing => "prefix_missing",
        }
    }

    /// What it means and what to do.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::GsLost => locale.pick(
                "сканер потерял разделители GS: включите в нём передачу управляющих символов (GS, код 29) и считайте код снова",
                "the scanner lost the GS separators: let it send control characters (GS, code 29) and scan the code again",
            ),
            Self::GsSubstituted => locale.pick(
                "вместо GS сканер прислал знак, заданный в настройках",
                "the scanner sent the character of its settings in place of GS",
            ),
            Self::Unfinished => locale.pick(
                "код пришёл без окончания и может быть неполным: считайте его снова",
                "the code came without its end and may be cut off: scan it again",
            ),
            Self::EncodingGuessed => locale.pick(
                "текст кода прочитан как Windows-1251: проверьте кодировку в настройках сканера",
                "the text was read as Windows-1251: check the character set in the scanner's settings",
            ),
            Self::ControlsRemoved => locale.pick(
                "сканер прислал лишние управляющие символы: проверьте его настройки и скорость порта",
                "the scanner sent control characters that belong to no code: check its settings and the speed of the port",
            ),
            Self::PrefixMissing => locale.pick(
                "код пришёл без префикса: проверьте настройки сканера",
                "the code came without its prefix: check the scanner's settings",
            ),
        }
    }
}

/// A code as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scan {
    /// The code: without prefix, identifier and end, but with each GS (U+001D) and each space.
    pub text: String,
    /// The bytes as they came, without the line end after them; in JSON as hex.
    #[serde(serialize_with = "as_hex")]
    pub raw: Vec<u8>,
    /// The kind of code, when the scanner says it; in JSON as it says it: `]d2`.
    #[serde(serialize_with = "as_text")]
    pub symbology: Option<AimId>,
    /// The way it came.
    pub source: ScanSource,
    /// Whether the separators of its fields came: nothing when it has none, as far as can be told.
    pub gs_kept: Option<bool>,
    /// What else has to be known about it.
    pub warnings: Vec<ScanWarning>,
}

/// Writes bytes as hex, two figures each.
pub(super) fn as_hex<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&describe::hex(bytes))
}

/// Writes an identifier as scanners send it.
fn as_text<S: Serializer>(id: &Option<AimId>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => serializer.collect_str(id),
        None => serializer.serialize_none(),
    }
}
