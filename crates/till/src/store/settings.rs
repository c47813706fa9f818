//! Single values.

use rusqlite::{Connection, OptionalExtension};

use super::error::Stored;

/// Reads a value by its dotted name.
pub fn get_setting(connection: &Connection, name: &str) -> Stored<Option<String>> {
    let mut statement = connection.prepare_cached("select value from setting where name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Writes a value.
pub fn put_setting(connection: &Connection, name: &str, value: &str) -> Stored<()> {
    let mut statement = connection.prepare_cached(
        "insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value",
    )?;
    statement.execute([name, value])?;
    Ok(())
}
