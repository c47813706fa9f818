//! The database: SQLite or PostgreSQL behind one set of statements.
//!
//! A repository writes a query once, in the SQL that both engines speak, with `$1` parameters:
//!
//! ```ignore
//! let mut tx = db.write(tenant_id).await?;
//! let name: Option<(String,)> = sql("select name from store where tenant_id = $1 and id = $2")
//!     .bind(tenant_id)
//!     .bind(store_id)
//!     .optional(&mut tx)
//!     .await?;
//! tx.commit().await?;
//! ```
//!
//! * **Every transaction has a scope.** [`Db::write`] and [`Db::read`] see the rows of one company. [`Db::write_by_key`] and
//!   [`Db::read_by_key`] see, on PostgreSQL, only rows that carry exactly the presented key (a session's token hash, an
//!   e-mail at sign-in): there is no scope that sees everything, so there is nothing that a wrong query could leak through.
//! * Every statement names `tenant_id` all the same: on SQLite it is the only wall, on PostgreSQL row-level security is the second.
//! * A write transaction is `begin immediate` on SQLite's single writing connection. A read transaction is one snapshot on both engines.
//! * A transaction that is dropped without [`Tx::commit`] is rolled back.
//! * Locks are taken in one order, or two writers could wait for each other: a terminal's head, then a [`Matter`], then rows,
//!   then stream counters ([`crate::platform::feed`]) in the order of their names.

mod arg;
mod bulk;
mod by_keys;
mod filter;
mod matter;
mod migrate;
mod open;
mod sql;
mod tx;

pub use arg::Arg;
pub use bulk::Bulk;
pub use by_keys::{ByKeys, Keys};
pub use filter::Filter;
pub use matter::Matter;
pub use migrate::{MigrateDbError, SchemaState};
pub use open::{Db, OpenDbError, server_place, sqlite_file};
pub use sql::{Row, Sql, sql, sql_built};
pub use tx::{Key, Published, Tx};

/// Writes bytes in lower-case hexadecimal, as PostgreSQL's `encode(…, 'hex')` does.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing into a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// A statement or a connection failed.
#[derive(Debug, thiserror::Error)]
#[error("database: {0}")]
pub struct DbError(#[from] pub sqlx::Error);

impl DbError {
    /// Says whether the statement broke a uniqueness rule (a primary key or a unique index).
    pub fn is_unique_violation(&self) -> bool {
        matches!(&self.0, sqlx::Error::Database(error) if error.is_unique_violation())
    }

    /// Says whether the statement failed for a value in it rather than for the state the database is in: SQLSTATE classes 22,
    /// 23 and 54 (a text longer than an index takes); SQLite's too big, constraint and mismatch.
    pub fn is_refused_value(&self) -> bool {
        let sqlx::Error::Database(error) = &self.0 else {
            return false;
        };
        let code = error.code().unwrap_or_default();
        let is_postgres = code.len() == 5
            && ["22", "23", "54"]
                .iter()
                .any(|class| code.starts_with(class));
        let is_sqlite = code.len() < 5
            && code
                .parse::<u32>()
                .is_ok_and(|code| matches!(code & 0xff, 18..=20));
        is_postgres || is_sqlite
    }

    /// Says whether the file of an embedded database is damaged or is none.
    pub fn is_damage(&self) -> bool {
        // SQLITE_CORRUPT and SQLITE_NOTADB; the upper bits say more exactly where it was found.
        matches!(&self.0, sqlx::Error::Database(error)
            if error.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some()
                && error.code().is_some_and(|code| code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 11 | 26))))
    }

    /// Says whether the statement broke a reference to another row.
    pub fn is_foreign_key_violation(&self) -> bool {
        matches!(&self.0, sqlx::Error::Database(error) if error.is_foreign_key_violation())
    }
}
