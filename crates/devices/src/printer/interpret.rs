//! ESC/POS bytes read back into what stands on the paper.
//!
//! This is the virtual printer, the reader of golden tests and the preview on the screen. It behaves as a printer does:
//! it wraps at the paper's width, forgets buffered text at `ESC @`, ignores an alignment in the middle of a line, and
//! prints Cyrillic as hanzi on a model that was not told `FS .`.
//!
//! The commands are those of Epson's ESC/POS reference. Any bytes can be fed in pieces of any size: what is unknown or
//! cut short is reported, and memory stays bounded ([`HELD_BYTES`], [`PAPER_ROWS`]).

mod command;
mod international;
mod paper;
mod picture;
mod rendering;
mod tail;

use self::command::{Command, Parsed};
use self::paper::Paper;
use self::tail::Tail;
use super::profile::PrinterProfile;

pub use self::paper::output::{HELD_BYTES, PAPER_ROWS};
pub use self::rendering::{Align, Event, EventKind, Line, Rendering, Span, Style};

/// A question whose answer waits its turn behind the data, so that it also says "all before is done".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Question {
    /// `GS r n`: 1 the paper, 2 the drawer.
    Status(u8),
    /// `GS I n`: who are you?
    Id(u8),
    /// `GS a n`: tell these changes by yourself; each time it is sent, the state is told at once.
    AutoStatus(u8),
    /// `GS ( H`: say these four characters when you come here.
    Echo([u8; 4]),
}

/// A macro is no longer than this; printers hold as much.
const MACRO_BYTES: usize = 2_048;

/// How many bytes a macro may write for each byte received. Without a limit five bytes write half a megabyte.
const MACRO_FACTOR: u64 = 64;

/// A reader of ESC/POS bytes that may be fed in pieces of any size.
#[derive(Debug)]
pub struct Interpreter {
    paper: Paper,
    pending: Vec<u8>,
    tail: Option<Tail>,
    recording: Option<Vec<u8>>,
    recorded: Vec<u8>,
    received: u64,
    replayed: u64,
}

impl Interpreter {
    /// Makes an interpreter that behaves like a printer of this profile which was just switched on. It reads text and
    /// events and draws nothing.
    #[must_use]
    pub fn new(profile: &PrinterProfile) -> Self {
        Self::of(Paper::new(profile, false))
    }

    /// As [`Self::new`], and draws the paper as a picture too.
    #[must_use]
    pub fn drawing(profile: &PrinterProfile) -> Self {
        Self::of(Paper::new(profile, true))
    }

    const fn of(paper: Paper) -> Self {
        Self {
            paper,
            pending: Vec::new(),
            tail: None,
            recording: None,
            recorded: Vec::new(),
            received: 0,
            replayed: 0,
        }
    }

    /// Becomes the inside of a printer: commands that printers obey as they arrive (`DLE EOT`, `DLE DC4`) are left to
    /// somebody who sees the bytes first, and events can be taken as they happen.
    #[must_use]
    pub(crate) fn inside_printer(mut self) -> Self {
        self.paper.leave_real_time();
        self.paper.output.keep_log();
        self
    }

