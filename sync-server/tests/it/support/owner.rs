use sqlx::{Connection, PgConnection, SqliteConnection};

use super::database::TestDatabase;

/// Runs statements as whoever owns the tables, past the server.
pub async fn as_owner(database: &TestDatabase, text: &'static str) {
    if let Some(path) = database.address.strip_prefix("sqlite:") {
        let mut owner = SqliteConnection::connect(path).await.unwrap();
        sqlx::raw_sql(text).execute(&mut owner).await.unwrap();
    } else {
        let mut owner = PgConnection::connect(&database.address).await.unwrap();
        sqlx::raw_sql(text).execute(&mut owner).await.unwrap();
    }
}
