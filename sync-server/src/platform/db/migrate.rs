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
            (
                4,
                "company_by_name",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0004_company_by_name.sql"
                )),
            ),
            (
                5,
                "rows_by_revision",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0005_rows_by_revision.sql"
                )),
            ),
            (
                6,
                "marked_pieces",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0006_marked_pieces.sql"
                )),
            ),
            (
                7,
                "barcode_rules",
                include_str!(concat!(
                    "../../../../migrations/server-",
                    $engine,
                    "/0007_barcode_rules.sql"
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
    /// Nothing of this program is there: run `bezmen-server migrate`, or look elsewhere.
    Empty,
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
    /// Migrations are there that this program does not know.
    #[error("the database is newer than this program: start the newer program")]
    Ahead,
    /// The role that shall see one company at a time can step around the policies.
    #[error(
        "the role bezmen_app {0}, so row-level security would not hold it: make it a plain role without rights of its own"
    )]
    StrongRole(&'static str),
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
            Pools::Sqlite(db) => migrator(SQLITE).run(&db.write).await.map_err(failed)?,
            Pools::Postgres(db) => migrate_postgres(db).await?,
        }
        Ok(())
    }

    /// Refuses to work under a role that row-level security does not hold: roles belong to the whole cluster, and whoever
    /// runs it may have made `bezmen_app` before, or strengthened it since.
    pub async fn refuse_strong_role(&self) -> Result<(), MigrateDbError> {
        if let Pools::Postgres(db) = &self.pools {
            let mut connection = PgConnection::connect_with(&db.owner).await?;
            let checked = strong_role(&mut connection).await;
            connection.close().await?;
            checked?;
        }
        Ok(())
    }

    /// Compares the schema with what this program needs.
    pub async fn schema_state(&self) -> Result<SchemaState, DbError> {
        let (needed, found) = match &self.pools {
            Pools::Sqlite(db) => (
                newest(SQLITE),
                newest_applied(&mut *db.read.acquire().await?).await?,
            ),
            Pools::Postgres(db) => {
                let mut connection = PgConnection::connect_with(&db.owner).await?;
                let found = newest_applied(&mut connection).await?;
                connection.close().await?;
                (newest(POSTGRES), found)
            }
        };
        Ok(match found.cmp(&needed) {
            std::cmp::Ordering::Less if found == 0 => SchemaState::Empty,
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

/// The newest migration a database has; 0 when it has no table of them, which is an empty database. Any other failure is
/// one: a damaged file or a login without rights is no old database.
async fn newest_applied<C: Migrate>(connection: &mut C) -> Result<i64, DbError> {
    match connection.list_applied_migrations(TABLE).await {
        Ok(applied) => Ok(applied
            .iter()
            .map(|migration| migration.version)
            .max()
            .unwrap_or_default()),
        Err(MigrateError::Execute(sqlx::Error::Database(error)))
            if is_missing_table(error.as_ref()) =>
        {
            Ok(0)
        }
        Err(MigrateError::Execute(error)) => Err(DbError(error)),
        Err(other) => Err(DbError(sqlx::Error::Migrate(Box::new(other)))),
    }
}

/// PostgreSQL has a code for it, SQLite only words.
fn is_missing_table(error: &dyn sqlx::error::DatabaseError) -> bool {
    error.code().as_deref() == Some("42P01") || error.message().starts_with("no such table")
}

fn failed(error: MigrateError) -> MigrateDbError {
    match error {
        MigrateError::VersionMissing(_) => MigrateDbError::Ahead,
        error => MigrateDbError::Migration(error),
    }
}

async fn migrate_postgres(db: &PostgresDb) -> Result<(), MigrateDbError> {
    let mut owner = PgConnection::connect_with(&db.owner).await?;
    strong_role(&mut owner).await?;
    migrator(POSTGRES).run(&mut owner).await.map_err(failed)?;
    strong_role(&mut owner).await?;
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

/// Finds what would let the application's role step around the policies. Without the role nothing does.
async fn strong_role(connection: &mut PgConnection) -> Result<(), MigrateDbError> {
    let role: Option<(bool, bool, bool)> = sqlx::query_as(
        "select r.rolsuper, r.rolbypassrls, exists ( \
             select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace \
             where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm') and pg_has_role(r.oid, c.relowner, 'usage')) \
         from pg_roles r where r.rolname = $1",
    )
    .bind(APP_ROLE)
    .fetch_optional(connection)
    .await?;
    match role {
        Some((true, _, _)) => Err(MigrateDbError::StrongRole("is a superuser")),
        Some((_, true, _)) => Err(MigrateDbError::StrongRole("bypasses row-level security")),
        Some((_, _, true)) => Err(MigrateDbError::StrongRole("owns tables")),
        Some((false, false, false)) | None => Ok(()),
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
