//! A label-printing scale on the command line.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Played, lines};
use crate::simulate::plu::{PluFault, SimulatedLabelScale, StoredPlu};

/// Lines besides the faults.
const OWN_LINES: [&str; 1] = ["list"];

/// A simulated label scale that lines drive, and that tells each product it was told.
#[derive(Debug)]
pub struct PlayedLabelScale {
    scale: SimulatedLabelScale,
    told: BTreeMap<u32, StoredPlu>,
    is_asked: bool,
}

impl PlayedLabelScale {
    /// Drives a scale.
    #[must_use]
    pub const fn new(scale: SimulatedLabelScale) -> Self {
        Self {
            scale,
            told: BTreeMap::new(),
            is_asked: false,
        }
    }
}

impl Played for PlayedLabelScale {
    fn place(&self) -> String {
        let endpoint = self.scale.endpoint();
        endpoint.strip_prefix("tcp:").unwrap_or(endpoint).to_owned()
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, PluFault::NAMES)
    }

    fn tell(&mut self, line: &str) -> bool {
        if line.trim() == "list" {
            self.is_asked = true;
            return true;
        }
        let fault = PluFault::from_name(line).ok();
        if let Some(fault) = fault {
            self.scale.set_fault(fault);
        }
        fault.is_some()
    }

    /// Each product that is new or another than before; the whole list after `list`.
    fn news(&mut self) -> Vec<Value> {
        let list = self.scale.list();
        let mut news = Vec::new();
        for stored in &list {
            if self.told.get(&stored.plu) != Some(stored) {
                self.told.insert(stored.plu, stored.clone());
                news.push(json!({ "stored": stored }));
            }
        }
        if std::mem::take(&mut self.is_asked) {
            news.push(json!({ "list": list }));
        }
        news
    }
}
