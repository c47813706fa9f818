//! One conversation with a terminal, from the connection to its end. No I/O and no clock: bytes and the time go in,
//! actions come out.
//!
//! Each request is answered with 80 00 or 84 xx; then the terminal leads until it says 06 0F or 06 1E, and each of its
//! messages is answered with 80 00 (PA00P015, chapter 2.2).

use std::time::{Duration, Instant};

use super::apdu::{ACK, ApduReader, NOT_POSSIBLE, Sender};
use super::codes;
use super::command::Credentials;
use super::fields::StatusInformation;
use super::message::{self, FromTerminal};
use super::plan::{Action, Limits, Phase, Purpose, Step};
use super::result::{self, End};
use super::verdict::{self, Known};
use crate::terminal::Operation;
use crate::terminal::journal::{Before, Stage};
use crate::terminal::outcome::{DeclineReason, Doubt, Outcome, ScreenMessage};

/// The most lines of a slip that are kept. The longest reports of an end of day are shorter.
const MAX_SLIP_LINES: usize = 500;

/// How long a message may stop in its middle before its beginning counts as garbage.
const PARTIAL: Duration = Duration::from_secs(1);

/// A conversation.
#[derive(Debug)]
pub struct Conversation {
    credentials: Credentials,
    limits: Limits,
    purpose: Purpose,
    reader: ApduReader,
    step: Step,
    phase: Phase,
    deadline: Instant,
    last_bytes: Instant,
    begun: Instant,
    before: Before,
    status: Option<Box<StatusInformation>>,
    slip: Vec<String>,
    last: Option<Box<StatusInformation>>,
    actions: Vec<Action>,
}

impl Conversation {
    /// Prepares an operation; nothing when it cannot be said in the protocol.
    #[must_use]
    pub fn perform(
        credentials: Credentials,
        limits: Limits,
        operation: Operation,
        now: Instant,
    ) -> Option<Self> {
        let command = credentials.operation(operation)?;
        let purpose = Purpose::Perform { operation, command };
        Some(Self::new(credentials, limits, purpose, now))
    }

    /// Prepares to find out what became of an operation. It stops what the terminal may still be doing, waits until it
    /// is idle, asks for its last transaction, and authorises nothing.
    #[must_use]
    pub fn inquire(credentials: Credentials, limits: Limits, known: Known, now: Instant) -> Self {
        Self::new(credentials, limits, Purpose::Inquire(known), now)
    }

    /// Prepares to ask for the last transaction only; see [`Self::last_transaction`].
    #[must_use]
    pub fn tell_last(credentials: Credentials, limits: Limits, now: Instant) -> Self {
        Self::new(credentials, limits, Purpose::Tell, now)
    }

    fn new(credentials: Credentials, limits: Limits, purpose: Purpose, now: Instant) -> Self {
        Self {
            credentials,
            limits,
            purpose,
            reader: ApduReader::new(Sender::Terminal),
            step: Step::Register,
            phase: Phase::Asked,
            deadline: now,
            last_bytes: now,
            begun: now,
            before: Before::NotTold,
            status: None,
            slip: Vec::new(),
            last: None,
            actions: Vec::new(),
        }
    }

    /// What the terminal told as its last transaction.
    #[must_use]
    pub fn last_transaction(&self) -> Option<&StatusInformation> {
        self.last.as_deref()
    }

    /// Begins, once the connection stands.
    pub fn start(&mut self, now: Instant) -> Vec<Action> {
        self.ask(Step::Register, now);
        self.take_actions()
    }

    /// Takes bytes from the terminal.
    pub fn receive(&mut self, bytes: &[u8], now: Instant) -> Vec<Action> {
        self.last_bytes = now;
        self.reader.push(bytes);
        self.read_all(now);
        self.expire(now);
        self.take_actions()
    }

    /// Notices what did not happen in time.
    pub fn tick(&mut self, now: Instant) -> Vec<Action> {
        if self.reader.is_waiting() && now.saturating_duration_since(self.last_bytes) >= PARTIAL {
            self.last_bytes = now;
            self.reader.give_up();
            self.read_all(now);
        }
        self.expire(now);
        self.take_actions()
    }

    /// Ends what took too long, whatever bytes still come.
    fn expire(&mut self, now: Instant) {
        let inquiry_over = !matches!(self.purpose, Purpose::Perform { .. })
            && now.saturating_duration_since(self.begun) >= self.limits.inquiry;
        if self.phase != Phase::Over && inquiry_over {
            self.finish(Outcome::unknown(Doubt::NoAnswer));
        }
        if now >= self.deadline {
            match self.phase {
                Phase::Asked | Phase::Led => self.broken(Doubt::NoAnswer),
                Phase::Paused => self.ask(self.step, now),
                Phase::Over => {}
            }
        }
    }

