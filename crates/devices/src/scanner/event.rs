//! What comes of the bytes of a scanner.

use bezmen_domain::locale::Locale;
use serde::Serialize;

use super::scan::Scan;

/// The longest code: as many figures as the largest QR code holds. More is no code.
pub const LONGEST_CODE_BYTES: usize = 7_089;

/// Something that a codec made of bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ScanEvent {
    /// A code.
    Scanned(Scan),
    /// Bytes that are no code.
    Dropped(Dropped),
}

/// Bytes that are no code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Why.
    pub reason: DropReason,
    /// The bytes, as far as they were kept; in JSON as hex.
    #[serde(serialize_with = "super::scan::as_hex")]
    pub raw: Vec<u8>,
}

/// Why bytes are no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// Longer than any code.
    TooLong,
    /// Only bytes that belong to no code.
    Rubbish,
    /// The connection ended in the middle.
    CutOff,
    /// A report of a HID scanner that does not fit its own layout.
    BadReport,
    /// The rest of a code in several reports did not come.
    RestMissing,
}

impl DropReason {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::Rubbish => "rubbish",
            Self::CutOff => "cut_off",
            Self::BadReport => "bad_report",
            Self::RestMissing => "rest_missing",
        }
    }

    /// What it means and what to do.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::TooLong => locale.pick(
                "пришло больше, чем помещается в любой код: проверьте, что на порту сканер, и что он ставит окончание",
                "more came than any code holds: check that a scanner is on this port and that it sends an end after each code",
            ),
            Self::Rubbish => locale.pick(
                "пришли непонятные символы: проверьте скорость и чётность порта",
                "characters came that belong to no code: check the speed and the parity of the port",
            ),
            Self::CutOff => locale.pick(
                "связь оборвалась посреди кода: проверьте кабель и считайте код снова",
                "the connection broke in the middle of a code: check the cable and scan it again",
            ),
            Self::BadReport => locale.pick(
                "сканер прислал непонятные данные: включите в нём режим HID POS",
                "the scanner sent data of another layout: set it to HID POS",
            ),
            Self::RestMissing => locale.pick(
                "пришло только начало кода: считайте его снова",
                "only the beginning of a code came: scan it again",
            ),
        }
    }
}
