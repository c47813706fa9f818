//! Scanners on a serial line: bytes and the time in, codes out.
//!
//! A code ends with what the scanner is set to send after it, or with a pause.

use std::time::Duration;

use super::event::{DropReason, Dropped, LONGEST_CODE_BYTES, ScanEvent};
use super::scan::ScanSource;
use super::text::{self, Known};
use bezmen_domain::barcode::{ScanEnd, ScanMarks};

/// A scanner as its own settings have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannerSettings {
    /// What it sends besides the code and the identifier of the symbology.
    pub marks: ScanMarks,
    /// How long it is silent after a code at least. A scanner sends a code with less than 50 ms between two bytes.
    pub pause: Duration,
}

impl Default for ScannerSettings {
    fn default() -> Self {
        Self {
            marks: ScanMarks::default(),
            pause: Duration::from_millis(100),
        }
    }
}

/// A scanner that has sent an end before is waited for so many times longer before its code counts as cut off.
const PATIENCE: u32 = 5;

/// Makes codes of the bytes of a line.
#[derive(Debug)]
pub struct SerialScanner {
    settings: ScannerSettings,
    held: Vec<u8>,
    last_at: Duration,
    /// The scanner sends an end after each code: one was seen, or the settings say so.
    sends_end: bool,
    /// What is held is longer than any code and is thrown away up to its end.
    too_long: bool,
}

impl SerialScanner {
    /// Makes a codec for a line that is silent so far.
    #[must_use]
    pub const fn new(settings: ScannerSettings) -> Self {
        let sends_end = must_send_end(&settings);
        Self {
            settings,
            held: Vec::new(),
            last_at: Duration::ZERO,
            sends_end,
            too_long: false,
        }
    }

    /// Takes bytes that came at a moment. The moments never go back.
    pub fn receive(&mut self, bytes: &[u8], at: Duration) -> Vec<ScanEvent> {
        let mut events = self.wait(at);
        if !bytes.is_empty() {
            self.last_at = at;
        }
        for byte in bytes {
            if self.settings.marks.end().ends(*byte) {
                // A second end (LF after CR) follows nothing and means nothing.
                if !self.held.is_empty() {
                    self.sends_end = true;
                    events.extend(self.give_out(false));
                }
            } else if self.held.is_empty() && self.settings.marks.is_rest_of_end(*byte) {
                // It means nothing, as LF after CR does.
            } else if self.held.len() < LONGEST_CODE_BYTES {
                self.held.push(*byte);
                if self.settings.marks.are_ended(&self.held) {
                    events.extend(self.give_out(false));
                }
            } else if !self.too_long {
                self.too_long = true;
            }
        }
        events
    }

    /// Says what the silence up to a moment means.
    pub fn wait(&mut self, at: Duration) -> Vec<ScanEvent> {
        let silent = at.saturating_sub(self.last_at);
        let limit = if self.sends_end {
            self.settings.pause.saturating_mul(PATIENCE)
        } else {
            self.settings.pause
        };
        if self.held.is_empty() || silent < limit {
            return Vec::new();
        }
        let unfinished = self.sends_end;
        // A scanner that was replaced or set anew may send no end any more: one scan is asked for again, not all of them.
        self.sends_end = must_send_end(&self.settings);
        self.give_out(unfinished).into_iter().collect()
    }

    /// Says that the connection ended.
    pub fn disconnected(&mut self) -> Option<ScanEvent> {
        self.too_long = false;
        let raw = std::mem::take(&mut self.held);
        let reason = DropReason::CutOff;
        (!raw.is_empty()).then_some(ScanEvent::Dropped(Dropped { reason, raw }))
    }

    /// Whether something is held that silence will give out.
    #[must_use]
    pub const fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    fn give_out(&mut self, unfinished: bool) -> Option<ScanEvent> {
        let raw = std::mem::take(&mut self.held);
        if std::mem::take(&mut self.too_long) {
            let reason = DropReason::TooLong;
            return Some(ScanEvent::Dropped(Dropped { reason, raw }));
        }
        let known = Known {
            marks: &self.settings.marks,
            aim: None,
            unfinished,
        };
        text::compose(raw, ScanSource::Serial, &known)
    }
}

/// Whether the settings say that an end follows each code.
const fn must_send_end(settings: &ScannerSettings) -> bool {
    !matches!(settings.marks.end(), ScanEnd::Any | ScanEnd::Pause)
}

/// Makes codes of bytes that came all at once and were followed by silence; for fuzzing and for the command line.
#[must_use]
pub fn decode(settings: &ScannerSettings, bytes: &[u8]) -> Vec<ScanEvent> {
    let mut scanner = SerialScanner::new(settings.clone());
    let mut events = scanner.receive(bytes, Duration::ZERO);
    events.extend(scanner.wait(Duration::MAX));
    events
}

#[cfg(test)]
mod tests;
