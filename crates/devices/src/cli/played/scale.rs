//! A scale on the command line.

use serde_json::{Value, json};

use super::{Played, lines};
use crate::simulate::scale::pan::grams_of;
use crate::simulate::scale::{ScaleFault, SimulatedScale};

/// Lines besides the faults.
const OWN_LINES: [&str; 4] = ["KG", "KG moving", "noise GRAMS", "scan CODE"];

/// A simulated scale that lines drive: weights in kilograms, at rest or moving.
#[derive(Debug)]
pub struct PlayedScale {
    scale: SimulatedScale,
    /// The tare and the price that it was told when it was looked at last.
    told: (i64, i64),
}

impl PlayedScale {
    /// Drives a scale.
    #[must_use]
    pub fn new(scale: SimulatedScale) -> Self {
        let told = told(&scale);
        Self { scale, told }
    }

    fn put(&self, weight: &str, stable: bool) -> bool {
        let grams = grams_of(weight);
        if let Some(grams) = grams {
            self.scale.put(grams, stable);
        }
        grams.is_some()
    }
}

fn told(scale: &SimulatedScale) -> (i64, i64) {
    let pan = scale.pan();
    (pan.tare(), pan.price)
}

impl Played for PlayedScale {
    fn place(&self) -> String {
        let endpoint = self.scale.endpoint();
        endpoint.strip_prefix("tcp:").unwrap_or(endpoint).to_owned()
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, ScaleFault::NAMES)
    }

    fn tell(&mut self, line: &str) -> bool {
        let line = line.trim();
        if let Ok(fault) = ScaleFault::from_name(line) {
            self.scale.set_fault(fault);
            return true;
        }
        match line
            .split_once(' ')
            .map(|(first, rest)| (first, rest.trim()))
        {
            None => self.put(line, true),
            Some(("noise", grams)) => {
                let grams = grams.parse().ok().filter(|grams| *grams >= 0);
                if let Some(grams) = grams {
                    self.scale.set_noise(grams);
                }
                grams.is_some()
            }
            Some(("scan", code)) => {
                self.scale.scan(code);
                true
            }
            Some((weight, "moving")) => self.put(weight, false),
            Some(_) => false,
        }
    }

    /// The tare and the price, when the till told it others.
    fn news(&mut self) -> Vec<Value> {
        let now = told(&self.scale);
        if now == self.told {
            return Vec::new();
        }
        self.told = now;
        vec![json!({ "tare_grams": now.0, "price_minor": now.1 })]
    }
}
