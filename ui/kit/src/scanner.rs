//! Tells a barcode scanner that types from a person who types.
//!
//! A pure state machine: key strokes with their times go in, readings come out. A scanner types a burst: no more than
//! [`MAX_GAP_MS`] between two keys, at least [`MIN_LENGTH`] characters, then Enter or Tab. Characters of a burst are taken
//! by the position of the key as on a US keyboard, because that is what scanners are set to, whatever layout the system
//! has. What turns out to be a person comes out unchanged, as the system's layout has it.
//!
//! Keyboards have no key for the separator GS of GS1 codes. Scanners send Ctrl+], F8, its number with Alt held (Alt+0029,
//! Alt+029) or the character itself; within a burst all of these are GS. Others, in their Alt mode, send every character by
//! its number. F8 that no burst follows is a person's.
//!
//! The same code again is always a scan of its own: whoever sells six bottles shows one of them six times, and a scan that
//! is passed over is goods that nobody pays for, while one too many is seen on the line. A scanner that repeats by itself
//! has a setting of its own against that.

mod burst;
mod facts;
mod tail;
mod us_layout;

use burst::{AltNumber, Held};
pub use facts::{GsKey, LayoutSeen, ScanFacts};
use tail::Tail;

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
    /// Whether Control was held, and neither Alt nor Meta.
    pub control: bool,
    /// Whether Alt was held, and neither Control nor Meta.
    pub alt: bool,
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
    held: Vec<Held>,
    /// The figures of a character by its number that is being typed.
    alt_number: AltNumber,
    first_ms: u64,
    last_ms: u64,
    /// How long after the last key an end key still belongs to the scan that was given out last.
    end_within_ms: u64,
    facts: Option<ScanFacts>,
    /// What was given out as typed last.
    tail: Tail,
    torn_off: String,
}

impl Scanner {
    /// Tells whether anything is held back, so that a timer has to call [`Scanner::flush`].
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty() || !self.alt_number.is_empty()
    }

    /// Tells whether the key that went down last may be the first of a burst.
    pub fn has_begun(&self) -> bool {
        self.held.len() + self.alt_number.len() == 1
    }

    /// How the scan was typed that was given out last.
    pub fn facts(&self) -> Option<&ScanFacts> {
        self.facts.as_ref()
    }

    /// The figures that were given out as typed so shortly before the scan that was given out last that they may be its
    /// beginning: a busy machine tears a burst apart. Nothing for most scans.
    pub fn torn_off(&self) -> &str {
        &self.torn_off
    }

    /// Takes a key that went down at a moment and returns what is known now. An end key of which nothing is known is the
    /// late end of a scan: it means nothing more.
    pub fn press(&mut self, stroke: Stroke, at_ms: u64) -> Vec<Reading> {
        if stroke.is_modifier() {
            // Alt goes down anew for every character by its number.
            if stroke.key == "Alt" {
                self.held.extend(self.alt_number.take());
            }
            return Vec::new();
        }
        let mut readings = Vec::new();
        let gap_ms = at_ms.saturating_sub(self.last_ms);
        if gap_ms >= FLUSH_MS {
            readings.extend(self.give_out());
        } else if gap_ms > MAX_GAP_MS {
            readings.extend(self.give_out_as_typed());
        }
        if !self.is_holding() {
            self.first_ms = at_ms;
        }
        let since_first_ms = self.last_ms.saturating_sub(self.first_ms);
        self.last_ms = at_ms;
        let end_within_ms = std::mem::take(&mut self.end_within_ms);
        if stroke.is_end() && gap_ms < end_within_ms {
            return readings;
        }
        let Some(stroke) = self.alt_number.add(stroke) else {
            return readings;
        };
        self.held.extend(self.alt_number.take());
        if stroke.is_end() && self.held.len() >= MIN_LENGTH {
            readings.push(self.take_scan(since_first_ms));
            self.end_within_ms = SECOND_END_MS;
        } else if let Some(held) = Held::of(&stroke) {
            self.held.push(held);
        } else {
            readings.extend(self.give_out_as_typed());
            self.tail.cut();
            readings.push(Reading::Pressed(stroke));
        }
        readings
    }

    /// Gives out what has been held back for [`FLUSH_MS`] or longer.
    pub fn flush(&mut self, now_ms: u64) -> Vec<Reading> {
        if now_ms.saturating_sub(self.last_ms) < FLUSH_MS {
            Vec::new()
        } else {
            self.give_out()
        }
    }

    fn give_out(&mut self) -> Vec<Reading> {
        let figures = self.held.iter().all(Held::is_figure);
        if figures && LENGTHS_WITHOUT_END.contains(&self.held.len()) {
            self.end_within_ms = LATE_END_MS;
            let took_ms = self.last_ms.saturating_sub(self.first_ms);
            return vec![self.take_scan(took_ms)];
        }
        self.give_out_as_typed()
    }

    fn give_out_as_typed(&mut self) -> Vec<Reading> {
        self.held.extend(self.alt_number.take());
        self.tail.grow(&self.held, self.first_ms, self.last_ms);
        burst::as_typed(self.held.drain(..))
    }

    fn take_scan(&mut self, took_ms: u64) -> Reading {
        let facts = burst::facts(&self.held, took_ms);
        self.held.clear();
        self.torn_off = self.tail.before(self.first_ms);
        let text = facts.sent.clone();
        self.facts = Some(facts);
        Reading::Scanned(text)
    }
}

#[cfg(test)]
mod tests;
