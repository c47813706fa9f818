//! Connections that only read.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::error::StoreError;
use super::opening::open_reader;

/// Connections kept open between uses: screens ask a few things at once, never many.
const KEPT: usize = 4;

/// A pool that grows with need and keeps a few.
#[derive(Debug)]
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    /// An empty pool.
    pub fn new(path: PathBuf) -> Self {
        Self {
            path,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Lends a connection to the work, which sees the database as it is at one moment, however many times it asks.
    pub fn run<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.path).map_err(StoreError::from)?,
        };
        let answer = at_one_moment(&connection, work);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
        answer
    }
}

/// A panic in the work leaves the transaction open, and its connection is not lent again.
fn at_one_moment<T, E: From<StoreError>>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let say = |sql: &str| -> Result<(), StoreError> {
        connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    };
    say("begin")?;
    let answer = work(connection);
    say("rollback")?;
    answer
}

#[cfg(test)]
mod tests {
    use crate::store::{Store, StoreError, get_setting, put_setting};

    #[test]
    fn a_look_of_several_questions_sees_one_moment() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let put = |value: &'static str| {
            store.write::<_, StoreError>(|tx| put_setting(tx, "test.moment", value))
        };
        put("before").unwrap();
        let (first, second) = store
            .read(|connection| {
                let first = get_setting(connection, "test.moment")?;
                put("after")?;
                Ok::<_, StoreError>((first, get_setting(connection, "test.moment")?))
            })
            .unwrap();
        assert_eq!(first.as_deref(), Some("before"));
        assert_eq!(second, first);
        let next = store.read(|connection| get_setting(connection, "test.moment"));
        assert_eq!(next.unwrap().as_deref(), Some("after"));
    }
}
