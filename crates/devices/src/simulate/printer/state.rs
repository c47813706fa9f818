//! What the virtual printer knows, shared between its threads and its owner.

use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::{OnReceipt, PrinterFault};
use crate::printer::interpret::{Event, EventKind, Interpreter, Rendering};
use crate::printer::profile::PrinterProfile;

/// The memory for bytes that cannot be printed yet; real printers have about as much.
const MEMORY: usize = 4 * 1024;

/// The printer between its threads.
pub(super) struct State {
    pub(super) fault: PrinterFault,
    pub(super) listening: bool,
    pub(super) receipts: Vec<Rendering>,
    pub(super) events: Vec<Event>,
    interpreter: Interpreter,
    /// Bytes that wait for paper.
    waiting: Vec<u8>,
    on_receipt: Option<OnReceipt>,
    stopped: bool,
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = formatter.debug_struct("State");
        text.field("fault", &self.fault)
            .field("receipts", &self.receipts.len())
            .finish_non_exhaustive()
    }
}

/// The state, and the bell that rings when it changes.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl State {
    pub(super) fn kicks(&self) -> usize {
        self.events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Kick { .. }))
            .count()
    }

    /// How many more bytes fit the memory.
    pub(super) const fn room(&self) -> usize {
        MEMORY.saturating_sub(self.waiting.len())
    }

    /// Takes bytes of a job, of which `taken` came before. Gives the number of questions that it came to.
    pub(super) fn take(&mut self, bytes: &[u8], taken: usize) -> usize {
        let PrinterFault::PaperOutAfter(limit) = self.fault else {
            self.waiting.extend_from_slice(bytes);
            return self.print_waiting();
        };
        let (on_paper, too_late) = bytes.split_at(limit.saturating_sub(taken).min(bytes.len()));
        self.waiting.extend_from_slice(on_paper);
        let questions = self.print_waiting();
        if taken + bytes.len() >= limit {
            self.fault = PrinterFault::PaperOut;
        }
        self.waiting.extend_from_slice(too_late);
        questions
    }

    /// Prints what waits, if it can. Gives the number of questions that it came to.
    pub(super) fn print_waiting(&mut self) -> usize {
        let can_print = !matches!(self.fault, PrinterFault::PaperOut | PrinterFault::CoverOpen);
        if !can_print || self.waiting.is_empty() {
            return 0;
        }
        let bytes = std::mem::take(&mut self.waiting);
        self.interpreter.feed(&bytes);
        let pieces = self.interpreter.take_cut();
        self.keep(pieces);
        self.interpreter.take_questions().len()
    }

    /// Opens the drawer out of turn, which it does also without paper.
    pub(super) fn kick_now(&mut self, pin: u8, t: u8) {
        self.events.push(Event {
            line: 0,
            kind: EventKind::Kick { pin, t1: t, t2: 0 },
        });
    }

    /// Ends a job: what was printed without a cut is a receipt as well.
    pub(super) fn end_of_job(&mut self) {
        if self.waiting.is_empty() {
            let pieces = self.interpreter.finish();
            self.keep(pieces);
        }
    }

    fn keep(&mut self, pieces: Vec<Rendering>) {
        for piece in pieces {
            self.events.extend(piece.events.iter().cloned());
            if piece.lines.is_empty() {
                continue;
            }
            if let Some(call) = &mut self.on_receipt {
                call(&piece);
            }
            self.receipts.push(piece);
        }
    }
}

impl Shared {
    pub(super) fn new(profile: &PrinterProfile, on_receipt: Option<OnReceipt>) -> Self {
        let state = State {
            fault: PrinterFault::None,
            listening: true,
            receipts: Vec::new(),
            events: Vec::new(),
            interpreter: Interpreter::new(profile),
            waiting: Vec::new(),
            on_receipt,
            stopped: false,
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and tells those who wait.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let outcome = change(&mut self.lock());
        self.changed.notify_all();
        outcome
    }

    /// Waits until a condition holds or the deadline passes.
    pub(super) fn wait(
        &self,
        deadline: Instant,
        until: impl Fn(&State) -> bool,
    ) -> MutexGuard<'_, State> {
        let limit = deadline.saturating_duration_since(Instant::now());
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), limit, |state| !until(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    pub(super) fn wait_while_off(&self) {
        let off = |state: &mut State| state.fault == PrinterFault::Off && !state.stopped;
        drop(
            self.changed
                .wait_while(self.lock(), off)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    pub(super) fn fault(&self) -> PrinterFault {
        self.lock().fault
    }

    pub(super) fn set_fault(&self, fault: PrinterFault) {
        self.change(|state| state.fault = fault);
    }

    pub(super) fn set_listening(&self, listening: bool) {
        self.change(|state| state.listening = listening);
    }

    pub(super) fn stop(&self) {
        self.change(|state| state.stopped = true);
    }

    pub(super) fn stopped(&self) -> bool {
        self.lock().stopped
    }
}
