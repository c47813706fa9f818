//! The one thread that writes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{OpenError, StoreError};
use super::opening::mark_stop;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Hands work to the writing thread, one piece at a time in the order of asking.
#[derive(Debug)]
pub struct Writer {
    jobs: Option<Sender<Job>>,
    /// Pieces of work that are asked for and not begun.
    waiting: Arc<AtomicUsize>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread with its connection.
    pub fn start(connection: Connection) -> Result<Self, OpenError> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("bezmen-writer".to_owned())
            .spawn(move || work_off(connection, &queue))
            .map_err(|error| OpenError::Folder {
                path: ".".into(),
                reason: error.to_string(),
            })?;
        Ok(Self {
            jobs: Some(jobs),
            waiting: Arc::default(),
            thread: Some(thread),
        })
    }

    /// Runs work in one immediate transaction and waits for it.
    pub fn run<T, E>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = channel();
        let waiting = Arc::clone(&self.waiting);
        let job: Job = Box::new(move |connection| {
            waiting.fetch_sub(1, Ordering::Relaxed);
            let outcome = catch_unwind(AssertUnwindSafe(|| in_transaction(connection, work)));
            // Nobody waits any more when the caller's thread has died; the work is committed all the same.
            let _ = answer.send(outcome.unwrap_or_else(|_| Err(StoreError::Panicked.into())));
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        self.waiting.fetch_add(1, Ordering::Relaxed);
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        answered.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Writer {
    /// Whether somebody waits for the work that is under way.
    pub fn is_awaited(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn in_transaction<T, E: From<StoreError>>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(StoreError::from)?;
    let answer = work(&transaction)?;
    transaction.commit().map_err(StoreError::from)?;
    Ok(answer)
}

fn work_off(mut connection: Connection, queue: &Receiver<Job>) {
    for job in queue {
        job(&mut connection);
    }
    if let Err(error) = mark_stop(&connection, true) {
        tracing::warn!(error = %error, "the clean stop could not be noted; the next start checks the whole database");
    }
}
