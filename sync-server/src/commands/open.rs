use crate::platform::config::{ServeSettings, Settings, decide};
use crate::platform::db::{Db, OpenDbError, SchemaState, server_place, sqlite_file};

/// What a command does about a database that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absent {
    /// Refuses: work done on a new and empty database would look like work done on the one that was meant.
    Refused,
    /// Makes it.
    Made,
}

/// Opens the database of a command that works on what is there. An embedded one is brought up to date on the way; a
/// PostgreSQL server has an owner who does that.
pub(super) async fn open(settings: Settings) -> anyhow::Result<Db> {
    let config = decide(settings, ServeSettings::default())?;
    opened(&config.database_url, Absent::Refused).await
}

/// Opens the database of a command that may be the first one.
pub(super) async fn open_or_make(settings: Settings) -> anyhow::Result<Db> {
    let config = decide(settings, ServeSettings::default())?;
    open_at(&config.database_url).await
}

/// Opens the database at an address; an embedded one is made when it is not there.
pub(super) async fn open_at(address: &str) -> anyhow::Result<Db> {
    opened(address, Absent::Made).await
}

async fn opened(address: &str, absent: Absent) -> anyhow::Result<Db> {
    if absent == Absent::Refused {
        refuse_no_file(address)?;
    }
    let opened = opened_as_it_is(address, absent).await;
    opened.map_err(|error| about(address, error))
}

async fn opened_as_it_is(address: &str, absent: Absent) -> anyhow::Result<Db> {
    let db = Db::open(address).await?;
    let seen = db.schema_state().await;
    let mut state = seen.map_err(|error| match sqlite_file(address) {
        Some(path) if error.is_damage() => anyhow::Error::from(OpenDbError::Damaged {
            path: path.to_owned(),
            source: error,
        }),
        _ => error.into(),
    })?;
    if let Some(path) = sqlite_file(address) {
        if state == SchemaState::Empty && absent == Absent::Refused {
            anyhow::bail!(no_database(path));
        }
        if matches!(state, SchemaState::Empty | SchemaState::Behind) {
            db.migrate().await?;
            state = SchemaState::Current;
        }
    }
    db.refuse_strong_role().await?;
    match state {
        SchemaState::Current => Ok(db),
        SchemaState::Empty => {
            anyhow::bail!(
                "the database is empty: check --database-url, restore it, or run bezmen-server migrate with the owner's address for a \
                 new one"
            )
        }
        SchemaState::Behind => {
            anyhow::bail!(
                "the database is older than this program: run bezmen-server migrate with the owner's address first"
            )
        }
        SchemaState::Ahead => {
            anyhow::bail!("the database is newer than this program: start the newer program")
        }
    }
}

/// Nothing is made on the way to the refusal, not even the folder.
fn refuse_no_file(address: &str) -> anyhow::Result<()> {
    Db::check_address(address)?;
    if let Some(path) = sqlite_file(address) {
        let is_there = std::fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0);
        anyhow::ensure!(is_there, no_database(path));
    }
    Ok(())
}

fn no_database(path: &std::path::Path) -> String {
    format!(
        "there is no database in {}: check --data or --database-url; bezmen-server tenant create begins a new one",
        path.display()
    )
}

/// Names the PostgreSQL server, without its password, in an error that is about reaching it.
pub(super) fn about(address: &str, error: anyhow::Error) -> anyhow::Error {
    let Some(place) = server_place(address) else {
        return error;
    };
    let cause = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<sqlx::Error>());
    match cause {
        Some(sqlx::Error::Io(why)) => anyhow::anyhow!(
            "no PostgreSQL answers at {place} ({why}): start it, or correct --database-url"
        ),
        // 28… is a login that is refused, 3D000 a database that is not there.
        Some(sqlx::Error::Database(why))
            if why
                .code()
                .is_some_and(|code| code.starts_with("28") || code == "3D000") =>
        {
            anyhow::anyhow!(
                "PostgreSQL at {place} refuses ({}): correct --database-url",
                why.message()
            )
        }
        _ => error,
    }
}
