//! A scanner on the command line.

use serde_json::Value;

use super::{Played, lines};
use crate::simulate::scanner::{ScannerFault, SimulatedScanner, tell};

/// Lines besides the faults.
const OWN_LINES: [&str; 5] = [
    "CODE",
    "suffix cr|lf|crlf|tab|etx|none",
    "prefix TEXT",
    "aim on",
    "aim off",
];

/// A simulated scanner that lines drive: each line that is nothing else is a code that is read.
#[derive(Debug)]
pub struct PlayedScanner {
    scanner: SimulatedScanner,
}

impl PlayedScanner {
    /// Drives a scanner.
    #[must_use]
    pub const fn new(scanner: SimulatedScanner) -> Self {
        Self { scanner }
    }
}

impl Played for PlayedScanner {
    fn place(&self) -> String {
        let endpoint = self.scanner.endpoint();
        endpoint.strip_prefix("tcp:").unwrap_or(endpoint).to_owned()
    }

    fn lines(&self) -> Vec<String> {
        let mut all = lines(&OWN_LINES, &[]);
        let faults = ScannerFault::NAMES.iter();
        all.extend(faults.map(|fault| format!("fault {fault}")));
        all
    }

    fn tell(&mut self, line: &str) -> bool {
        tell(&self.scanner, line).is_ok()
    }

    /// A scanner hears nothing.
    fn news(&mut self) -> Vec<Value> {
        Vec::new()
    }
}
