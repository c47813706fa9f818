//! How a burst was typed: what the technician's bench shows of a scan.

use super::Stroke;
use super::us_layout::us_character;

/// Which key stood for the separator GS (U+001D), which keyboards do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GsKey {
    /// Control and the closing square bracket.
    ControlBracket,
    /// F8.
    F8,
    /// Alt with the number of the character on the number block, such as 0029.
    AltNumber,
    /// The character itself.
    Itself,
}

/// How the system's layout took the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LayoutSeen {
    /// As a US keyboard: nothing had to be mended.
    Latin,
    /// As another keyboard, such as the Russian one: the characters were taken by the place of their keys.
    Other,
    /// With capital and small letters exchanged.
    CapsLock,
}

/// How a scan was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanFacts {
    /// How many characters it has.
    pub characters: usize,
    /// From its first character to its last, in milliseconds.
    pub took_ms: u64,
    /// The key for GS; nothing when there was none.
    pub gs: Option<GsKey>,
    /// How the layout took it.
    pub layout: LayoutSeen,
    /// The text as it was typed, with what the scanner's settings put around the code.
    pub sent: String,
}

impl ScanFacts {
    /// Returns how many characters came in a second; nothing when they came at one moment.
    pub fn per_second(&self) -> Option<u64> {
        let gaps = u64::try_from(self.characters.saturating_sub(1)).ok()?;
        (gaps * 1_000).checked_div(self.took_ms)
    }
}

/// Tells how the layout took a key that wrote a character.
pub(super) fn layout_of(stroke: &Stroke) -> LayoutSeen {
    let meant = us_character(stroke);
    let written = stroke.key.chars().next();
    match (meant, written) {
        (Some(meant), Some(written)) if meant == written => LayoutSeen::Latin,
        (Some(meant), Some(written)) if meant.eq_ignore_ascii_case(&written) => {
            LayoutSeen::CapsLock
        }
        _ => LayoutSeen::Other,
    }
}
