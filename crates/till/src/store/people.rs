//! People and their PINs.

use bezmen_contract::wire::row::PersonRow;
use bezmen_domain::id::PersonId;
use bezmen_domain::permission::Role;
use rusqlite::{Connection, OptionalExtension, Row};

use super::columns::{Text, Word};
use super::error::Stored;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRecord {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// argon2id PHC string.
    pub pin_hash: Option<String>,
}

/// Wrong PINs of a person since the last right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PinAttempt {
    /// How many.
    pub wrong: u32,
    /// When the last one was.
    pub last_wrong_ms: i64,
    /// No try before this moment.
    pub locked_until_ms: i64,
}

/// Writes or replaces a person.
pub fn put_person(connection: &Connection, row: &PersonRow) -> Stored<()> {
    let mut statement = connection.prepare_cached(
        "insert into person (id, name, role, pin_hash, active) values (?1, ?2, ?3, ?4, ?5)
        on conflict (id) do update set name = excluded.name, role = excluded.role, pin_hash = excluded.pin_hash,
            active = excluded.active",
    )?;
    statement.execute((
        Text(row.person_id),
        &row.name,
        Word(row.role),
        &row.pin_hash,
        row.active,
    ))?;
    Ok(())
}

/// Reads an active person.
pub fn get_person(connection: &Connection, id: PersonId) -> Stored<Option<PersonRecord>> {
    let mut statement = connection.prepare_cached(
        "select id, name, role, pin_hash from person where id = ?1 and active = 1",
    )?;
    Ok(statement.query_row([Text(id)], record).optional()?)
}

/// Lists the active people by name, each with their wrong PINs.
pub fn staff(connection: &Connection) -> Stored<Vec<(PersonRecord, PinAttempt)>> {
    let mut statement = connection.prepare_cached(
        "select p.id, p.name, p.role, p.pin_hash, coalesce(a.wrong, 0), coalesce(a.last_wrong_ms, 0),
            coalesce(a.locked_until_ms, 0)
        from person p left join pin_attempt a on a.person_id = p.id
        where p.active = 1 order by p.name, p.id",
    )?;
    let rows = statement.query_map([], |row| {
        let attempt = PinAttempt {
            wrong: row.get(4)?,
            last_wrong_ms: row.get(5)?,
            locked_until_ms: row.get(6)?,
        };
        Ok((record(row)?, attempt))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads the wrong PINs of a person.
pub fn pin_attempt(connection: &Connection, id: PersonId) -> Stored<PinAttempt> {
    let mut statement = connection.prepare_cached(
        "select wrong, last_wrong_ms, locked_until_ms from pin_attempt where person_id = ?1",
    )?;
    let attempt = statement
        .query_row([Text(id)], |row| {
            Ok(PinAttempt {
                wrong: row.get(0)?,
                last_wrong_ms: row.get(1)?,
                locked_until_ms: row.get(2)?,
            })
        })
        .optional()?;
    Ok(attempt.unwrap_or_default())
}

/// Keeps the wrong PINs of a person.
pub fn save_pin_attempt(connection: &Connection, id: PersonId, attempt: PinAttempt) -> Stored<()> {
    connection.execute(
        "insert into pin_attempt (person_id, wrong, last_wrong_ms, locked_until_ms) values (?1, ?2, ?3, ?4)
        on conflict (person_id) do update set wrong = excluded.wrong, last_wrong_ms = excluded.last_wrong_ms,
            locked_until_ms = excluded.locked_until_ms",
        (Text(id), attempt.wrong, attempt.last_wrong_ms, attempt.locked_until_ms),
    )?;
    Ok(())
}

/// Forgets the wrong PINs of a person after a right one.
pub fn clear_pin_attempts(connection: &Connection, id: PersonId) -> Stored<()> {
    connection.execute("delete from pin_attempt where person_id = ?1", [Text(id)])?;
    Ok(())
}

fn record(row: &Row<'_>) -> rusqlite::Result<PersonRecord> {
    Ok(PersonRecord {
        id: row.get::<_, Text<_>>(0)?.0,
        name: row.get(1)?,
        role: row.get::<_, Word<_>>(2)?.0,
        pin_hash: row.get(3)?,
    })
}
