//! How a document is brought to the device: what to do next after each answer. No I/O and no clock.

use std::time::{Duration, Instant};

use super::answer::{self, ErrorJson, TaskState};
use crate::fiscal::RESEND_WITHIN;
use crate::fiscal::outcome::{FiscalDoubt, FiscalOutcome, FiscalWait, RefusalReason};

/// How often a document is sent at most. Each time follows an answer that the device does not know it.
const MAX_POSTS: u32 = 3;

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the connection to stand.
    pub connect: Duration,
    /// For one answer of the server.
    pub answer: Duration,
    /// Between two questions.
    pub poll: Duration,
    /// For the outcome.
    pub total: Duration,
}

impl Limits {
    /// What suits a shop: a receipt takes two seconds, a marked one up to half a minute.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(3),
        answer: Duration::from_secs(5),
        poll: Duration::from_millis(300),
        total: Duration::from_secs(45),
    };
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Send the document.
    Post,
    /// Ask for its results, after a pause.
    Get {
        /// The pause.
        after: Duration,
    },
    /// Stop.
    Finish(FiscalOutcome),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The server answered with a status and a body.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body.
        body: Vec<u8>,
    },
    /// Nothing listens there: nothing was sent.
    NotReached,
    /// No answer came, or half of one. The request may have arrived.
    Lost,
}

/// The way of one document.
#[derive(Debug)]
pub struct Conduct {
    limits: Limits,
    deadline: Instant,
    /// Whether the document may be sent when the device does not know it.
    may_post: bool,
    posts: u32,
    /// Whether the server took the document: from then on it is never sent again.
    accepted: bool,
    /// Whether a post went out whose answer is not known.
    in_doubt: bool,
    /// A 409 that may mean “known already” or “not ready”.
    conflict: Option<ErrorJson>,
    wait: Option<FiscalWait>,
    doubt: FiscalDoubt,
}

impl Conduct {
    /// Begins to register a document.
    #[must_use]
    pub fn register(limits: Limits, now: Instant) -> (Self, Next) {
        let mut conduct = Self::new(limits, now, true);
        let next = conduct.post();
        (conduct, next)
    }

    /// Begins to ask for a document; with `resend_age`, the age of its intent, sends it when the device does not know it
    /// and the intent is young.
    #[must_use]
    pub fn ask(limits: Limits, now: Instant, resend_age: Option<Duration>) -> (Self, Next) {
        let may_post = resend_age.is_some_and(|age| age < RESEND_WITHIN);
        let mut conduct = Self::new(limits, now, may_post);
        // An old intent was sent long ago, as far as anybody knows.
        conduct.in_doubt = resend_age.is_some();
        let after = Duration::ZERO;
        (conduct, Next::Get { after })
    }

    fn new(limits: Limits, now: Instant, may_post: bool) -> Self {
        Self {
            limits,
            deadline: now + limits.total,
            may_post,
            posts: 0,
            accepted: false,
            in_doubt: false,
            conflict: None,
            wait: None,
            doubt: FiscalDoubt::NoAnswer,
        }
    }

    /// Takes the reply to a post.
    pub fn posted(&mut self, reply: Reply, now: Instant) -> Next {
        let (status, error) = match reply {
            Reply::NotReached if !self.in_doubt => {
                return refused(RefusalReason::NotReached);
            }
            Reply::NotReached => return self.again(now),
            Reply::Lost => {
                self.in_doubt = true;
                return self.again(now);
            }
            Reply::Answer { status, body } => (status, answer::error_of(&body)),
        };
        match status {
            200..=299 => {
                self.accepted = true;
                self.again(now)
            }
            401 | 403 if self.in_doubt => self.unauthorized(now),
            401 | 403 => refused(RefusalReason::Unauthorized),
            409 => {
                self.conflict = Some(error);
                self.again(now)
            }
            400..=499 if !self.in_doubt => {
                let refusal = answer::refusal(error, Some(RefusalReason::BadRequest));
                Next::Finish(FiscalOutcome::Refused(refusal))
            }
            _ => {
                self.in_doubt = true;
                self.again(now)
            }
        }
    }

    /// Takes the reply to a question.
    pub fn asked(&mut self, reply: Reply, now: Instant) -> Next {
        match reply {
            Reply::NotReached | Reply::Lost => self.again(now),
            Reply::Answer { status, body } => match status {
                200..=299 => match answer::states(&body) {
                    Some(states) => self.told(&states, now),
                    None => self.again(now),
                },
                401 | 403 => self.unauthorized(now),
                404 => self.not_there(),
                _ => self.again(now),
            },
        }
    }

    /// The device knows the request. It is done when all its tasks are, and failed with the first that failed.
    fn told(&mut self, states: &[TaskState], now: Instant) -> Next {
        self.accepted = true;
        let (mut wait, mut last) = (None, None);
        for state in states {
            match state {
                TaskState::Failed(refusal) => {
                    return Next::Finish(FiscalOutcome::Refused(refusal.clone()));
                }
                TaskState::Blocked(blocked) => wait = wait.or(Some(*blocked)),
                TaskState::Working => wait = wait.or(Some(FiscalWait::Working)),
                TaskState::Ready(result) => last = Some(result),
            }
        }
        match (wait, last) {
            (None, Some(result)) => {
                Next::Finish(FiscalOutcome::Done(Box::new(answer::registration(result))))
            }
            (wait, _) => {
                self.wait = wait;
                self.again(now)
            }
        }
    }

    /// The device does not know the document.
    fn not_there(&mut self) -> Next {
        if self.accepted {
            // It took it and has forgotten it: whether it was registered, only its paper tells.
            return Next::Finish(FiscalOutcome::unknown(FiscalDoubt::Forgotten));
        }
        if let Some(conflict) = self.conflict.take() {
            let refusal = answer::refusal(conflict, Some(RefusalReason::DeviceNotReady));
            return Next::Finish(FiscalOutcome::Refused(refusal));
        }
        if self.may_post && self.posts < MAX_POSTS {
            // It has just said so: whatever went out before has not arrived.
            self.in_doubt = false;
            return self.post();
        }
        let doubt = if self.in_doubt {
            FiscalDoubt::Forgotten
        } else {
            FiscalDoubt::NotThere
        };
        Next::Finish(FiscalOutcome::unknown(doubt))
    }

    fn unauthorized(&mut self, now: Instant) -> Next {
        self.doubt = FiscalDoubt::Unauthorized;
        self.deadline = now;
        self.again(now)
    }

    /// Asks again after a pause, until the time is over.
    fn again(&mut self, now: Instant) -> Next {
        if now + self.limits.poll < self.deadline {
            return Next::Get {
                after: self.limits.poll,
            };
        }
        Next::Finish(match self.wait {
            Some(wait) if self.doubt == FiscalDoubt::NoAnswer => FiscalOutcome::Pending { wait },
            Some(_) | None => FiscalOutcome::unknown(self.doubt),
        })
    }

    fn post(&mut self) -> Next {
        self.posts += 1;
        Next::Post
    }
}

fn refused(reason: RefusalReason) -> Next {
    Next::Finish(FiscalOutcome::refused(reason))
}

#[cfg(test)]
mod tests;
