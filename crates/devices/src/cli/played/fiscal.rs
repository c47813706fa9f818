//! A fiscal device on the command line.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Played, lines};
use crate::simulate::fiscal::{FiscalFault, RegisteredDocument, SimulatedFiscal};

/// Lines besides the faults.
const OWN_LINES: [&str; 1] = ["advance SECONDS"];

/// A simulated fiscal device that lines drive, and that tells what it registers.
#[derive(Debug)]
pub struct PlayedFiscal {
    device: SimulatedFiscal,
    documents: usize,
    texts: usize,
}

impl PlayedFiscal {
    /// Drives a device.
    #[must_use]
    pub const fn new(device: SimulatedFiscal) -> Self {
        Self {
            device,
            documents: 0,
            texts: 0,
        }
    }
}

impl Played for PlayedFiscal {
    fn place(&self) -> String {
        self.device.base_url()
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, FiscalFault::NAMES)
    }

    fn tell(&mut self, line: &str) -> bool {
        let line = line.trim();
        if let Some(seconds) = line.strip_prefix("advance ") {
            let seconds = seconds.trim().parse().ok();
            if let Some(seconds) = seconds {
                self.device.advance(Duration::from_secs(seconds));
            }
            return seconds.is_some();
        }
        let fault = FiscalFault::from_name(line);
        if let Ok(fault) = fault {
            self.device.set_fault(fault);
        }
        fault.is_ok()
    }

    fn news(&mut self) -> Vec<Value> {
        let (documents, texts) = (self.device.documents(), self.device.texts());
        let new_documents = documents.iter().skip(self.documents).map(told);
        let new_texts = texts.iter().skip(self.texts);
        let news = new_documents
            .chain(new_texts.map(|text| json!({ "text": text })))
            .collect();
        (self.documents, self.texts) = (documents.len(), texts.len());
        news
    }
}

fn told(document: &RegisteredDocument) -> Value {
    let task = serde_json::from_str::<Value>(&document.task);
    json!({ "document": {
        "number": document.number,
        "uuid": document.uuid,
        "kind": document.kind,
        "shift": document.shift,
        "total_minor": document.total.map(|total| total.minor()),
        "marking_codes": document.marking_codes,
        "task": task.unwrap_or_default(),
    } })
}
