//! A view to bytes.

use super::{COLUMNS, DisplayProfile, DisplayProtocol, DisplayView, Overflow};
use crate::printer::codepage::{TextEncoder, printable};

const ESC: u8 = 0x1b;
const US: u8 = 0x1f;
/// Clears both lines and ends the string mode.
const CLEAR: u8 = 0x0c;

/// How bright a display shines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Brightness {
    /// A fifth.
    Dim = 1,
    /// Two fifths.
    Low = 2,
    /// Three fifths.
    Medium = 3,
    /// All of it.
    #[default]
    Full = 4,
}

impl Brightness {
    /// From a level of 1 to 4; others are the nearest of these.
    #[must_use]
    pub const fn from_level(level: u8) -> Self {
        match level {
            0 | 1 => Self::Dim,
            2 => Self::Low,
            3 => Self::Medium,
            4.. => Self::Full,
        }
    }
}

/// Writes for one model.
#[derive(Debug, Clone)]
pub struct DisplayWriter {
    profile: DisplayProfile,
}

impl DisplayWriter {
    /// Makes a writer.
    #[must_use]
    pub const fn new(profile: DisplayProfile) -> Self {
        Self { profile }
    }

    /// The model.
    #[must_use]
    pub const fn profile(&self) -> &DisplayProfile {
        &self.profile
    }

    /// The two lines as the display will show them, each of [`COLUMNS`] characters.
    #[must_use]
    pub fn lines(&self, view: &DisplayView, overflow: Overflow) -> [String; 2] {
        view.fit(COLUMNS, overflow, |text| {
            printable(text, self.profile.usable_slots())
        })
    }

    /// What a display is told once it is connected: to start anew, without a cursor, in its table.
    #[must_use]
    pub fn start(&self, brightness: Brightness) -> Vec<u8> {
        let mut out = vec![ESC, b'@', CLEAR];
        match self.profile.protocol {
            DisplayProtocol::EscPos => {
                // In overwrite mode a full line pushes nothing away.
                out.extend([US, 0x01, US, b'C', 0, US, b'X', brightness as u8]);
            }
            DisplayProtocol::Cd5220 => {
                // Some have Russian among the code tables, some among the international sets.
                if let Some(slot) = self.profile.slots.first() {
                    out.extend([ESC, b'f', slot.number, ESC, b'c', slot.number]);
                }
                out.extend([ESC, b'_', 0, ESC, b'*', brightness as u8]);
            }
        }
        self.addressed(out)
    }

    /// The bytes that show two lines; anything beyond [`COLUMNS`] characters of a line is left out.
    #[must_use]
    pub fn show(&self, lines: &[String; 2]) -> Vec<u8> {
        let mut out = Vec::new();
        match self.profile.protocol {
            DisplayProtocol::EscPos => {
                // The display may have been switched off and on since: the table is named each time that letters need it.
                let mut encoder = TextEncoder::new(&self.profile.slots);
                for (row, line) in (1..).zip(lines) {
                    out.extend([US, b'$', 1, row]);
                    let line = full(line, |text| printable(text, &self.profile.slots));
                    encoder.encode(&line, &mut out);
                }
            }
            DisplayProtocol::Cd5220 => {
                let slots = self.profile.usable_slots();
                for (row, line) in [b'A', b'B'].into_iter().zip(lines) {
                    out.extend([ESC, b'Q', row]);
                    let line = full(line, |text| printable(text, slots));
                    out.extend(line.chars().map(|character| {
                        slots
                            .first()
                            .and_then(|slot| slot.page.encode(character))
                            .unwrap_or(b'?')
                    }));
                    out.push(b'\r');
                }
            }
        }
        self.addressed(out)
    }

    /// The bytes that empty the display.
    #[must_use]
    pub fn clear(&self) -> Vec<u8> {
        self.addressed(vec![CLEAR])
    }

    /// Calls the display and gives the line back to the printer, where they share one.
    fn addressed(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        if self.profile.behind_printer {
            bytes.splice(..0, [ESC, b'=', 2]);
            bytes.extend([ESC, b'=', 1]);
        }
        bytes
    }
}

/// Exactly [`COLUMNS`] characters that a table has.
fn full(line: &str, rewrite: impl Fn(&str) -> String) -> String {
    rewrite(line)
        .chars()
        .chain(std::iter::repeat(' '))
        .take(COLUMNS)
        .collect()
}
