use bezmen_server::platform::db::Db;
use sqlx::{Connection, PgConnection};
use tempfile::TempDir;

use super::postgres::server_address;

/// A migrated database of its own for one test; it goes away with this value.
pub struct TestDatabase {
    /// The open database.
    pub db: Db,
    /// Its address, for commands that open it themselves.
    pub address: String,
    _folder: Option<TempDir>,
    drop_it: Option<(String, String)>,
}

/// A database in a temporary file.
pub async fn sqlite_database() -> TestDatabase {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("server.db").display());
    let db = Db::open(&address).await.unwrap();
    db.migrate().await.unwrap();
    TestDatabase {
        db,
        address,
        _folder: Some(folder),
        drop_it: None,
    }
}

/// A database in the PostgreSQL server of `TEST_DATABASE_URL`, else in a private one; `None` where none is installed.
pub async fn postgres_database() -> Option<TestDatabase> {
    let server = server_address()?;
    let mut random = [0; 8];
    getrandom::fill(&mut random).unwrap();
    let name = format!("bezmen_test_{}", bezmen_server::platform::db::hex(&random));
    let mut owner = PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&mut owner)
        .await
        .unwrap();
    owner.close().await.unwrap();
    let address = with_database(&server, &name);
    let db = Db::open(&address).await.unwrap();
    db.migrate().await.unwrap();
    Some(TestDatabase {
        db,
        address,
        _folder: None,
        drop_it: Some((server, name)),
    })
}

/// Puts another database's name into an address.
fn with_database(server: &str, name: &str) -> String {
    let (address, options) = server
        .split_once('?')
        .map_or((server, None), |(address, options)| {
            (address, Some(options))
        });
    let authority = address.find("//").map_or(0, |at| at + 2);
    let end = address[authority..]
        .find('/')
        .map_or(address.len(), |at| authority + at);
    let options = options
        .map(|options| format!("?{options}"))
        .unwrap_or_default();
    format!("{}/{name}{options}", &address[..end])
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some((server, name)) = self.drop_it.take() else {
            return;
        };
        // Dropping is not async: a thread with a small runtime of its own removes the database.
        let work = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                if let Ok(mut owner) = PgConnection::connect(&server).await {
                    let text = format!("drop database if exists {name} with (force)");
                    let _ = sqlx::raw_sql(sqlx::AssertSqlSafe(text))
                        .execute(&mut owner)
                        .await;
                }
            });
        });
        let _ = work.join();
    }
}