    /// Takes note that the connection broke.
    pub fn closed(&mut self) -> Vec<Action> {
        self.broken(Doubt::ConnectionLost);
        self.take_actions()
    }

    /// Gives up. Once the command has gone out, it is for the terminal to say what became of it; an inquiry goes on.
    pub fn cancel(&mut self) -> Vec<Action> {
        match (&self.purpose, self.step) {
            _ if self.phase == Phase::Over => {}
            (Purpose::Perform { .. }, Step::Command) => {
                self.actions.push(Action::Send(Credentials::abort()));
            }
            (Purpose::Perform { .. }, _) => {
                self.finish(Outcome::declined(DeclineReason::Cancelled));
            }
            (Purpose::Inquire(_) | Purpose::Tell, _) => {}
        }
        self.take_actions()
    }

    fn read_all(&mut self, now: Instant) {
        while self.phase != Phase::Over {
            let Some(message) = self.reader.read().map(FromTerminal::parse) else {
                return;
            };
            self.handle(message, now);
        }
    }

    fn handle(&mut self, message: FromTerminal, now: Instant) {
        match message {
            FromTerminal::Understood if self.phase == Phase::Asked => self.understood(now),
            FromTerminal::Refused(code) if self.phase == Phase::Asked => self.refused(code, now),
            FromTerminal::Understood | FromTerminal::Refused(_) => {}
            FromTerminal::Other(_) => self.actions.push(Action::Send(NOT_POSSIBLE.to_vec())),
            // Before the request is understood, the terminal still talks about something earlier. That is answered, so
            // that the terminal goes on, and believed in nothing.
            led if self.phase == Phase::Led => self.led(led, now),
            _ => self.acknowledge(),
        }
    }

    fn understood(&mut self, now: Instant) {
        if self.step == Step::Abort {
            self.ask(Step::Enquire, now);
            return;
        }
        self.phase = Phase::Led;
        self.deadline = now + self.step.patience(&self.limits);
    }

    fn refused(&mut self, code: u8, now: Instant) {
        match (self.step, code) {
            // “Please wait” in answer to a charge does not say whether the terminal goes on with it: either it does, or
            // the answer's time runs out and the terminal is inquired.
            (Step::Command, codes::BUSY) => {}
            (Step::Abort, _) => self.ask(Step::Enquire, now),
            (_, codes::BUSY) => self.pause(now),
            (Step::Register | Step::Before | Step::Command | Step::Enquire | Step::Last, _) => {
                self.ended(End::Failed { code }, now);
            }
        }
    }

    fn led(&mut self, message: FromTerminal, now: Instant) {
        self.deadline = now + self.step.patience(&self.limits);
        match message {
            FromTerminal::Status(status) => {
                if let (Purpose::Perform { operation, .. }, Step::Command) =
                    (&self.purpose, self.step)
                    && let Some(stage) =
                        result::heard(*operation, &self.before, &status, &self.slip)
                {
                    // The acknowledgement makes the charge final, so it is written first where the journal can be
                    // written; where it cannot, the stage “sending” is in it and the terminal is asked later.
                    self.actions.push(Action::Record(stage));
                }
                self.status = Some(status);
                self.acknowledge();
            }
            FromTerminal::Doing { code, text } => {
                self.acknowledge();
                if self.step == Step::Command {
                    self.actions.push(Action::Show(message::doing(code, text)));
                }
            }
            FromTerminal::Print(lines) => {
                let room = MAX_SLIP_LINES.saturating_sub(self.slip.len());
                self.slip.extend(lines.into_iter().take(room));
                self.acknowledge();
            }
            FromTerminal::Completed { terminal_status } => {
                self.acknowledge();
                self.ended(End::Completed { terminal_status }, now);
            }
            FromTerminal::Aborted(code) => {
                self.acknowledge();
                let code = code.unwrap_or(codes::SYSTEM_ERROR);
                self.ended(End::Failed { code }, now);
            }
            FromTerminal::Understood | FromTerminal::Refused(_) | FromTerminal::Other(_) => {}
        }
    }

