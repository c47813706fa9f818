//! A payment terminal on the command line.

use serde_json::{Value, json};

use super::{Played, hundredths, lines};
use crate::simulate::terminal::{SimulatedTerminal, TerminalCounts, TerminalFault};

/// Lines besides the faults.
const OWN_LINES: [&str; 1] = ["charge SUM"];

/// A simulated terminal that lines drive, and that tells what it charges.
#[derive(Debug)]
pub struct PlayedTerminal {
    terminal: SimulatedTerminal,
    told: TerminalCounts,
}

impl PlayedTerminal {
    /// Drives a terminal.
    #[must_use]
    pub fn new(terminal: SimulatedTerminal) -> Self {
        Self {
            told: terminal.counts(),
            terminal,
        }
    }
}

impl Played for PlayedTerminal {
    fn place(&self) -> String {
        self.terminal.addr().to_string()
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, TerminalFault::NAMES)
    }

    fn tell(&mut self, line: &str) -> bool {
        let line = line.trim();
        if let Some(sum) = line.strip_prefix("charge ") {
            let minor = hundredths(sum.trim());
            if let Some(minor) = minor {
                self.terminal.charge_by_hand(minor);
            }
            return minor.is_some();
        }
        let fault = TerminalFault::from_name(line);
        if let Ok(fault) = fault {
            self.terminal.set_fault(fault);
        }
        fault.is_ok()
    }

    /// All counts, whenever one of them changed.
    fn news(&mut self) -> Vec<Value> {
        let now = self.terminal.counts();
        if now == self.told {
            return Vec::new();
        }
        self.told = now;
        vec![json!({
            "authorisations": now.authorisations,
            "charges": now.charges,
            "balance_minor": now.balance_minor,
            "reversals": now.reversals,
            "refunds": now.refunds,
            "ends_of_day": now.ends_of_day,
            "inquiries": now.inquiries,
            "aborts": now.aborts,
        })]
    }
}