    /// Takes the events since the last call, those of the piece that is not cut off yet included.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        self.paper.output.take_log()
    }

    /// Reads bytes. A command that is cut in two waits for its rest.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.pending.is_empty() {
            self.read(bytes);
        } else {
            let mut joined = std::mem::take(&mut self.pending);
            joined.extend_from_slice(bytes);
            self.read(&joined);
        }
    }

    fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let used = self.step(rest);
            let (done, later) = rest.split_at(used.min(rest.len()));
            if done.is_empty() {
                self.pending = rest.to_vec();
                return;
            }
            self.received += done.len() as u64;
            rest = later;
        }
    }

    /// Reads the next command or stretch of text, and says how many bytes it had; none when more are needed.
    fn step(&mut self, rest: &[u8]) -> usize {
        let was_recording = self.recording.is_some();
        let used = if let Some(tail) = &mut self.tail {
            let Some(used) = tail.take(rest, &mut self.paper) else {
                return 0;
            };
            if tail.is_done() {
                self.tail = None;
            }
            used
        } else if self.paper.display.is_some() {
            self.paper.pass_to_display(rest)
        } else {
            let plain = rest.iter().position(|byte| is_control(*byte));
            match plain.unwrap_or(rest.len()) {
                0 => self.command(rest),
                plain => {
                    let (text, _) = rest.split_at(plain);
                    self.paper.text(text);
                    plain
                }
            }
        };
        if was_recording {
            self.record(rest.get(..used).unwrap_or_default());
        }
        used
    }

    fn command(&mut self, rest: &[u8]) -> usize {
        match command::parse(rest) {
            Parsed::NeedMore => 0,
            Parsed::Command { used, command } => {
                match command {
                    Command::MacroEdge => self.macro_edge(),
                    Command::MacroRun { times } => self.run_macro(times),
                    other => self.paper.command(other),
                }
                used
            }
            Parsed::Payload {
                used,
                payload,
                length,
            } => {
                let head = rest.get(..used).unwrap_or_default();
                self.begin(Tail::of_payload(payload, length, head, &self.paper));
                used
            }
            Parsed::List { used, list } => {
                let head = rest.get(..used).unwrap_or_default();
                self.begin(Tail::of_list(list, head));
                used
            }
        }
    }

    fn begin(&mut self, mut tail: Tail) {
        tail.settle(&mut self.paper);
        self.tail = (!tail.is_done()).then_some(tail);
    }

    /// `GS :` begins a macro and ends it. What it holds is done while it is recorded, too.
    fn macro_edge(&mut self) {
        match self.recording.take() {
            Some(recorded) => self.recorded = recorded,
            None => self.recording = Some(Vec::new()),
        }
    }

    /// Keeps what was just read for the macro. A macro that grows too long is none.
    fn record(&mut self, bytes: &[u8]) {
        if let Some(recording) = &mut self.recording {
            recording.extend_from_slice(bytes);
            if recording.len() > MACRO_BYTES {
                self.recording = None;
                self.recorded = Vec::new();
            }
        }
    }

    /// `GS ^`: does a macro again. Inside of one it ends the recording and does nothing, as on a printer.
    fn run_macro(&mut self, times: u8) {
        if self.recording.take().is_some() {
            self.recorded = Vec::new();
            return;
        }
        let recorded = std::mem::take(&mut self.recorded);
        for _ in 0..times {
            let more = self.replayed + recorded.len() as u64;
            if more > MACRO_FACTOR.saturating_mul(self.received) {
                break;
            }
            self.replayed = more;
            let mut rest = recorded.as_slice();
            while !rest.is_empty() {
                // A macro ends with a whole command, as it was recorded up to one.
                let used = self.step(rest).max(1);
                rest = rest.get(used..).unwrap_or_default();
            }
        }
        self.recorded = recorded;
    }

    /// Whether the bytes so far end with a whole command.
    pub(crate) const fn is_between_commands(&self) -> bool {
        self.pending.is_empty() && self.tail.is_none()
    }

    /// Loses the current and comes back: what was not printed is lost, as are all modes. What stands on the paper
    /// stays.
    pub(crate) fn restart(&mut self) {
        self.pending.clear();
        self.tail = None;
        self.recording = None;
        self.recorded.clear();
        self.paper.restart();
    }

    /// Takes the receipts that were cut off so far.
    pub fn take_cut(&mut self) -> Vec<Rendering> {
        self.paper.output.take_cut()
    }

    /// Takes the questions that waited their turn and were come to since the last call.
    pub(crate) fn take_questions(&mut self) -> Vec<Question> {
        std::mem::take(&mut self.paper.questions)
    }

    /// Takes everything: what was cut off, and what still hangs in the printer as the last piece. A command that is
    /// still incomplete is reported and dropped.
    pub fn finish(&mut self) -> Vec<Rendering> {
        let mut leftover = self.tail.take().map_or_else(Vec::new, Tail::into_head);
        leftover.append(&mut self.pending);
        if !leftover.is_empty() {
            leftover.truncate(REPORTED_BYTES);
            self.paper.output.event(EventKind::Truncated {
                hex: hex(&leftover),
            });
        }
        self.paper.finish()
    }
}

/// So many bytes of a command that was cut short are reported.
const REPORTED_BYTES: usize = 16;

/// Reads a whole job at once.
#[must_use]
pub fn render(bytes: &[u8], profile: &PrinterProfile) -> Rendering {
    let mut interpreter = Interpreter::new(profile);
    interpreter.feed(bytes);
    Rendering::join(interpreter.finish())
}

/// Reads a whole job at once and draws it.
#[must_use]
pub fn draw(bytes: &[u8], profile: &PrinterProfile) -> Rendering {
    let mut interpreter = Interpreter::drawing(profile);
    interpreter.feed(bytes);
    Rendering::join(interpreter.finish())
}

/// Whether a byte is a command or begins one; the others are characters.
const fn is_control(byte: u8) -> bool {
    byte < 0x20 || byte == 0x7f
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
