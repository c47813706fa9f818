//! What the till's own scanner has read, and who has taken it.
//!
//! A read is told to every screen, and the one that takes it first does with it what it does with a scan from the
//! keyboard: sells, fills a field, explains. A locked till and an open question thus do not sell by it, and two screens of
//! one till do not sell it twice.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bezmen_devices::scanner::event::{DropReason, ScanEvent};
use bezmen_devices::scanner::reader::ScannerState;
use bezmen_devices::scanner::scan::{Scan, ScanWarning};
use bezmen_domain::locale::Locale;

/// How many reads are kept for the bench, and wait for a screen at most.
const KEPT: usize = 50;

/// How the scanner is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ScannerLink {
    /// None is set up.
    #[default]
    Absent,
    /// Its settings cannot be used.
    Unusable(String),
    /// Its connection.
    Connected(ScannerState),
}

/// What bytes turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadKind {
    /// A code.
    Code {
        /// As screens are told it.
        text: String,
        /// What the line or the scanner did to it.
        warnings: Vec<ScanWarning>,
    },
    /// No code.
    Dropped(DropReason),
}

/// What the screens are told of a read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A code.
    Code {
        /// Which read.
        number: u64,
        /// The code.
        text: String,
    },
    /// Nothing to sell by: the cashier scans again or has the scanner looked at.
    Trouble(Trouble),
}

/// Why nothing is sold by a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The end of the code did not come: what came may be another product's number by chance.
    Unfinished,
    /// It is no code.
    Dropped(DropReason),
}

impl Trouble {
    /// What it means and what to do.
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Unfinished => ScanWarning::Unfinished.words(locale),
            Self::Dropped(reason) => reason.words(locale),
        }
    }
}

/// One read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Counts up with every read.
    pub number: u64,
    /// The bytes.
    pub raw: Vec<u8>,
    /// What they are.
    pub kind: ReadKind,
}

#[derive(Debug, Default)]
struct Inner {
    link: ScannerLink,
    rows: VecDeque<Read>,
    next: u64,
    waiting: VecDeque<u64>,
}

/// The reads of this run of the till.
#[derive(Debug, Default)]
pub struct Reads(Mutex<Inner>);

impl Reads {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes how the scanner is.
    pub fn show(&self, link: ScannerLink) {
        self.lock().link = link;
    }

    /// How the scanner is.
    pub fn link(&self) -> ScannerLink {
        self.lock().link.clone()
    }

    /// Notes a read.
    pub fn add(&self, event: ScanEvent) -> Told {
        let (raw, kind) = match event {
            ScanEvent::Scanned(scan) => (scan.raw.clone(), code_of(scan)),
            ScanEvent::Dropped(dropped) => (dropped.raw, ReadKind::Dropped(dropped.reason)),
        };
        self.note(raw, kind)
    }

    /// Notes a code that came over another device's line.
    pub fn add_text(&self, text: String) -> Told {
        let raw = text.as_bytes().to_vec();
        let warnings = Vec::new();
        self.note(raw, ReadKind::Code { text, warnings })
    }

    fn note(&self, raw: Vec<u8>, kind: ReadKind) -> Told {
        let mut inner = self.lock();
        let number = inner.next;
        inner.next += 1;
        let told = match &kind {
            ReadKind::Code { warnings, .. } if warnings.contains(&ScanWarning::Unfinished) => {
                Told::Trouble(Trouble::Unfinished)
            }
            ReadKind::Code { text, .. } => {
                inner.waiting.push_back(number);
                let text = text.clone();
                Told::Code { number, text }
            }
            ReadKind::Dropped(reason) => Told::Trouble(Trouble::Dropped(*reason)),
        };
        inner.rows.push_back(Read { number, raw, kind });
        while inner.rows.len() > KEPT {
            inner.rows.pop_front();
        }
        while inner.waiting.len() > KEPT {
            inner.waiting.pop_front();
        }
        told
    }

    /// Gives a read to the first who asks for it.
    pub fn take(&self, number: u64) -> bool {
        let mut inner = self.lock();
        let place = inner.waiting.iter().position(|waiting| *waiting == number);
        place
            .and_then(|place| inner.waiting.remove(place))
            .is_some()
    }

    /// The reads from a number on, and the number that the next one will have.
    pub fn since(&self, number: u64) -> (Vec<Read>, u64) {
        let inner = self.lock();
        let rows = inner.rows.iter().filter(|row| row.number >= number);
        (rows.cloned().collect(), inner.next)
    }
}

/// The identifier of the symbology goes before the text where it tells what the text means.
fn code_of(scan: Scan) -> ReadKind {
    let Scan {
        text,
        symbology,
        warnings,
        ..
    } = scan;
    let text = match symbology.filter(|id| id.symbology().carries_gs1()) {
        Some(id) => format!("{id}{text}"),
        None => text,
    };
    ReadKind::Code { text, warnings }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bezmen_devices::scanner::serial::{ScannerSettings, SerialScanner};

    use super::*;

    #[test]
    fn a_read_is_taken_once() {
        let reads = Reads::default();
        let text = "4600682000174".to_owned();
        let number = 0;
        assert_eq!(reads.add_text(text.clone()), Told::Code { number, text });
        assert!(reads.take(number));
        assert!(!reads.take(number));
        assert!(!reads.take(7));
    }

    #[test]
    fn a_code_without_its_end_is_kept_for_the_bench_and_sold_by_nobody() {
        let reads = Reads::default();
        let settings = ScannerSettings::default();
        let mut scanner = SerialScanner::new(settings);
        let mut at = Duration::ZERO;
        let mut told = Vec::new();
        for bytes in ["4600682000174\r", "46006820"] {
            let events = scanner.receive(bytes.as_bytes(), at);
            told.extend(events.into_iter().map(|event| reads.add(event)));
            at += Duration::from_secs(5);
            let events = scanner.wait(at);
            told.extend(events.into_iter().map(|event| reads.add(event)));
        }
        assert!(matches!(told[0], Told::Code { number: 0, .. }));
        assert_eq!(told[1..], [Told::Trouble(Trouble::Unfinished)]);
        assert!(!reads.take(1));
        assert_eq!(reads.since(1).0.len(), 1);
    }

    #[test]
    fn only_the_latest_reads_are_kept() {
        let reads = Reads::default();
        for code in 0..60 {
            reads.add_text(format!("{code}"));
        }
        let (rows, next) = reads.since(0);
        assert_eq!((rows.len(), next), (50, 60));
        assert_eq!(reads.since(58).0.len(), 2);
        assert!(!reads.take(3) && reads.take(59));
    }
}
