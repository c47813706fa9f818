//! The thread that makes the buyer's view.

use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::view::view;
use crate::engine::Engine;
use crate::store::StoreError;
use crate::till::Till;
use crate::worker_thread::WorkerThread;

/// How often it looks whether the change has stood there for long enough.
const TURN: Duration = Duration::from_millis(500);

/// How long it sleeps when only a bell can change anything.
const LONG: Duration = Duration::from_secs(3600);

/// The running worker. It stops when this is dropped.
#[derive(Debug)]
pub struct Buying {
    till: Till,
    stopped: Arc<AtomicBool>,
    _thread: WorkerThread,
}

impl Buying {
    /// Keeps the view of a till the newest.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(till: &Till) -> Result<Self, StoreError> {
        let stopped = Arc::new(AtomicBool::new(false));
        let (of_thread, engine) = (Arc::clone(&stopped), Arc::clone(till.engine()));
        let thread = WorkerThread::start("bezmen-buyer", move || run(&engine, &of_thread))?;
        Ok(Self {
            till: till.clone(),
            stopped,
            _thread: thread,
        })
    }
}

impl Drop for Buying {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.till.engine().buyer.change(|_| {});
    }
}

fn run(engine: &Engine, stopped: &AtomicBool) {
    let buyer = &engine.buyer;
    while !stopped.load(Ordering::Relaxed) {
        let seen = make(engine);
        let told = buyer.lock();
        let pause = if told.paid.is_some() { TURN } else { LONG };
        let is_same =
            |told: &mut super::Told| told.changes == seen && !stopped.load(Ordering::Relaxed);
        let waited = buyer.bell.wait_timeout_while(told, pause, is_same);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

/// Makes the view; answers the change it was made after.
fn make(engine: &Engine) -> u64 {
    let told = {
        let mut told = engine.buyer.lock();
        let now_ms = engine.clock.now_ms();
        told.paid = told.paid.filter(|paid| !paid.is_past(now_ms));
        told.clone()
    };
    match engine
        .store
        .read(|connection| view(connection, engine, &told))
    {
        Ok(view) => {
            engine.buyer.view.send_if_modified(|shown| {
                let is_other = *shown != view;
                if is_other {
                    *shown = view;
                }
                is_other
            });
        }
        Err(refusal) => {
            tracing::error!(error = %refusal, "what the buyer sees could not be read");
        }
    }
    told.changes
}
