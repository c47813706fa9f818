//! What was scanned or pasted last, and what the engine says about it.

use bezmen_contract::till::{CodeView, ExplainCode, ScannerReadRow};
use bezmen_kit::bridge;
use bezmen_kit::scanner::ScanFacts;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;

/// Where a code came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A scanner typed it.
    Keyboard(ScanFacts),
    /// The till's own scanner read it.
    Own,
    /// Somebody pasted or typed it.
    Pasted,
}

/// A code as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The code.
    pub text: String,
    /// The same with what the scanner sends besides it.
    pub sent: String,
    /// From where.
    pub way: Way,
    /// The bytes that were sent, in hex.
    pub hex: String,
}

impl Arrived {
    /// Takes a text whose bytes are those of UTF-8.
    pub fn of(text: String, way: Way) -> Self {
        let sent = match &way {
            Way::Keyboard(facts) => facts.sent.clone(),
            Way::Own | Way::Pasted => text.clone(),
        };
        let bytes: Vec<String> = sent.bytes().map(|byte| format!("{byte:02x}")).collect();
        Self {
            text,
            sent,
            way,
            hex: bytes.join(" "),
        }
    }
}

/// The bench of codes; copied freely.
#[derive(Clone, Copy)]
pub struct CodeBench {
    /// The code that came last.
    pub arrived: RwSignal<Option<Arrived>>,
    /// The same, explained; nothing until the engine has answered.
    pub code: RwSignal<Option<CodeView>>,
}

impl CodeBench {
    /// An empty bench.
    pub fn empty() -> Self {
        Self {
            arrived: RwSignal::new(None),
            code: RwSignal::new(None),
        }
    }

    /// Takes a code and has it explained.
    pub fn explain(self, desk: Desk, text: String, way: Way) {
        self.arrived.set(Some(Arrived::of(text.clone(), way)));
        self.code.set(None);
        spawn_local(async move {
            let asked = ExplainCode {
                text: text.clone(),
                symbology: None,
            };
            let answer = bridge::call(asked).await;
            let is_newest = self
                .arrived
                .try_with_untracked(|last| last.as_ref().is_some_and(|last| last.text == text));
            match answer {
                Ok(code) if is_newest == Some(true) => {
                    self.code.try_set(Some(code));
                }
                Ok(_) => {}
                Err(failure) => desk.refuse(&failure),
            }
        });
    }

    /// Shows a read of the till's own scanner, which the engine has explained already.
    pub fn show(self, read: ScannerReadRow) {
        let ScannerReadRow {
            hex, sent, code, ..
        } = read;
        self.arrived.set(Some(Arrived {
            text: code.arrived.replace("<GS>", "\u{1d}"),
            sent,
            way: Way::Own,
            hex,
        }));
        self.code.set(Some(code));
    }
}
