//! What a scanner sends besides the code, as it is being written.

use bezmen_contract::till::ScannerMarks;
use bezmen_domain::barcode::{MarkField, MarksError, ScanEnd, ScanMarks};
use bezmen_kit::look;
use leptos::prelude::*;

use super::code_bench::Way;

/// Of which scanner the marks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the one that the till listens to.
    Till,
    /// Of those that type.
    Keyboard,
}

impl Whose {
    /// Whether a code came from such a scanner.
    pub const fn sent(self, way: &Way) -> bool {
        match way {
            Way::Own => matches!(self, Self::Till),
            Way::Keyboard(_) => matches!(self, Self::Keyboard),
            Way::Pasted => false,
        }
    }
}

/// The fields; copied freely.
#[derive(Debug, Clone, Copy)]
pub struct MarksDraft {
    /// Before a code.
    pub prefix: RwSignal<String>,
    /// What ends it.
    pub end: RwSignal<ScanEnd>,
    /// After a code.
    pub suffix: RwSignal<String>,
    /// In place of GS.
    pub gs: RwSignal<String>,
}

impl MarksDraft {
    /// The fields as they are set.
    pub fn of(marks: &ScannerMarks) -> Self {
        Self {
            prefix: RwSignal::new(marks.prefix.clone()),
            end: RwSignal::new(marks.end),
            suffix: RwSignal::new(marks.suffix.clone()),
            gs: RwSignal::new(marks.gs.clone()),
        }
    }

    /// What is written now.
    pub fn written(self) -> ScannerMarks {
        ScannerMarks {
            prefix: self.prefix.get(),
            end: self.end.get(),
            suffix: self.suffix.get(),
            gs: self.gs.get(),
        }
    }

    /// What it means.
    ///
    /// # Errors
    /// Says which mark cannot be meant.
    pub fn read(self) -> Result<ScanMarks, MarksError> {
        self.written().read()
    }

    /// What is wrong with a field, in words; empty when nothing.
    pub fn wrong(self, field: MarkField) -> Signal<String> {
        Signal::derive(move || match self.read() {
            Err(error) if error.field() == field => error.words(look::locale()),
            Ok(_) | Err(_) => String::new(),
        })
    }

    /// Empties the fields.
    pub fn clear(self) {
        for field in [self.prefix, self.suffix, self.gs] {
            field.set(String::new());
        }
        self.end.set(ScanEnd::Any);
    }
}
