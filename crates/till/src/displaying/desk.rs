//! What the worker and the technician's bench share.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard};

use bezmen_contract::till::DisplaySettings;
use bezmen_devices::display::DisplayView;
use tokio::sync::Notify;

use crate::engine::lock;

/// How the customer display is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DisplayLink {
    /// None is set up, or no worker runs.
    #[default]
    Absent,
    /// Its settings cannot be used: why, and what to do.
    Unusable(String),
    /// It is being connected.
    Connecting,
    /// It hangs on the receipt printer, which prints.
    PrinterBusy,
    /// These two lines went out.
    Shown([String; 2]),
    /// A technician tries one.
    OnTrial,
    /// It cannot be reached: why, and what to do.
    Failed(String),
}

/// What came of a trial: the lines that went out, or why not.
pub type TrialOutcome = Result<[String; 2], String>;

/// A text for a display that is being set up.
#[derive(Debug)]
pub struct Trial {
    /// The display.
    pub display: DisplaySettings,
    /// The text.
    pub view: DisplayView,
    /// Where the outcome goes.
    pub answer: Sender<TrialOutcome>,
}

#[derive(Debug, Default)]
struct Inner {
    link: DisplayLink,
    trial: Option<Trial>,
    has_worker: bool,
}

/// Shared by the worker and the bench.
#[derive(Debug, Default)]
pub struct DisplayDesk {
    inner: Mutex<Inner>,
    bell: Notify,
}

impl DisplayDesk {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        lock(&self.inner)
    }

    /// How the display is.
    pub fn link(&self) -> DisplayLink {
        self.lock().link.clone()
    }

    /// Notes how the display is.
    pub(super) fn show(&self, link: DisplayLink) {
        self.lock().link = link;
    }

    /// Asks the worker to show a text; nothing when none runs. One that was asked for before and is not begun is forgotten.
    pub fn try_out(
        &self,
        display: DisplaySettings,
        view: DisplayView,
    ) -> Option<Receiver<TrialOutcome>> {
        let (answer, outcome) = channel();
        let mut inner = self.lock();
        if !inner.has_worker {
            return None;
        }
        inner.trial = Some(Trial {
            display,
            view,
            answer,
        });
        drop(inner);
        self.bell.notify_one();
        Some(outcome)
    }

    pub(super) fn take_trial(&self) -> Option<Trial> {
        self.lock().trial.take()
    }

    /// A worker begins or ends.
    pub(super) fn man(&self, has_worker: bool) {
        let mut inner = self.lock();
        inner.has_worker = has_worker;
        inner.link = DisplayLink::Absent;
        inner.trial = None;
    }

    /// Ends when a trial is asked for.
    pub(super) async fn rung(&self) {
        self.bell.notified().await;
    }
}
