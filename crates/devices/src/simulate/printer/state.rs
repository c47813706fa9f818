//! What the virtual printer knows, shared between its threads and its owner.

use std::fmt;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use super::answers::Condition;
use super::fault::PrinterFault;
use super::{DrawerSensor, OnReceipt, PrinterNews, PrinterOptions};
use crate::printer::interpret::{Event, EventKind, Interpreter, Question, Rendering};
use crate::printer::profile::PrinterProfile;

/// The memory for bytes that cannot be printed yet; real printers have about as much.
const MEMORY: usize = 4 * 1024;

/// So many receipts are remembered, and so many events; older ones are forgotten.
const RECEIPTS: usize = 10_000;
const EVENTS: usize = 100_000;

/// So many of the receipts keep their picture.
const PICTURES: usize = 100;

/// The printer between its threads.
pub(super) struct State {
    pub(super) fault: PrinterFault,
    pub(super) listening: bool,
    pub(super) receipts: Vec<Rendering>,
    pub(super) events: Vec<Event>,
    pub(super) drawer_open: bool,
    pub(super) jammed: bool,
    /// Which changes it tells by itself (`GS a`).
    pub(super) told_changes: u8,
    pub(super) model: String,
    sensor: DrawerSensor,
    interpreter: Interpreter,
    /// Bytes that wait to be printed.
    waiting: Vec<u8>,
    /// So many of them belong to a job whose sender has gone.
    job_ends_after: Option<usize>,
    /// Bytes of the job that were printed.
    printed: usize,
    bytes_per_second: Option<usize>,
    printed_at: Instant,
    on_receipt: Option<OnReceipt>,
    subscribers: Vec<Sender<PrinterNews>>,
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = formatter.debug_struct("State");
        text.field("fault", &self.fault)
            .field("receipts", &self.receipts.len())
            .finish_non_exhaustive()
    }
}

impl State {
    pub(super) fn new(profile: &PrinterProfile, options: PrinterOptions) -> Self {
        let interpreter = if options.draws {
            Interpreter::drawing(profile)
        } else {
            Interpreter::new(profile)
        };
        Self {
            fault: PrinterFault::None,
            listening: true,
            receipts: Vec::new(),
            events: Vec::new(),
            drawer_open: false,
            jammed: false,
            told_changes: 0,
            model: profile.name.clone(),
            sensor: options.sensor,
            interpreter: interpreter.inside_printer(),
            waiting: Vec::new(),
            job_ends_after: None,
            printed: 0,
            bytes_per_second: options.bytes_per_second,
            printed_at: Instant::now(),
            on_receipt: options.on_receipt,
            subscribers: Vec::new(),
        }
    }

