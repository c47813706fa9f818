//! One client of the virtual printer.

use std::time::{Duration, Instant};

use super::PrinterNews;
use super::answers::Condition;
use super::fault::PrinterFault;
use super::real_time::{RealTime, RealTimeCommand};
use super::state::State;
use super::wire::{Heard, Wire};
use crate::printer::interpret::Question;
use crate::simulate::playing::{Shared, TURN};

/// On a line without connections a job ends when nothing comes for so long.
const SILENCE: Duration = Duration::from_secs(2);

/// Talks to a client until it goes, the printer is switched off, or a fault breaks the connection.
pub(super) fn serve(wire: &mut Wire, shared: &Shared<State>) {
    let mut client = Client {
        real_time: RealTime::default(),
        taken: 0,
        told: None,
        heard_at: Instant::now(),
        job_is_open: false,
    };
    shared.change(|state| {
        state.begin_job();
        state.told_changes = 0;
        state.tell(|| PrinterNews::Client { connected: true });
    });
    while !shared.is_stopped() && shared.lock().fault != PrinterFault::Off {
        if !client.turn(wire, shared) {
            break;
        }
    }
    shared.change(|state| {
        state.job_ended();
        state.tell(|| PrinterNews::Client { connected: false });
    });
}

struct Client {
    real_time: RealTime,
    taken: usize,
    /// The state as it was told by itself the last time.
    told: Option<[u8; 4]>,
    heard_at: Instant,
    job_is_open: bool,
}

impl Client {
    /// Prints, answers and listens once. Gives whether the client is still there.
    fn turn(&mut self, wire: &mut Wire, shared: &Shared<State>) -> bool {
        let answers = shared.change(|state| self.print(state));
        wire.send(&answers);
        let (room, fault) = self.room(shared);
        if room == 0 {
            if matches!(fault, PrinterFault::ResetsAfter(_)) {
                return self.reset(wire, shared);
            }
            drop(shared.wait(TURN, |state| state.fault != fault));
            return true;
        }
        let mut bytes = [0; 2048];
        let most = room.min(bytes.len());
        match wire.hear(bytes.get_mut(..most).unwrap_or_default()) {
            Heard::Bytes(count) => {
                self.heard_at = Instant::now();
                self.job_is_open = true;
                let answers =
                    shared.change(|state| self.take(bytes.get(..count).unwrap_or_default(), state));
                wire.send(&answers);
            }
            Heard::Silence => {
                if wire.is_line() && self.job_is_open && self.heard_at.elapsed() > SILENCE {
                    self.job_is_open = false;
                    self.taken = 0;
                    shared.change(|state| {
                        state.job_ended();
                        state.begin_job();
                    });
                }
            }
            Heard::Gone => return false,
        }
        true
    }

    /// Prints what waits, and gives what is to be said about it and about changes.
    fn print(&mut self, state: &mut State) -> Vec<u8> {
        let mut said = Vec::new();
        for question in state.print_waiting() {
            said.extend(state.condition().answer(question, &state.model));
            if let Question::AutoStatus(mask) = question {
                state.told_changes = mask;
                self.told = Some(state.condition().automatic());
            }
        }
        let now = state.condition().automatic();
        if let Some(told) = self.told
            && Condition::differs(state.told_changes, told, now)
            && !matches!(state.fault, PrinterFault::NeverAnswers)
        {
            self.told = Some(now);
            said.extend(now);
        }
        said
    }

    /// How many bytes it may take now.
    fn room(&self, shared: &Shared<State>) -> (usize, PrinterFault) {
        let state = shared.lock();
        let room = match state.fault {
            PrinterFault::StallsAfter(limit) | PrinterFault::ResetsAfter(limit) => {
                limit.saturating_sub(self.taken)
            }
            PrinterFault::None
            | PrinterFault::Off
            | PrinterFault::PaperOut
            | PrinterFault::PaperOutAfter(_)
            | PrinterFault::PaperNearEnd
            | PrinterFault::CoverOpen
            | PrinterFault::CutterError
            | PrinterFault::NeverAnswers
            | PrinterFault::NeverSaysDone
            | PrinterFault::AnswersGarbage
            | PrinterFault::Slow(_) => state.room(),
        };
        (room, state.fault)
    }

    /// Takes bytes, obeys what does not wait, and prints. Gives what is to be said.
    fn take(&mut self, bytes: &[u8], state: &mut State) -> Vec<u8> {
        let mut said = Vec::new();
        for byte in bytes {
            state.take(*byte);
            self.taken += 1;
            let Some((command, length)) = self.real_time.see(*byte) else {
                continue;
            };
            self.taken = self.taken.saturating_sub(length);
            match command {
                RealTimeCommand::Clear => {
                    state.forget();
                    continue;
                }
                RealTimeCommand::Recover { clear } => state.recover(clear),
                RealTimeCommand::Kick { pin, t } => state.kick_now(pin, t),
                RealTimeCommand::Status(request) => said.extend(state.condition().status(request)),
            }
            state.take_back(length);
        }
        said.extend(self.print(state));
        said
    }

    /// Starts the printer anew in the middle of a job. Gives whether the client is still there.
    fn reset(&mut self, wire: &mut Wire, shared: &Shared<State>) -> bool {
        // Closing with bytes unread makes the system reset the connection.
        if !wire.wait_for_more(|| shared.is_stopped()) {
            return false;
        }
        shared.change(State::restart);
        if !wire.is_line() {
            return false;
        }
        // A line has no connection to break: what came while it was off is lost, and it goes on.
        wire.drain();
        self.taken = 0;
        self.told = None;
        self.real_time = RealTime::default();
        true
    }
}
