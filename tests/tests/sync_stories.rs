//! Stories of tills and their server, on SQLite and on PostgreSQL.

#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "sync_support/proxy.rs"]
mod proxy;
#[path = "sync_support/register.rs"]
mod register;
#[path = "sync_support/shop.rs"]
mod shop;

use bezmen_contract::till::SyncState;
use database::TestDatabase;
use proxy::{Manner, Proxy};
use register::{BREAD, MILK, Register};
use shop::Shop;
use tempfile::TempDir;

/// A shop on a fresh database.
struct World {
    shop: Shop,
    folder: TempDir,
    _database: TestDatabase,
}

impl World {
    fn on(engine: Engine) -> Option<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let database = runtime.block_on(async {
            match engine {
                Engine::Sqlite => Some(database::sqlite_database().await),
                Engine::Postgres => database::postgres_database().await,
            }
        })?;
        let folder = tempfile::tempdir().unwrap();
        let shop = Shop::open(runtime, database.db.clone(), folder.path().join("server"));
        Some(Self { shop, folder, _database: database })
    }

    fn register(&self, name: &str) -> Register {
        Register::start(&self.folder.path().join(name))
    }
}

#[derive(Clone, Copy)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Makes two tests of one story.
macro_rules! on_both {
    ($($name:ident($world:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            fn run($world: World) $body

            #[test]
            fn sqlite() {
                run(World::on(Engine::Sqlite).unwrap());
            }

            #[test]
            fn postgres() {
                let Some(world) = World::on(Engine::Postgres) else { return };
                run(world);
            }
        }
    )*};
}

on_both! {
    a_till_is_paired_sells_without_a_network_and_the_server_agrees(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        assert_eq!(register.status().lamp.state, SyncState::Level);

        proxy.be(Manner::Refuse);
        register.open_shift(&world.shop);
        let sold: i64 = (0..5).map(|_| register.sell(&[MILK, BREAD]).total.minor()).sum();
        let failure = register.sync().unwrap_err();
        assert_eq!(failure.code, "SERVER_OFFLINE");
        let status = register.status();
        assert_eq!((status.lamp.state, status.lamp.waiting_receipts), (SyncState::Offline, 5));
        assert!(!status.last_error.is_empty());

        proxy.be(Manner::Pass);
        let counts = register.sync().unwrap();
        assert_eq!((counts.pushed_ops, counts.waiting_ops, counts.parked_ops), (6, 0, 0));
        assert_eq!(world.shop.totals(), (5, sold));
        assert_eq!(register.status().lamp.state, SyncState::Level);
        let terminal = &world.shop.terminals()[0];
        assert_eq!((terminal.received_ops, terminal.waiting_ops, terminal.online), (6, 0, true));
        register.close();
    }
}