    pub(super) fn kicks(&self) -> usize {
        self.events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Kick { .. }))
            .count()
    }

    pub(super) const fn condition(&self) -> Condition {
        Condition {
            fault: self.fault,
            jammed: self.jammed,
            drawer_high: match self.sensor {
                DrawerSensor::HighWhenOpen => self.drawer_open,
                DrawerSensor::LowWhenOpen => !self.drawer_open,
                DrawerSensor::None => false,
            },
        }
    }

    /// How many more bytes fit the memory.
    pub(super) const fn room(&self) -> usize {
        MEMORY.saturating_sub(self.waiting.len())
    }

    pub(super) const fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    const fn can_print(&self) -> bool {
        !self.fault.stops_printing() && !self.jammed
    }

    /// Takes a byte of a job.
    pub(super) fn take(&mut self, byte: u8) {
        if self.waiting.is_empty() {
            self.printed_at = Instant::now();
        }
        self.waiting.push(byte);
    }

    /// Takes a command of so many bytes that was obeyed as it came out of the bytes that wait again, where it cannot be
    /// a part of another command. Elsewhere it stays, and is passed over when its turn comes.
    pub(super) fn take_back(&mut self, length: usize) {
        let before = self.waiting.len().saturating_sub(length);
        let alone = before == 0 && self.interpreter.is_between_commands();
        if alone || !self.can_print() {
            self.waiting.truncate(before);
        }
    }

    /// Prints what waits, as far and as fast as it can. Gives the questions that it came to.
    pub(super) fn print_waiting(&mut self) -> Vec<Question> {
        while self.can_print() && self.is_waiting() {
            let count = self.printable_now();
            if count == 0 {
                break;
            }
            let bytes: Vec<u8> = self
                .waiting
                .drain(..count.min(self.waiting.len()))
                .collect();
            self.interpreter.feed(&bytes);
            self.printed += bytes.len();
            for event in self.interpreter.take_events() {
                self.hear(event);
            }
            let pieces = self.interpreter.take_cut();
            self.jammed = self.fault == PrinterFault::CutterError && !pieces.is_empty();
            self.keep(pieces);
            if let PrinterFault::PaperOutAfter(limit) = self.fault
                && self.printed >= limit
            {
                self.set_fault(PrinterFault::PaperOut);
            }
            if let Some(left) = self.job_ends_after {
                self.job_ends_after = Some(left.saturating_sub(bytes.len()));
            }
            self.end_job_if_printed();
        }
        self.interpreter.take_questions()
    }

    /// How many bytes may be printed before something happens.
    fn printable_now(&mut self) -> usize {
        let mut most = self.job_ends_after.unwrap_or(usize::MAX);
        if let PrinterFault::PaperOutAfter(limit) = self.fault {
            most = most.min(limit.saturating_sub(self.printed).max(1));
        }
        if self.fault == PrinterFault::CutterError {
            // The cutter gets stuck right where the cut is.
            most = 1;
        }
        let slow = if let PrinterFault::Slow(speed) = self.fault {
            // One that prints nothing would never be done.
            Some(speed.max(1))
        } else {
            self.bytes_per_second
        };
        if let Some(speed) = slow {
            let now = Instant::now();
            let passed = now.saturating_duration_since(self.printed_at).as_micros();
            let allowed = passed * speed as u128 / 1_000_000;
            let allowed = usize::try_from(allowed).unwrap_or(usize::MAX);
            if allowed > 0 {
                self.printed_at = now;
            }
            most = most.min(allowed);
        }
        most
    }

    /// Opens the drawer out of turn, which it does also without paper.
    pub(super) fn kick_now(&mut self, pin: u8, t: u8) {
        self.hear(Event {
            line: 0,
            kind: EventKind::Kick { pin, t1: t, t2: 0 },
        });
    }

    /// `DLE ENQ`: goes on after an error.
    pub(super) fn recover(&mut self, clear: bool) {
        if clear {
            self.forget();
        }
        self.jammed = false;
    }

    /// Loses what waits, but not what is printed.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
        self.interpreter.restart();
        self.end_job_if_printed();
    }

    /// Loses the current or starts anew: only what is on paper stays.
    pub(super) fn restart(&mut self) {
        self.forget();
        self.told_changes = 0;
        self.jammed = false;
        self.end_job();
    }

    /// Begins a job.
    pub(super) const fn begin_job(&mut self) {
        self.printed = 0;
    }

    /// Ends a job as soon as it is printed: what was printed without a cut is a receipt as well.
    pub(super) fn job_ended(&mut self) {
        if self.job_ends_after.is_none() {
            self.job_ends_after = Some(self.waiting.len());
        }
        self.end_job_if_printed();
    }

    fn end_job_if_printed(&mut self) {
        if self.job_ends_after == Some(0)
            || (self.job_ends_after.is_some() && self.waiting.is_empty())
        {
            self.end_job();
        }
    }

    fn end_job(&mut self) {
        self.job_ends_after = None;
        let pieces = self.interpreter.finish();
        for event in self.interpreter.take_events() {
            self.hear(event);
        }
        self.keep(pieces);
    }

    fn keep(&mut self, pieces: Vec<Rendering>) {
        for piece in pieces {
            if piece.lines.is_empty() && piece.picture.is_none() {
                continue;
            }
            if let Some(call) = &mut self.on_receipt {
                call(&piece);
            }
            self.tell(|| PrinterNews::Receipt(Box::new(piece.clone())));
            self.receipts.push(piece);
            self.forget_old_receipts();
        }
    }

    /// A printer that plays for days does not fill the memory.
    fn forget_old_receipts(&mut self) {
        if self.receipts.len() > RECEIPTS {
            self.receipts.remove(0);
        }
        let without = self.receipts.len().checked_sub(PICTURES + 1);
        if let Some(old) = without.and_then(|at| self.receipts.get_mut(at)) {
            old.picture = None;
        }
    }

    fn hear(&mut self, event: Event) {
        let is_kick = matches!(event.kind, EventKind::Kick { .. });
        self.tell(|| PrinterNews::Event(event.clone()));
        if self.events.len() >= EVENTS {
            self.events.remove(0);
        }
        self.events.push(event);
        if is_kick {
            self.set_drawer(true);
        }
    }

    pub(super) fn set_drawer(&mut self, open: bool) {
        if self.drawer_open != open {
            self.drawer_open = open;
            self.tell(|| PrinterNews::Drawer { open });
        }
    }

    pub(super) fn set_fault(&mut self, fault: PrinterFault) {
        if fault != self.fault {
            self.fault = fault;
            self.printed_at = Instant::now();
            self.jammed &= fault == PrinterFault::CutterError;
            if fault == PrinterFault::Off {
                self.restart();
            }
            self.tell(|| PrinterNews::Fault(fault));
        }
    }

    pub(super) const fn set_speed(&mut self, bytes_per_second: Option<usize>) {
        self.bytes_per_second = bytes_per_second;
    }

    /// Tells everybody who still listens.
    pub(super) fn tell(&mut self, news: impl Fn() -> PrinterNews) {
        self.subscribers
            .retain(|subscriber| subscriber.send(news()).is_ok());
    }

    pub(super) fn subscribe(&mut self) -> Receiver<PrinterNews> {
        let (sender, receiver) = channel();
        self.subscribers.push(sender);
        receiver
    }
}
