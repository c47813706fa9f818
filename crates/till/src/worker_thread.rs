//! The threads of the till's workers.

use std::io;
use std::thread::{self, JoinHandle};

use tokio::runtime::{Builder, Runtime};

use crate::store::StoreError;

/// A thread that is waited for when this is dropped. Whoever keeps it tells it to end first, in a drop of their own.
#[derive(Debug)]
pub struct WorkerThread(Option<JoinHandle<()>>);

impl WorkerThread {
    /// Starts a thread of this name.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        name: &'static str,
        work: impl FnOnce() + Send + 'static,
    ) -> Result<Self, StoreError> {
        Ok(Self(Some(spawn(name, work)?)))
    }
}

impl Drop for WorkerThread {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // A thread that panicked has said so already.
            let _ = thread.join();
        }
    }
}

/// Starts a thread of this name that nobody has to wait for.
///
/// # Errors
/// The system gives no thread.
pub fn spawn(
    name: &'static str,
    work: impl FnOnce() + Send + 'static,
) -> Result<JoinHandle<()>, StoreError> {
    let builder = thread::Builder::new().name(name.to_owned());
    builder.spawn(work).map_err(|error| refused(name, &error))
}

/// What a worker of this name waits in for several things at once.
///
/// # Errors
/// The system gives no place to wait in.
pub fn runtime(name: &'static str) -> Result<Runtime, StoreError> {
    let built = Builder::new_current_thread().enable_time().build();
    built.map_err(|error| refused(name, &error))
}

fn refused(name: &'static str, error: &io::Error) -> StoreError {
    StoreError::File {
        path: name.to_owned(),
        reason: error.to_string(),
    }
}
