//! The thread that lets a conversation happen: sockets, deadlines, the journal.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::ZvtConfig;
use super::conversation::Conversation;
use super::plan::Action;
use super::verdict::Known;
use crate::intent::IntentId;
use crate::terminal::Operation;
use crate::terminal::journal::{Before, Entry, IntentJournal, Stage};
use crate::terminal::outcome::{
    Approval, ApprovalSource, DeclineReason, Doubt, Outcome, ScreenMessage,
};
use crate::transport::{self, is_silence};

/// How long one read waits; also how soon a cancellation is noticed.
const TURN: Duration = Duration::from_millis(20);

/// How many outcomes are kept at hand. Older ones are in the journal.
const MAX_KEPT_OUTCOMES: usize = 64;

/// What a thread is to do.
pub(super) enum Task {
    /// Authorise, reverse, refund or close the day.
    Perform(Operation),
    /// Find out.
    Inquire(Known),
}

/// What the threads and the terminal share.
pub(super) struct Shared {
    config: ZvtConfig,
    pub(super) journal: Arc<dyn IntentJournal>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    at_work: Option<IntentId>,
    cancel: bool,
    outcomes: BTreeMap<IntentId, Outcome>,
}

impl Shared {
    pub(super) fn new(config: ZvtConfig, journal: Arc<dyn IntentJournal>) -> Self {
        Self {
            config,
            journal,
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        }
    }

    /// Takes the terminal for an intent.
    ///
    /// # Errors
    /// The intent that has it.
    pub(super) fn enter(&self, id: IntentId, message: ScreenMessage) -> Result<(), IntentId> {
        let mut state = self.lock();
        if let Some(other) = state.at_work {
            return Err(other);
        }
        state.at_work = Some(id);
        state.cancel = false;
        state.outcomes.insert(id, Outcome::Pending { message });
        Ok(())
    }

    /// Gives the terminal back without an outcome.
    pub(super) fn leave(&self, id: IntentId) {
        let mut state = self.lock();
        state.outcomes.remove(&id);
        state.at_work = None;
        self.changed.notify_all();
    }

    pub(super) fn current(&self, id: IntentId) -> Option<Outcome> {
        self.lock().outcomes.get(&id).cloned()
    }

    pub(super) fn cancel(&self, id: IntentId) {
        let mut state = self.lock();
        if state.at_work == Some(id) {
            state.cancel = true;
        }
    }

