//! A copy of the server's database, as a backup holds it.

use bezmen_server::platform::clock::Clock;
use bezmen_server::sync::raise_server_epoch;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::world::World;

/// All rows of a database, kept beside it under other names.
pub struct Kept {
    tables: Vec<String>,
}

impl World {
    /// Copies the server's database.
    pub fn keep(&self) -> Kept {
        let tables = self.tables();
        let copies = tables
            .iter()
            .map(|table| format!("create table kept_{table} as select * from {table};"));
        self.as_owner(&copies.collect::<String>());
        Kept { tables }
    }

    /// Puts the copy in the database's place, and says so to the server as whoever restores a backup has to.
    pub fn restore(&self, kept: &Kept) {
        let rows = kept.tables.iter().map(|table| {
            format!("delete from {table}; insert into {table} select * from kept_{table};")
        });
        // The tables come in any order, so nothing may look at references meanwhile.
        let unchecked = if self.address.starts_with("sqlite:") {
            "pragma foreign_keys = off; begin immediate;"
        } else {
            "set session_replication_role = replica; begin;"
        };
        self.as_owner(&format!("{unchecked} {} commit;", rows.collect::<String>()));
        self.shop
            .runtime
            .block_on(raise_server_epoch(&self.shop.db, &Clock::system()))
            .unwrap();
    }

    fn tables(&self) -> Vec<String> {
        let names: Vec<(String,)> = self.shop.runtime.block_on(async {
            match self.address.strip_prefix("sqlite:") {
                Some(path) => {
                    let mut owner = SqliteConnection::connect(path).await.unwrap();
                    let text = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
                    sqlx::query_as(text).fetch_all(&mut owner).await.unwrap()
                }
                None => {
                    let mut owner = PgConnection::connect(&self.address).await.unwrap();
                    let text =
                        "select tablename::text from pg_tables where schemaname = 'public'";
                    sqlx::query_as(text).fetch_all(&mut owner).await.unwrap()
                }
            }
        });
        names.into_iter().map(|(name,)| name).collect()
    }

    fn as_owner(&self, text: &str) {
        let text = AssertSqlSafe(text);
        self.shop.runtime.block_on(async {
            match self.address.strip_prefix("sqlite:") {
                Some(path) => {
                    let mut owner = SqliteConnection::connect(path).await.unwrap();
                    sqlx::raw_sql(text).execute(&mut owner).await.unwrap();
                }
                None => {
                    let mut owner = PgConnection::connect(&self.address).await.unwrap();
                    sqlx::raw_sql(text).execute(&mut owner).await.unwrap();
                }
            }
        });
    }
}
