//! What a conversation may take and what it asks its driver to do.

use std::time::Duration;

use super::verdict::Known;
use crate::terminal::Operation;
use crate::terminal::journal::Stage;
use crate::terminal::outcome::{Outcome, ScreenMessage};

/// How long to wait for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For the connection to stand.
    pub connect: Duration,
    /// For a request to be understood (T3 of PA00P016).
    pub answer: Duration,
    /// For the terminal to say anything while it leads (T4).
    pub silence: Duration,
    /// For a terminal to become idle and tell its last transaction, connecting again included.
    pub inquiry: Duration,
    /// Between two tries.
    pub retry: Duration,
}

impl Limits {
    /// What suits a shop: a card payment takes a minute at most, and a terminal says something at each step of it.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(5),
        answer: Duration::from_secs(5),
        silence: Duration::from_secs(180),
        inquiry: Duration::from_secs(60),
        retry: Duration::from_millis(500),
    };
}

/// What is to be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Write the stage to the journal before what follows. When [`Stage::Sending`] cannot be written, nothing that follows
    /// may be done: no charge goes out that nobody would remember. When [`Stage::Heard`] cannot, what follows is done all
    /// the same: the stage before it is in the journal, so after a crash the terminal is asked what became of the charge.
    Record(Stage),
    /// Send bytes.
    Send(Vec<u8>),
    /// Show a sentence.
    Show(ScreenMessage),
    /// The conversation is over.
    Finish(Outcome),
}

/// What a conversation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Purpose {
    Perform {
        operation: Operation,
        command: Vec<u8>,
    },
    Inquire(Known),
    Tell,
}

/// The request that is being answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Register,
    Before,
    Command,
    Abort,
    Enquire,
    Last,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The request has gone out.
    Asked,
    /// The terminal leads.
    Led,
    /// The request is sent again later.
    Paused,
    Over,
}

impl Step {
    /// How long the terminal may say nothing while it leads: only a payment waits for people.
    pub(super) fn patience(self, limits: &Limits) -> Duration {
        match self {
            Self::Command => limits.silence,
            Self::Register | Self::Before | Self::Abort | Self::Enquire | Self::Last => {
                limits.answer * 2
            }
        }
    }
}
