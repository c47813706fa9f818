//! The printer's lamp.

use bezmen_contract::till::{PrinterLamp, PrinterState};

/// Keeps the lamp and notices its changes.
#[derive(Debug)]
pub(super) struct Lamp {
    shown: Option<PrinterLamp>,
}

impl Lamp {
    pub(super) const fn new() -> Self {
        Self { shown: None }
    }

    pub(super) fn shown(&self) -> PrinterLamp {
        let unknown = || PrinterLamp {
            state: PrinterState::Ready,
            waiting: 0,
            hint: String::new(),
        };
        self.shown.clone().unwrap_or_else(unknown)
    }

    /// Sets the lamp; gives it back when it is another than before.
    pub(super) fn show(
        &mut self,
        state: PrinterState,
        waiting: u32,
        hint: &str,
    ) -> Option<PrinterLamp> {
        let lamp = PrinterLamp {
            state,
            waiting,
            hint: hint.to_owned(),
        };
        if self.shown.as_ref() == Some(&lamp) {
            return None;
        }
        self.shown = Some(lamp.clone());
        Some(lamp)
    }
}
