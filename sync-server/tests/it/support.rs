//! What the tests stand on: a database of each engine, the server, people who use it, tills that sell.

pub mod actor;
mod app;
mod database;
mod facts;
mod owner;
mod postgres;
pub mod program;
mod wire;

pub use actor::Actor;
pub use app::{NOON_MS, Owner, TestApp};
pub use database::{TestDatabase, postgres_database, sqlite_database};
pub use facts::Till;
pub use owner::as_owner;
pub use postgres::{server_address as postgres_server, start as start_postgres};
pub use wire::WireTill;

/// Makes two tests of one async function: one on SQLite, one on PostgreSQL.
///
/// `on_both! { name(database) { … } }`. Where PostgreSQL is not installed the second one says so and passes.
macro_rules! on_both {
    ($($name:ident($database:ident) $body:block)*) => {$(
        async fn $name($database: &crate::support::TestDatabase) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$name(&crate::support::sqlite_database().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let Some(database) = crate::support::postgres_database().await else { return };
                super::$name(&database).await;
            }
        }
    )*};
}

pub(crate) use on_both;
