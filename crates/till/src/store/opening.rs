//! Opening the database: version, damage, migrations.

use std::path::Path;
use std::time::Duration;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use rusqlite_migration::{M, Migrations};

use super::error::OpenError;
use super::search::fold;

/// Forward only; a step that has landed is never edited.
const STEPS: &[M<'_>] = &[
    M::up(include_str!("../../../../migrations/till/0001_till.sql")),
    M::up(include_str!(
        "../../../../migrations/till/0002_no_stock.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/till/0003_fewer_pages.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/till/0004_coming_products.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/till/0005_counted_at_once.sql"
    )),
    M::up(include_str!(
        "../../../../migrations/till/0006_marked_pieces.sql"
    )),
];

/// Statements kept compiled per connection: more than all calls use together.
const STATEMENTS_KEPT: usize = 128;

/// Pages that a reading connection keeps, in KiB.
const READER_CACHE_KIB: i64 = 4096;

/// Name of the setting that tells whether the last process stopped by itself.
pub const CLEAN_STOP: &str = "run.clean_stop";

/// Opens the database for writing, checked and on the newest schema.
pub fn open_checked(path: &Path) -> Result<Connection, OpenError> {
    let fault = |error| fault(path, error);
    let existed = path.exists();
    let mut connection = Connection::open(path).map_err(fault)?;
    connection
        .busy_timeout(Duration::from_secs(10))
        .map_err(fault)?;
    let found = schema_version(&connection).map_err(fault)?;
    if found > STEPS.len() {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found,
            known: STEPS.len(),
        });
    }
    set_writer_pragmas(&connection).map_err(fault)?;
    if existed && found > 0 {
        check(&connection, path)?;
    }
    Migrations::from_slice(STEPS)
        .to_latest(&mut connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => fault(err),
            other => OpenError::Corrupt {
                path: path.to_owned(),
                reason: other.to_string(),
            },
        })?;
    mark_stop(&connection, false).map_err(fault)?;
    Ok(connection)
}

/// Opens a connection that can only read.
pub fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // Names of items are compared as search compares them.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("fold", 1, flags, |arguments| {
        Ok(fold(arguments.get_raw(0).as_str()?))
    })?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    // The system keeps the file in memory anyway; here the upper pages of the indexes are enough. Not mapped: a disk that
    // fails is then an error that can be told, and a large catalogue does not count as this program's memory.
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIB)?;
    Ok(connection)
}

/// Remembers whether the process stopped by itself.
pub fn mark_stop(connection: &Connection, clean: bool) -> rusqlite::Result<()> {
    let value = if clean { "yes" } else { "no" };
    connection.execute(
        "insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value",
        (CLEAN_STOP, value),
    )?;
    Ok(())
}

fn schema_version(connection: &Connection) -> rusqlite::Result<usize> {
    let version: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

fn set_writer_pragmas(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // With NORMAL the last commits are lost when the power goes; a sale that was acknowledged must not be.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update_and_check(None, "journal_size_limit", 67_108_864_i64, |_| Ok(()))?;
    Ok(())
}

/// Quick after a clean stop, thorough after a crash.
///
/// The quick one goes table by table, those of the search index included, but does not add the search index up again:
/// with a million products that alone takes longer than a cashier waits for the till.
fn check(connection: &Connection, path: &Path) -> Result<(), OpenError> {
    let fault = |error| fault(path, error);
    let clean: Option<String> = connection
        .query_row(
            "select value from setting where name = ?1",
            [CLEAN_STOP],
            |row| row.get(0),
        )
        .optional()
        .map_err(fault)?;
    let statements = if clean.as_deref() == Some("yes") {
        quick_checks(connection).map_err(fault)?
    } else {
        vec!["pragma integrity_check(1)".to_owned()]
    };
    for statement in statements {
        let verdict: String = connection
            .query_row(&statement, [], |row| row.get(0))
            .map_err(fault)?;
        if verdict != "ok" {
            return Err(OpenError::Corrupt {
                path: path.to_owned(),
                reason: verdict,
            });
        }
    }
    Ok(())
}

fn quick_checks(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    // A virtual table has no root page of its own.
    let mut tables = connection.prepare(
        "select name from sqlite_schema where type = 'table' and rootpage > 0 order by name",
    )?;
    let statements = tables.query_map([], |row| {
        Ok(format!(
            "pragma quick_check(\"{}\")",
            row.get::<_, String>(0)?
        ))
    })?;
    statements.collect()
}

fn fault(path: &Path, error: rusqlite::Error) -> OpenError {
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => OpenError::Corrupt {
            path,
            reason: error.to_string(),
        },
        Some(ErrorCode::DiskFull) => OpenError::DiskFull(path),
        // The file that the connections share is as long as it is from the start: there was no room for it.
        Some(ErrorCode::SystemIoFailure)
            if error.sqlite_error().is_some_and(|cause| {
                cause.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE
            }) =>
        {
            OpenError::DiskFull(path)
        }
        _ => OpenError::Sql {
            path,
            source: error,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_valid() {
        Migrations::from_slice(STEPS)
            .validate()
            .expect("each step applies to the one before");
    }
}
