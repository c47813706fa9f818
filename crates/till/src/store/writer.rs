//! The one connection that writes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use parking_lot::FairMutex;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::StoreError;
use super::opening::mark_stop;

/// Lends the connection to one caller at a time, in the order of asking.
///
/// The work is done by the thread that asks: to wake another one and to be woken by it costs a payment a tenth of its time.
#[derive(Debug)]
pub struct Writer {
    connection: FairMutex<Connection>,
}

impl Writer {
    /// Lends this connection from now on.
    pub fn new(connection: Connection) -> Self {
        Self {
            connection: FairMutex::new(connection),
        }
    }

    /// Runs work in one immediate transaction.
    pub fn run<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut connection = self.connection.lock();
        // A panic rolls the transaction back and leaves the connection whole for the next caller.
        catch_unwind(AssertUnwindSafe(|| in_transaction(&mut connection, work)))
            .unwrap_or_else(|_| Err(StoreError::Panicked.into()))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Err(error) = mark_stop(self.connection.get_mut(), true) {
            tracing::warn!(error = %error, "the clean stop could not be noted; the next start checks the whole database");
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
