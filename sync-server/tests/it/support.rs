//! What the tests stand on: a database of each engine, a running server, people who use it.

mod database;
mod postgres;

pub use database::{TestDatabase, postgres_database, sqlite_database};

/// Makes two tests of one async function: one on SQLite, one on PostgreSQL.
///
/// `on_both! { name(database) { … } }`. Where PostgreSQL is not installed the second one says so and passes.
macro_rules! on_both {
    ($($name:ident($database:ident) $body:block)*) => {$(
        mod $name {
            #[allow(unused_imports, reason = "a test may need nothing from around it")]
            use super::*;

            async fn run($database: &crate::support::TestDatabase) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(&crate::support::sqlite_database().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let Some(database) = crate::support::postgres_database().await else { return };
                run(&database).await;
            }
        }
    )*};
}

pub(crate) use on_both;
