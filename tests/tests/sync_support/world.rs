//! A shop on a fresh database, and what the tests do to it behind its back.

use std::path::PathBuf;

use bezmen_contract::console::company::TaxRate;
use bezmen_contract::console::people::Person;
use bezmen_contract::console::terminals::AsideCounted;
use bezmen_contract::till::Approval;
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_server::platform::clock::Clock;
use bezmen_server::platform::db::sql;
use bezmen_server::platform::feed::{Change, StreamKey, publish};
use bezmen_server::sync::{ReplayedBy, ReplayedOps, raise_server_epoch, replay_parked};
use bezmen_till::store;
use serde_json::json;
use tempfile::TempDir;

use crate::database::{self, TestDatabase};
use crate::register::{MILK, Register};
use crate::shop::Shop;

/// A shop on a fresh database.
pub struct World {
    pub shop: Shop,
    pub folder: TempDir,
    /// Where its database is.
    pub address: String,
    _database: TestDatabase,
}

impl World {
    pub fn on(engine: Engine) -> Option<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let database = runtime.block_on(async {
            match engine {
                Engine::Sqlite => Some(database::sqlite_database().await),
                Engine::Postgres => database::postgres_database().await,
            }
        })?;
        let folder = tempfile::tempdir().unwrap();
        let shop = Shop::open(runtime, database.db.clone(), folder.path().join("server"));
        Some(Self {
            shop,
            folder,
            address: database.address.clone(),
            _database: database,
        })
    }

    pub fn register(&self, name: &str) -> Register {
        Register::start(&self.folder.path().join(name))
    }

    /// Pairs a till and copies it: both machines then sell and push in turn.
    pub fn clones_that_sell(&self, sales: usize) -> Clones {
        let register = self.register("till");
        register.pair(&self.shop, &self.shop.url(), "Касса 1");
        register.open_shift(&self.shop);
        register.close();
        let folders = ["till", "image"].map(|name| self.folder.path().join(name));
        copy_folder(&folders[0], &folders[1]);
        let machines = folders.each_ref().map(|folder| Register::start(folder));
        for machine in &machines {
            machine.sign_in(&self.shop);
        }
        let mut sold = 0;
        for turn in 0..sales {
            let machine = &machines[turn % 2];
            sold += machine.sell(&[MILK]).total.minor();
            let _ = machine.sync();
        }
        Clones {
            folders,
            machines,
            sold,
        }
    }

    /// Pairs one of two clones as a till of its own, lets the other go on as the first, and syncs until nothing waits.
    pub fn pair_apart(&self, machines: &[Register; 2]) {
        let id = self.shop.terminals()[0].terminal_id;
        machines[0].pair_as(&self.shop, &self.shop.url(), "Касса 1", Some(json!(id)));
        machines[1].pair_as(&self.shop, &self.shop.url(), "Касса 2", None);
        for machine in machines {
            machine.sync().unwrap();
            assert_eq!(machine.status().lamp.waiting_receipts, 0);
        }
        self.release_quarantined();
    }

    /// Sends what waits, as the worker would, and loses the answer.
    pub fn push_without_hearing_the_answer(&self, register: &Register) -> usize {
        let token = register.token();
        let (identity, head, ops) = register
            .till
            .store()
            .read(|connection| {
                let head = store::head(connection)?.unwrap();
                let ops =
                    store::pending_ops(connection, head.epoch, head.received_through + 1, 500)?;
                Ok::<_, store::StoreError>((store::get_identity(connection)?.unwrap(), head, ops))
            })
            .unwrap();
        let waiting = ops.len();
        let (status, body) = self.shop.try_send("POST", "/v1/push", Some(&token), &json!({
            "terminal_id": identity.terminal_id, "epoch": head.epoch, "server_epoch": identity.server_epoch,
            "from_seq": head.received_through + 1, "ops": ops, "head_hash": head.hash, "head_seq": head.seq
        }));
        assert_eq!(status, 200, "{body}");
        waiting
    }

    /// The owner's consent at a till, with a PIN set for it.
    pub fn owner_consents(&self, register: &Register) -> Approval {
        let person_id = self.shop.owner.me.person_id;
        let _: Person = self.shop.send(
            "PUT",
            &format!("/api/v1/people/{person_id}/pin"),
            &json!({ "pin": "9137" }),
        );
        register.sync().unwrap();
        Approval {
            person_id,
            pin: "9137".to_owned(),
            reason: "просьба покупателя".to_owned(),
        }
    }

    /// The owner looks at what was put aside of each till and lets it count.
    pub fn release_quarantined(&self) {
        for terminal in self.shop.terminals() {
            let path = format!("/api/v1/terminals/{}/aside/release", terminal.terminal_id);
            let done: AsideCounted = self.shop.send("POST", &path, &json!({}));
            assert_eq!(done.parked, 0, "{}", terminal.name);
        }
    }

    pub fn publish_products(&self, count: usize) {
        self.publish_named(count, "Товар");
    }

    /// Publishes products by one name and their numbers, new ones and those that had another, in one transaction.
    pub fn publish_named(&self, count: usize, name: &str) {
        let tenant_id = self.shop.owner.me.tenant_id;
        let rates: Vec<TaxRate> = self.shop.get("/api/v1/tax-rates");
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.write(tenant_id).await.unwrap();
            let products = (1..=count).map(|n| ProductRow {
                product_id: ProductId::from_parts(
                    1,
                    (n as u128).to_be_bytes()[6..].try_into().unwrap(),
                ),
                name: format!("{name} {n}"),
                sku: format!("SKU-{n}"),
                barcodes: vec![format!("{n:014}")],
                unit: Unit::Piece,
                price: Money::from_minor(100 + n as i64),
                tax_rate_id: rates[0].tax_rate_id,
                category_id: None,
                quick_key: None,
                active: true,
            });
            let changes = products
                .map(|row| Change::put(&RowKind::Product, row.product_id, &row).unwrap())
                .collect();
            publish(&mut tx, tenant_id, StreamKey::Tenant, changes)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        });
    }

    fn number(&self, text: &'static str) -> i64 {
        let tenant_id = self.shop.owner.me.tenant_id;
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.read(tenant_id).await.unwrap();
            sql(text).bind(tenant_id).number(&mut tx).await.unwrap()
        })
    }

    pub fn quarantined_ops(&self) -> i64 {
        self.number("select count(*) from op where tenant_id = $1 and outcome = 'quarantined'")
    }

    pub fn forked_ops(&self) -> i64 {
        self.number("select count(*) from fork_op where tenant_id = $1")
    }

    /// What a restore from a backup does to the ledger and its projections.
    pub fn lose_ops_after(&self, seq: i64, told: bool) {
        let tenant_id = self.shop.owner.me.tenant_id;
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.write(tenant_id).await.unwrap();
            for text in [
                "delete from sale where tenant_id = $1 and seq > $2",
                "delete from op where tenant_id = $1 and seq > $2",
                "update terminal_head set last_seq = $2, \
                 last_hash = (select hash from op where op.tenant_id = $1 and op.seq = $2) where tenant_id = $1",
            ] {
                sql(text).bind(tenant_id).bind(seq).run(&mut tx).await.unwrap();
            }
            // Moves of goods that left with receipts that are gone.
            sql("delete from stock_move where tenant_id = $1 and source_id not in (select id from sale where tenant_id = $1)")
                .bind(tenant_id)
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            if told {
                raise_server_epoch(&self.shop.db, &Clock::system()).await.unwrap();
            }
        });
    }

    /// A till of tomorrow writes something this server does not know.
    pub fn log_of_a_newer_till(&self, register: &Register) {
        let op_id = bezmen_domain::id::OpId::from_parts(1, [9; 10]);
        let written = register.till.store().write(move |tx| {
            let identity = store::get_identity(tx)?.unwrap();
            let mut head = store::head(tx)?.unwrap();
            let body = r#"{"action":"line_removed","at_ms":1,"a_field_of_tomorrow":true}"#;
            store::append_op(
                tx,
                identity.terminal_id,
                &mut head,
                (op_id, "audit_of_tomorrow", 1),
                1,
                body,
            )
        });
        written.unwrap();
    }

    /// Stands for a newer server: the operation's type is one that it knows.
    pub fn after_an_upgrade(&self) -> ReplayedOps {
        let tenant_id = self.shop.owner.me.tenant_id;
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.write(tenant_id).await.unwrap();
            sql("update op set kind = 'audit' where tenant_id = $1 and kind = 'audit_of_tomorrow'")
                .bind(tenant_id)
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            let by = ReplayedBy {
                person_id: None,
                at_ms: 0,
            };
            replay_parked(&self.shop.db, tenant_id, None, by)
                .await
                .unwrap()
        })
    }
}

/// A till and an image of it that live on as one.
pub struct Clones {
    pub folders: [PathBuf; 2],
    pub machines: [Register; 2],
    /// What both have sold.
    pub sold: i64,
}

/// Copies the files of a closed till, as an image of its disk would.
pub fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[derive(Clone, Copy)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Makes two tests of one story.
macro_rules! on_both {
    ($($name:ident($world:ident) $body:block)*) => {$(
        mod $name {
            use super::*;
            use crate::world::{Engine, World};

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

pub(crate) use on_both;