    fn ended(&mut self, end: End, now: Instant) {
        let status = self.status.take();
        let slip = std::mem::take(&mut self.slip);
        match self.step {
            Step::Register => self.registered(end, now),
            Step::Before => {
                self.before = match (status, end) {
                    (Some(status), _) => Before::Known(status.mark),
                    (None, End::Completed { .. }) => Before::NotTold,
                    (None, End::Failed { code }) if codes::is_passing(code) => Before::NotTold,
                    (None, End::Failed { .. }) => Before::Nothing,
                };
                self.command(now);
            }
            Step::Command => {
                let outcome = self.outcome(end, status, slip);
                self.finish(outcome);
            }
            Step::Abort => self.ask(Step::Enquire, now),
            Step::Enquire => match end {
                End::Completed {
                    terminal_status: Some(status),
                } if codes::is_at_work(status) => {
                    self.step = Step::Abort;
                    self.pause(now);
                }
                End::Completed { .. } | End::Failed { .. } => self.ask(Step::Last, now),
            },
            Step::Last => {
                self.last = status;
                let outcome = match &self.purpose {
                    Purpose::Inquire(known) => verdict::decide(known, self.last.as_deref(), slip),
                    Purpose::Perform { .. } | Purpose::Tell => Outcome::unknown(Doubt::NotTold),
                };
                self.finish(outcome);
            }
        }
    }

    fn registered(&mut self, end: End, now: Instant) {
        match (&self.purpose, end) {
            (Purpose::Perform { .. }, End::Failed { code }) => {
                self.finish(Outcome::declined(DeclineReason::Refused { code }));
            }
            (Purpose::Perform { operation, .. }, End::Completed { .. }) => {
                if operation.moves_money() {
                    self.ask(Step::Before, now);
                } else {
                    self.command(now);
                }
            }
            (Purpose::Inquire(_), _) => self.ask(Step::Abort, now),
            (Purpose::Tell, _) => self.ask(Step::Last, now),
        }
    }

    fn command(&mut self, now: Instant) {
        let before = self.before.clone();
        self.actions.push(Action::Record(Stage::Sending { before }));
        self.actions.push(Action::Show(ScreenMessage::working()));
        self.ask(Step::Command, now);
    }

    /// What the end of the command means.
    fn outcome(
        &self,
        end: End,
        status: Option<Box<StatusInformation>>,
        slip: Vec<String>,
    ) -> Outcome {
        match &self.purpose {
            _ if self.reader.skipped() > 0 => Outcome::unknown(Doubt::Garbled),
            Purpose::Perform { operation, .. } => {
                result::of_command(*operation, &self.before, end, status, slip)
            }
            Purpose::Inquire(_) | Purpose::Tell => Outcome::unknown(Doubt::NoResult),
        }
    }

    /// Nothing more will come.
    fn broken(&mut self, doubt: Doubt) {
        if self.phase == Phase::Over {
            return;
        }
        let was_sent = match self.purpose {
            Purpose::Perform { .. } => self.step == Step::Command,
            Purpose::Inquire(_) => true,
            Purpose::Tell => self.step != Step::Register,
        };
        self.finish(if was_sent {
            Outcome::unknown(doubt)
        } else {
            Outcome::declined(DeclineReason::NotReached)
        });
    }

    fn finish(&mut self, outcome: Outcome) {
        let inquired = matches!(self.purpose, Purpose::Inquire(_));
        let outcome = if inquired && self.reader.skipped() > 0 && outcome.is_final() {
            Outcome::unknown(Doubt::Garbled)
        } else {
            outcome
        };
        self.phase = Phase::Over;
        self.actions.push(Action::Finish(outcome));
    }

    fn ask(&mut self, step: Step, now: Instant) {
        let bytes = match (step, &self.purpose) {
            (Step::Register, _) => self.credentials.registration(),
            (Step::Before | Step::Last, _) => self.credentials.repeat_receipt(),
            (Step::Abort, _) => Credentials::abort(),
            (Step::Enquire, _) => self.credentials.status_enquiry(),
            (Step::Command, Purpose::Perform { command, .. }) => command.clone(),
            // Only an operation has a command; an inquiry never authorises.
            (Step::Command, Purpose::Inquire(_) | Purpose::Tell) => return,
        };
        self.step = step;
        self.phase = Phase::Asked;
        self.deadline = now + self.limits.answer;
        self.status = None;
        self.slip.clear();
        self.actions.push(Action::Send(bytes));
    }

    fn pause(&mut self, now: Instant) {
        let waited = now.saturating_duration_since(self.begun);
        if waited >= self.limits.inquiry {
            // Nothing but an inquiry pauses after a command has gone out.
            self.finish(match self.purpose {
                Purpose::Inquire(_) | Purpose::Tell => Outcome::unknown(Doubt::NoAnswer),
                Purpose::Perform { .. } => {
                    Outcome::declined(DeclineReason::Refused { code: codes::BUSY })
                }
            });
            return;
        }
        self.phase = Phase::Paused;
        self.deadline = now + self.limits.retry;
    }

    fn acknowledge(&mut self) {
        self.actions.push(Action::Send(ACK.to_vec()));
    }

    fn take_actions(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.actions)
    }
}

#[cfg(test)]
mod tests;
