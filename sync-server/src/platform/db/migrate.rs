use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::{Connection, PgConnection, SqlSafeStr};

use super::open::{APP_ROLE, Pools, PostgresDb};
use super::{Db, DbError};

/// Every migration by its number, in the words of each engine. A landed migration is never edited.
macro_rules! migrations {
    ($engine:literal) => {
        [
            (
                1,
                "platform",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0001_platform.sql"
                )),
            ),
            (
                2,
                "sync",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0002_sync.sql"
                )),
            ),
            (
                3,
                "sign_in",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0003_sign_in.sql"
                )),
            ),
        ]
    };
}

static SQLITE: &[(i64, &str, &str)] = &migrations!("sqlite");
static POSTGRES: &[(i64, &str, &str)] = &migrations!("postgres");

/// Where the database remembers which migrations it has.
const TABLE: &str = "_sqlx_migrations";

fn migrator(list: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migration = |(version, name, text): &(i64, &'static str, &'static str)| {
        Migration::new(
            *version,
            (*name).into(),
            MigrationType::Simple,
            text.into_sql_str(),
            false,
        )
    };
    Migrator::with_migrations(list.iter().map(migration).collect())
}

/// How the schema stands against this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// As this program needs it.
    Current,
    /// Migrations are missing: run `bezmen-server migrate`.
    Behind,
    /// Written by a newer program: run that one.
    Ahead,
}

/// The schema cannot be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateDbError {
    /// A migration failed; the database stands at the one before it.
    #[error("a migration failed, the database stands where it stood before it: {0}")]
    Migration(#[from] MigrateError),
    /// The database does not answer or refuses a statement.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A table stands outside row-level security.
    #[error("the table {0} is not behind row-level security: its migration forgot to protect it")]
    Unprotected(String),
}

impl From<sqlx::Error> for MigrateDbError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(DbError(error))
    }
}

impl Db {
    /// Brings the schema up to date. On PostgreSQL the address must name the owner of the tables (or whoever may create them).
    pub async fn migrate(&self) -> Result<(), MigrateDbError> {
        match &self.pools {
            Pools::Sqlite(db) => migrator(SQLITE).run(&db.write).await?,
            Pools::Postgres(db) => migrate_postgres(db).await?,
        }
        Ok(())
    }

    /// Compares the schema with what this program needs.
    pub async fn schema_state(&self) -> Result<SchemaState, DbError> {
        let (needed, found) = match &self.pools {
            Pools::Sqlite(db) => (
                newest(SQLITE),
                newest_applied(&mut *db.read.acquire().await?).await,
            ),
            Pools::Postgres(db) => {
                let mut connection = PgConnection::connect_with(&db.owner).await?;
                let found = newest_applied(&mut connection).await;
                connection.close().await?;
                (newest(POSTGRES), found)
            }
        };
        Ok(match found.cmp(&needed) {
            std::cmp::Ordering::Less => SchemaState::Behind,
            std::cmp::Ordering::Equal => SchemaState::Current,
            std::cmp::Ordering::Greater => SchemaState::Ahead,
        })
    }
}

fn newest(list: &[(i64, &str, &str)]) -> i64 {
    list.iter()
        .map(|(version, ..)| *version)
        .max()
        .unwrap_or_default()
}

/// A database without the table of migrations is an empty one.
async fn newest_applied<C: Migrate>(connection: &mut C) -> i64 {
    let applied = connection
        .list_applied_migrations(TABLE)
        .await
        .unwrap_or_default();
    applied
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

async fn migrate_postgres(db: &PostgresDb) -> Result<(), MigrateDbError> {
    let mut owner = PgConnection::connect_with(&db.owner).await?;
    migrator(POSTGRES).run(&mut owner).await?;
    grant(&mut owner).await?;
    let unprotected: Option<(String,)> = sqlx::query_as(
        "select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace \
         where n.nspname = current_schema() and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity) \
           and c.relname <> '_sqlx_migrations' order by 1 limit 1",
    )
    .fetch_optional(&mut owner)
    .await?;
    owner.close().await?;
    match unprotected {
        Some((table,)) => Err(MigrateDbError::Unprotected(table)),
        None => Ok(()),
    }
}

/// Lets the application's role use every table there is now; a migration need not think of it.
async fn grant(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    debug_assert_eq!(APP_ROLE, "bezmen_app");
    sqlx::raw_sql(
        "grant bezmen_app to current_user;
         grant select, insert, update, delete on all tables in schema public to bezmen_app;
         revoke insert, update, delete on _sqlx_migrations from bezmen_app;
         grant usage on schema public to bezmen_app;",
    )
    .execute(owner)
    .await?;
    Ok(())
}
