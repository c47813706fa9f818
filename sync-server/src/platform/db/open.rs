use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor, PgPool, SqlitePool};
use tokio::sync::broadcast;

use super::{DbError, Published};

/// The role under which every statement of a running server is executed on PostgreSQL: it owns nothing and bypasses nothing.
pub(super) const APP_ROLE: &str = "bezmen_app";

/// How long a request waits for a free connection before it is told to come later.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);

/// How long SQLite waits for a lock that another process holds (a backup, a second command).
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// SQLite readers: enough for the console next to pulling tills; each holds its own page cache.
const SQLITE_READERS: u32 = 8;
/// What connections to an embedded database keep of it, as SQLite writes it: KiB, negative. The one that writes keeps the upper
/// pages of every index; readers, of which there are more, leave the rest to the system.
const WRITER_CACHE: &str = "-32768";
const READER_CACHE: &str = "-8192";

/// PostgreSQL connections of one server; its default limit is 100 for all clients.
const POSTGRES_CONNECTIONS: u32 = 16;

/// The open database. Cloning shares the pools.
#[derive(Debug, Clone)]
pub struct Db {
    pub(super) pools: Pools,
    pub(super) published: broadcast::Sender<Published>,
}

/// Streams published while a listener is busy; a listener that falls further behind reads the heads again.
const PUBLISHED_CAPACITY: usize = 1024;

/// The engine chosen when the database was opened.
#[derive(Debug, Clone)]
pub(super) enum Pools {
    Sqlite(SqliteDb),
    Postgres(Box<PostgresDb>),
}

/// SQLite with one writing connection, so that writers queue here and not inside SQLite, and a pool of readers.
#[derive(Debug, Clone)]
pub(super) struct SqliteDb {
    pub(super) write: SqlitePool,
    pub(super) read: SqlitePool,
}

/// PostgreSQL: `pool` runs as [`APP_ROLE`]; `owner` is what the address names and is used by migrations only.
#[derive(Debug, Clone)]
pub(super) struct PostgresDb {
    pub(super) pool: PgPool,
    pub(super) owner: PgConnectOptions,
}

/// The database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenDbError {
    /// The address names no known engine.
    #[error("the database address must start with sqlite: or postgres:, not {0:?}")]
    UnknownScheme(String),
    /// The address of an embedded database has no file in it.
    #[error("the database address names no file; write sqlite:FILE")]
    NoFile,
    /// The address cannot be read.
    #[error("the database address cannot be read: {0}")]
    BadAddress(#[source] sqlx::Error),
    /// The folder of the database file cannot be made.
    #[error("the folder {path} cannot be created: {source}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file cannot be opened or the server does not answer.
    #[error("the database does not open: {0}")]
    Connect(#[source] sqlx::Error),
    /// The file is no database, or not a whole one.
    #[error(
        "{path} is damaged ({source}): restore it from a backup, then run bezmen-server restored"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the engine says.
        source: DbError,
    },
}

/// The file of an embedded database; `None` for an address of another engine.
pub fn sqlite_file(address: &str) -> Option<&Path> {
    let path = address.strip_prefix("sqlite:")?;
    Some(Path::new(path.trim_start_matches("//")))
}

/// Names the PostgreSQL server and the database of an address, without login and password; `None` for another engine or an
/// address that cannot be read.
pub fn server_place(address: &str) -> Option<String> {
    let Ok(Place::Server(options)) = Place::of(address) else {
        return None;
    };
    let host = match options.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => options.get_host().to_owned(),
    };
    let database = options.get_database().unwrap_or(options.get_username());
    Some(format!("{host}:{}/{database}", options.get_port()))
}

/// Where an address says that the database is.
enum Place<'a> {
    File(&'a Path),
    Server(Box<PgConnectOptions>),
}

impl<'a> Place<'a> {
    fn of(address: &'a str) -> Result<Self, OpenDbError> {
        let scheme = address.split(':').next().unwrap_or_default();
        match (sqlite_file(address), scheme) {
            (Some(path), _) if path.as_os_str().is_empty() => Err(OpenDbError::NoFile),
            (Some(path), _) => Ok(Self::File(path)),
            (None, "postgres" | "postgresql") => PgConnectOptions::from_str(address)
                .map(|options| Self::Server(Box::new(options)))
                .map_err(OpenDbError::BadAddress),
            (None, _) => Err(OpenDbError::UnknownScheme(scheme.to_owned())),
        }
    }
}

impl Db {
    /// Says whether an address can be one of a database, before anything is made for it. Nothing is opened.
    pub fn check_address(address: &str) -> Result<(), OpenDbError> {
        Place::of(address).map(drop)
    }

    /// Opens the database an address names: `sqlite:<path>` or `postgres://…`. The schema is not touched; see [`Db::migrate`].
    pub async fn open(address: &str) -> Result<Self, OpenDbError> {
        let pools = match Place::of(address)? {
            Place::File(path) => open_sqlite(path).await?,
            Place::Server(options) => open_postgres(*options),
        };
        Ok(Self {
            pools,
            published: broadcast::Sender::new(PUBLISHED_CAPACITY),
        })
    }

    /// Hears of every stream that this process moves, after the commit that moved it.
    pub fn published(&self) -> broadcast::Receiver<Published> {
        self.published.subscribe()
    }

    /// Names the engine for logs and metrics.
    pub fn engine(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite(_) => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }

    /// Asks the database for an answer, for readiness.
    pub async fn ping(&self) -> Result<(), DbError> {
        match &self.pools {
            Pools::Sqlite(db) => db.read.execute("select 1").await.map(drop)?,
            Pools::Postgres(db) => db.pool.execute("select 1").await.map(drop)?,
        }
        Ok(())
    }

    /// Closes the pools after the running statements.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(db) => {
                db.read.close().await;
                db.write.close().await;
            }
            Pools::Postgres(db) => db.pool.close().await,
        }
    }
}

async fn open_sqlite(path: &Path) -> Result<Pools, OpenDbError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|source| OpenDbError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("temp_store", "memory")
        .pragma("cache_size", WRITER_CACHE)
        .optimize_on_close(true, None)
        .statement_cache_capacity(512)
        .disable_statement_logging();
    let write = SqlitePoolOptions::new()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_with(options.clone())
        .await
        .map_err(|error| match DbError(error) {
            error if error.is_damage() => OpenDbError::Damaged {
                path: path.to_owned(),
                source: error,
            },
            DbError(error) => OpenDbError::Connect(error),
        })?;
    let read = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .connect_lazy_with(
            options
                .pragma("query_only", "true")
                .pragma("cache_size", READER_CACHE),
        );
    Ok(Pools::Sqlite(SqliteDb { write, read }))
}

fn open_postgres(options: PgConnectOptions) -> Pools {
    let owner = options
        .application_name("bezmen-server")
        .statement_cache_capacity(512)
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // Whatever the address logs in as, statements run as the role that cannot step around the policies.
                connection
                    .execute("set role bezmen_app; set synchronous_commit = on")
                    .await?;
                Ok(())
            })
        })
        .connect_lazy_with(owner.clone());
    Pools::Postgres(Box::new(PostgresDb { pool, owner }))
}
