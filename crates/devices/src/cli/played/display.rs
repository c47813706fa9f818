//! A customer display on the command line.

use serde_json::{Value, json};

use super::super::display::{display_lines, tell_display};
use super::{Played, lines};
use crate::simulate::display::{DisplayFault, SimulatedDisplay};

/// Lines besides the faults.
const OWN_LINES: [&str; 1] = ["lines"];

/// A simulated display that lines drive, and that tells what it shows.
#[derive(Debug)]
pub struct PlayedDisplay {
    display: SimulatedDisplay,
    told: Option<Value>,
}

impl PlayedDisplay {
    /// Drives a display.
    #[must_use]
    pub const fn new(display: SimulatedDisplay) -> Self {
        Self {
            display,
            told: None,
        }
    }
}

impl Played for PlayedDisplay {
    fn place(&self) -> String {
        let endpoint = self.display.endpoint();
        endpoint.strip_prefix("tcp:").unwrap_or(endpoint).to_owned()
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, DisplayFault::NAMES)
    }

    /// After `lines` the lines are told again, whether they changed or not.
    fn tell(&mut self, line: &str) -> bool {
        match tell_display(&self.display, line) {
            Ok(asked) => {
                if asked.is_some() {
                    self.told = None;
                }
                true
            }
            Err(_) => false,
        }
    }

    /// What it shows, whenever that changed.
    fn news(&mut self) -> Vec<Value> {
        let now = json!({
            "display": display_lines(&self.display),
            "brightness": self.display.brightness(),
        });
        if self.told.as_ref() == Some(&now) {
            return Vec::new();
        }
        self.told = Some(now.clone());
        vec![now]
    }
}
