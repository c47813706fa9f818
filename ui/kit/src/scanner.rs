//! Tells a barcode scanner that types from a person who types.
//!
//! A pure state machine: key strokes with their times go in, readings come out. A scanner types a burst: no more than
//! [`MAX_GAP_MS`] between two keys, at least [`MIN_LENGTH`] characters, then Enter or Tab. Characters of a burst are taken
//! by the position of the key as on a US keyboard, because that is what scanners are set to, whatever layout the system
//! has. What turns out to be a person comes out unchanged, as the system's layout has it.

mod us_layout;

use us_layout::us_character;

/// The longest pause between two keys of a scanner.
pub const MAX_GAP_MS: u64 = 50;
/// After this long without a key, what was held back is given out.
pub const FLUSH_MS: u64 = 100;
/// Fewer characters are never a scan.
pub const MIN_LENGTH: usize = 3;
/// A scanner set up without an end key is believed when it stops after as many figures as a barcode has: nobody types
/// eight of them at 50 ms.
pub const LENGTHS_WITHOUT_END: [usize; 4] = [8, 12, 13, 14];

/// A key that went down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stroke {
    /// The key's place, as `KeyboardEvent.code`: `KeyA`, `Digit1`.
    pub code: String,
    /// What it means in the system's layout, as `KeyboardEvent.key`: `ф`, `1`, `Enter`.
    pub key: String,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether Control, Alt or Meta was held.
    pub command: bool,
}

impl Stroke {
    /// Tells whether the key writes a character.
    pub fn is_character(&self) -> bool {
        !self.command && self.key.chars().count() == 1
    }

    fn is_end(&self) -> bool {
        matches!(self.key.as_str(), "Enter" | "Tab")
    }

    fn is_modifier(&self) -> bool {
        matches!(
            self.key.as_str(),
            "Shift" | "Control" | "Alt" | "AltGraph" | "Meta" | "CapsLock"
        )
    }
}

/// After a scan that was believed without its end key, an end key that comes this late still belongs to it.
const LATE_END_MS: u64 = 500;
/// After a scan with its end key, another one sooner than this belongs to it too: some scanners send two.
const SECOND_END_MS: u64 = MAX_GAP_MS;

/// What the keys turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A scanner read this.
    Scanned(String),
    /// A person typed these characters.
    Typed(String),
    /// A person pressed a key that writes nothing, such as F4 or Enter.
    Pressed(Stroke),
}

/// The state: a burst that may yet become a scan.
#[derive(Debug, Default)]
pub struct Scanner {
    held: Vec<Stroke>,
    last_ms: u64,
    /// How long after the last key an end key still belongs to the scan that was given out last.
    end_within_ms: u64,
}

impl Scanner {
    /// Tells whether anything is held back, so that a timer has to call [`Scanner::flush`].
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Tells whether the key that went down last may be the first of a burst.
    pub fn has_begun(&self) -> bool {
        self.held.len() == 1
    }

    /// Takes a key that went down at a moment and returns what is known now. An end key of which nothing is known is the
    /// late end of a scan: it means nothing more.
    pub fn press(&mut self, stroke: Stroke, at_ms: u64) -> Vec<Reading> {
        if stroke.is_modifier() {
            return Vec::new();
        }
        let mut readings = Vec::new();
        let gap_ms = at_ms.saturating_sub(self.last_ms);
        if gap_ms >= FLUSH_MS {
            readings.extend(self.give_out());
        } else if gap_ms > MAX_GAP_MS {
            readings.extend(self.give_out_as_typed());
        }
        self.last_ms = at_ms;
        let end_within_ms = std::mem::take(&mut self.end_within_ms);
        if stroke.is_end() && gap_ms < end_within_ms {
            return readings;
        }
        if stroke.is_end() && self.held.len() >= MIN_LENGTH {
            readings.push(Reading::Scanned(self.take_scan()));
            self.end_within_ms = SECOND_END_MS;
        } else if stroke.is_character() {
            self.held.push(stroke);
        } else {
            readings.extend(self.give_out_as_typed());
            readings.push(Reading::Pressed(stroke));
        }
        readings
    }

    /// Gives out what has been held back for [`FLUSH_MS`] or longer.
    pub fn flush(&mut self, now_ms: u64) -> Option<Reading> {
        if now_ms.saturating_sub(self.last_ms) < FLUSH_MS {
            None
        } else {
            self.give_out()
        }
    }

    fn give_out(&mut self) -> Option<Reading> {
        if !self.is_holding() {
            return None;
        }
        let figures = self
            .held
            .iter()
            .all(|stroke| us_character(stroke).is_some_and(|c| c.is_ascii_digit()));
        if figures && LENGTHS_WITHOUT_END.contains(&self.held.len()) {
            self.end_within_ms = LATE_END_MS;
            return Some(Reading::Scanned(self.take_scan()));
        }
        self.give_out_as_typed()
    }

    fn give_out_as_typed(&mut self) -> Option<Reading> {
        self.is_holding()
            .then(|| Reading::Typed(self.held.drain(..).map(|stroke| stroke.key).collect()))
    }

    fn take_scan(&mut self) -> String {
        self.held
            .drain(..)
            .filter_map(|stroke| us_character(&stroke))
            .collect()
    }
}

#[cfg(test)]
mod tests;