    pub(super) fn wait_idle(&self, id: IntentId, deadline: Instant) {
        let mut state = self.lock();
        while state.at_work == Some(id) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// Whether the protocol has a command for an operation.
    pub(super) fn can_say(&self, operation: Operation) -> bool {
        self.config.credentials.operation(operation).is_some()
    }

    /// Writes a final outcome and keeps it at hand.
    pub(super) fn settle(&self, id: IntentId, operation: Operation, outcome: Outcome) -> Outcome {
        self.write_final(id, operation, &outcome);
        self.lock().outcomes.insert(id, outcome.clone());
        outcome
    }

    /// An outcome that cannot be written is asked for again after the next restart.
    fn write_final(&self, id: IntentId, operation: Operation, outcome: &Outcome) {
        let stage = Stage::Settled {
            outcome: outcome.clone(),
        };
        if let Err(error) = self.record(id, operation, &stage) {
            tracing::error!(intent.id = %id, error = %error, "the outcome of a payment is not in the journal");
        }
    }

    /// Does a task to its end and leaves its outcome.
    pub(super) fn run(&self, id: IntentId, task: Task) {
        let (operation, outcome) = match task {
            Task::Perform(operation) => (operation, self.perform(id, operation)),
            Task::Inquire(known) => (known.operation, self.inquire(id, &known)),
        };
        if outcome.is_final() {
            self.write_final(id, operation, &outcome);
        }
        let mut state = self.lock();
        state.outcomes.insert(id, outcome);
        state.at_work = None;
        while state.outcomes.len() > MAX_KEPT_OUTCOMES {
            state.outcomes.pop_first();
        }
        drop(state);
        self.changed.notify_all();
    }

    fn perform(&self, id: IntentId, operation: Operation) -> Outcome {
        let Ok(stream) = self.connect() else {
            return Outcome::declined(DeclineReason::NotReached);
        };
        let (credentials, limits) = (self.config.credentials, self.config.limits);
        let conversation = Conversation::perform(credentials, limits, operation, Instant::now());
        let Some(mut conversation) = conversation else {
            return Outcome::declined(DeclineReason::BadAmount);
        };
        let (outcome, stage) = self.talk(id, operation, stream, &mut conversation);
        let (before, heard) = match stage {
            Stage::Sending { before } => (before, None),
            Stage::Heard { before, approval } => (before, Some(approval)),
            Stage::Prepared | Stage::Settled { .. } => (Before::NotTold, None),
        };
        match outcome {
            Outcome::Unknown { doubt } if operation.moves_money() && is_askable(doubt) => {
                tracing::warn!(intent.id = %id, doubt = ?doubt, "a payment is in doubt; the terminal is asked");
                self.show(id, ScreenMessage::inquiring());
                self.inquire(
                    id,
                    &Known {
                        operation,
                        before,
                        heard,
                    },
                )
            }
            other => other,
        }
    }

    /// Asks until the terminal has told, connecting again as often as it takes, within the limit.
    fn inquire(&self, id: IntentId, known: &Known) -> Outcome {
        if !known.operation.moves_money() {
            return Outcome::unknown(Doubt::NotTold);
        }
        let (credentials, limits) = (self.config.credentials, self.config.limits);
        let deadline = Instant::now() + limits.inquiry;
        loop {
            let outcome = match self.connect() {
                Ok(stream) => {
                    let now = Instant::now();
                    let mut conversation =
                        Conversation::inquire(credentials, limits, known.clone(), now);
                    self.talk(id, known.operation, stream, &mut conversation).0
                }
                Err(()) => Outcome::unknown(Doubt::ConnectionLost),
            };
            let ask_again = match &outcome {
                Outcome::Unknown { doubt } => is_askable(*doubt),
                Outcome::Pending { .. } | Outcome::Approved(_) | Outcome::Declined(_) => false,
            };
            if !ask_again || Instant::now() + limits.retry >= deadline {
                return outcome;
            }
            thread::sleep(limits.retry);
        }
    }

    /// Asks for the last transaction, for a technician.
    pub(super) fn last_transaction(&self) -> Result<Approval, Outcome> {
        let id = IntentId::from_uuid(uuid::Uuid::nil());
        if let Err(other) = self.enter(id, ScreenMessage::connecting()) {
            let reason = DeclineReason::EarlierUnsettled { id: other };
            return Err(Outcome::declined(reason));
        }
        let told = self.connect().map_or_else(
            |()| Err(Outcome::declined(DeclineReason::NotReached)),
            |stream| {
                let (credentials, limits) = (self.config.credentials, self.config.limits);
                let mut conversation = Conversation::tell_last(credentials, limits, Instant::now());
                let (outcome, _) = self.talk(id, Operation::EndOfDay, stream, &mut conversation);
                let last = conversation.last_transaction();
                last.map(|status| status.approval(ApprovalSource::Inquired, Vec::new()))
                    .ok_or(outcome)
            },
        );
        self.leave(id);
        told
    }

    fn connect(&self) -> Result<TcpStream, ()> {
        let ZvtConfig { host, port, .. } = &self.config;
        let prepared = transport::connect_tcp(host, *port, self.config.limits.connect)
            .map_err(|error| error.to_string())
            .and_then(|stream| {
                prepare(stream, self.config.limits.answer).map_err(|e| e.to_string())
            });
        prepared.map_err(|error| {
            tracing::info!(terminal.host = %host, error = %error, "the payment terminal is not reached");
        })
    }

    /// Lets a conversation happen; tells its outcome and the last stage that was written.
    fn talk(
        &self,
        id: IntentId,
        operation: Operation,
        mut stream: TcpStream,
        conversation: &mut Conversation,
    ) -> (Outcome, Stage) {
        let mut stage = Stage::Prepared;
        let mut actions = conversation.start(Instant::now());
        let mut bytes = [0; 4096];
        loop {
            let mut broken = false;
            for action in actions.drain(..) {
                match action {
                    Action::Record(next) => {
                        if let Err(error) = self.record(id, operation, &next) {
                            tracing::error!(intent.id = %id, error = %error, "the journal of payments cannot be written");
                            // An approval is settled by asking the terminal whether it is written or not; without
                            // the acknowledgement the customer's charge would be taken back for nothing.
                            if matches!(next, Stage::Sending { .. }) {
                                return (Outcome::declined(DeclineReason::NotJournaled), stage);
                            }
                        }
                        stage = next;
                    }
                    Action::Send(message) => broken |= stream.write_all(&message).is_err(),
                    Action::Show(message) => self.show(id, message),
                    Action::Finish(outcome) => return (outcome, stage),
                }
            }
            actions = if broken {
                conversation.closed()
            } else if self.takes_cancellation(id) {
                conversation.cancel()
            } else {
                match stream.read(&mut bytes) {
                    Ok(0) => conversation.closed(),
                    Ok(count) => {
                        conversation.receive(bytes.get(..count).unwrap_or_default(), Instant::now())
                    }
                    Err(error) if is_silence(error.kind()) => conversation.tick(Instant::now()),
                    Err(_) => conversation.closed(),
                }
            };
        }
    }

    fn record(&self, id: IntentId, operation: Operation, stage: &Stage) -> Result<(), String> {
        let entry = Entry {
            id,
            operation,
            stage: stage.clone(),
        };
        self.journal
            .write(&entry)
            .map_err(|error| error.to_string())
    }

    fn show(&self, id: IntentId, message: ScreenMessage) {
        let mut state = self.lock();
        state.outcomes.insert(id, Outcome::Pending { message });
    }

    fn takes_cancellation(&self, id: IntentId) -> bool {
        let mut state = self.lock();
        state.at_work == Some(id) && std::mem::take(&mut state.cancel)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether asking again may help.
const fn is_askable(doubt: Doubt) -> bool {
    match doubt {
        Doubt::ConnectionLost
        | Doubt::NoAnswer
        | Doubt::NoResult
        | Doubt::Garbled
        | Doubt::Interrupted => true,
        Doubt::OtherAmount
        | Doubt::NotTold
        | Doubt::OtherTransaction
        | Doubt::JournalUnreadable => false,
    }
}

fn prepare(stream: TcpStream, write_limit: Duration) -> io::Result<TcpStream> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(TURN))?;
    stream.set_write_timeout(Some(write_limit))?;
    Ok(stream)
}
