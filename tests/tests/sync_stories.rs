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

use std::time::Duration;

use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::{Customer, Person};
use bezmen_contract::console::products::Product;
use bezmen_contract::console::terminals::Terminal;
use bezmen_contract::console::shifts::ShiftRow;
use bezmen_contract::till::{Approval, CreateCustomer, Event, GetReceipt, PairingState, PollPairing, SearchCustomers, StartPairing, Status, SyncState};
use bezmen_contract::wire::{PullPage, RowKind};
use bezmen_server::platform::db::sql;
use bezmen_server::platform::feed::{Change, StreamKey, publish};
use bezmen_server::sync::{ReplayedOps, raise_server_epoch, replay_parked};
use bezmen_till::store;
use bezmen_till::sync::SyncOptions;
use database::TestDatabase;
use proxy::{Manner, Proxy};
use register::{BREAD, MILK, Register};
use shop::Shop;
use serde_json::json;
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

    /// Sends what waits, as the worker would, and loses the answer.
    fn push_without_hearing_the_answer(&self, register: &Register) -> usize {
        let token = std::fs::read_to_string(register.till.data_dir().join("terminal.token")).unwrap();
        let (identity, head, ops) = register
            .till
            .store()
            .read(|connection| {
                let head = store::head(connection)?.unwrap();
                let ops = store::pending_ops(connection, head.epoch, head.received_through + 1, 500)?;
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
    fn owner_consents(&self, register: &Register) -> Approval {
        let person_id = self.shop.owner.me.person_id;
        let _: Person = self.shop.send("PUT", &format!("/api/v1/people/{person_id}/pin"), &json!({ "pin": "9137" }));
        register.sync().unwrap();
        Approval { person_id, pin: "9137".to_owned(), reason: "просьба покупателя".to_owned() }
    }

    fn number(&self, text: &'static str) -> i64 {
        let tenant_id = self.shop.owner.me.tenant_id;
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.read(tenant_id).await.unwrap();
            sql(text).bind(tenant_id).number(&mut tx).await.unwrap()
        })
    }

    fn quarantined_ops(&self) -> i64 {
        self.number("select count(*) from op where tenant_id = $1 and outcome = 'quarantined'")
    }

    fn forked_ops(&self) -> i64 {
        self.number("select count(*) from fork_op where tenant_id = $1")
    }

    /// What a restore from a backup does to the ledger and its projections.
    fn lose_ops_after(&self, seq: i64, told: bool) {
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
                raise_server_epoch(&self.shop.db).await.unwrap();
            }
        });
    }

    /// A till of tomorrow writes something this server does not know.
    fn log_of_a_newer_till(&self, register: &Register) {
        let op_id = bezmen_domain::id::OpId::from_parts(1, [9; 10]);
        let written = register.till.store().write(move |tx| {
            let identity = store::get_identity(tx)?.unwrap();
            let mut head = store::head(tx)?.unwrap();
            let body = r#"{"action":"line_removed","at_ms":1,"a_field_of_tomorrow":true}"#;
            store::append_op(tx, identity.terminal_id, &mut head, (op_id, "audit_of_tomorrow", 1), 1, body)
        });
        written.unwrap();
    }

    /// Stands for a newer server: the operation's type is one that it knows.
    fn after_an_upgrade(&self) -> ReplayedOps {
        let tenant_id = self.shop.owner.me.tenant_id;
        self.shop.runtime.block_on(async {
            let mut tx = self.shop.db.write(tenant_id).await.unwrap();
            sql("update op set kind = 'audit' where tenant_id = $1 and kind = 'audit_of_tomorrow'")
                .bind(tenant_id)
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            replay_parked(&self.shop.db, tenant_id).await.unwrap()
        })
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
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

    a_lost_answer_makes_nothing_count_twice(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = 0;
        for cut in [0, 10, 120] {
            sold += register.sell(&[MILK]).total.minor();
            // The first answer of the round is the ledger's head; the second is the push.
            register.sync().unwrap();
            sold += register.sell(&[BREAD, BREAD]).total.minor();
            proxy.be(Manner::CutAnswerAfter(cut));
            assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        }
        // The server takes the run, and the line breaks before it can say so.
        sold += register.sell(&[MILK]).total.minor();
        let waiting = world.push_without_hearing_the_answer(&register);
        assert!(waiting > 0);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (7, sold));
        let terminal = &world.shop.terminals()[0];
        assert_eq!((terminal.received_ops, terminal.waiting_ops, terminal.parked_ops), (8, 0, 0));
        register.close();
    }

    a_request_that_breaks_off_in_the_middle_leaves_no_half_run(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let sold: i64 = (0..40).map(|_| register.sell(&[MILK, BREAD]).total.minor()).sum();
        for limit in [300, 600, 2_000] {
            proxy.be(Manner::CutRequestAfter(limit));
            assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
            let (count, _) = world.shop.totals();
            assert!(count == 0 || count == 40, "{count} of 40 receipts of one run");
        }
        proxy.be(Manner::Pass);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (40, sold));
        register.close();
    }

    a_server_that_talks_rubbish_loses_nothing_and_is_named(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let sold = register.sell(&[MILK]).total.minor();
        let answer = |status: &str, body: &str| {
            Manner::Say(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()))
        };
        let table = [
            (answer("200 OK", "<html>Welcome to the hotel</html>"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("200 OK", "{\"epoch\":\"one\"}"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("404 Not Found", "nothing here"), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("302 Found", ""), "SERVER_NONSENSE", SyncState::Trouble),
            (answer("502 Bad Gateway", "<html>nginx</html>"), "SERVER_OFFLINE", SyncState::Offline),
            (answer("503 Service Unavailable", ""), "SERVER_BUSY", SyncState::Offline),
            (Manner::Say("SSH-2.0-OpenSSH_9.2\r\n".to_owned()), "SERVER_OFFLINE", SyncState::Offline),
            (Manner::Say(String::new()), "SERVER_OFFLINE", SyncState::Offline),
        ];
        for (manner, code, state) in table {
            proxy.be(manner.clone());
            let failure = register.sync().unwrap_err();
            assert_eq!(failure.code, code, "{manner:?}: {failure}");
            let status = register.status();
            assert_eq!(status.lamp.state, state, "{manner:?}");
            assert_eq!(status.lamp.waiting_receipts, 1, "{manner:?}");
            assert!(status.last_error.contains("охранен") || status.last_error.contains("сама"), "{}", status.last_error);
        }
        proxy.be(Manner::Pass);
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (1, sold));
        assert_eq!(register.status().last_error, "");
        register.close();
    }

    a_price_changed_in_the_console_reaches_the_till(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let before = register.sell(&[MILK]).total.minor();
        let page: Page<Product> = world.shop.get("/api/v1/products?query=%D0%BC%D0%BE%D0%BB%D0%BE%D0%BA%D0%BE");
        let milk = &page.rows[0];
        let mut input = serde_json::to_value(&milk.input).unwrap();
        input["price"] = json!(9_990);
        input["expected_revision"] = json!(milk.revision);
        let _: Product = world.shop.send("PUT", &format!("/api/v1/products/{}", milk.product_id), &input);
        let counts = register.sync().unwrap();
        assert_eq!(counts.pulled_rows, 2, "the product and the till's own row");
        assert_eq!(register.sell(&[MILK]).total.minor() - before, 1_000);
        register.close();
    }

    a_revoked_till_pulls_nothing_and_loses_nothing(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        register.sell(&[MILK]);
        register.sync().unwrap();
        let (count, sum) = world.shop.totals();
        register.sell(&[BREAD]);
        let id = world.shop.terminals()[0].terminal_id;
        let _: Terminal = world.shop.send("POST", &format!("/api/v1/terminals/{id}/revoke"), &json!({}));
        world.shop.add_product("Соль", "4607001771562", 2_000);

        assert_eq!(register.sync().unwrap_err().code, "REVOKED");
        let status = register.status();
        assert_eq!((status.lamp.state, status.lamp.waiting_receipts), (SyncState::Revoked, 0));
        assert_eq!(world.shop.totals(), (count, sum), "what came after the revocation waits for the owner");
        assert_eq!(world.quarantined_ops(), 1);
        let products = register.till.ask(Status {}).unwrap().products;
        assert_eq!(products, 2, "the new product did not come");

        // Paired again, it goes on under a new series, and pulls.
        register.pair_as(&world.shop, &world.shop.url(), "Касса 1", Some(json!(id)));
        register.sync().unwrap();
        assert_eq!(register.till.ask(Status {}).unwrap().products, 3);
        let number = register.sell(&[BREAD]).number;
        assert!(number.starts_with("A2-000001"), "{number}");
        register.sync().unwrap();
        assert_eq!(world.shop.totals().0, 2);
        register.close();
    }

    a_till_put_back_to_an_image_goes_on_under_a_new_series(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        register.sync().unwrap();
        let folder = world.folder.path().join("till");
        let image = world.folder.path().join("image");
        register.close();
        copy_folder(&folder, &image);

        let register = Register::start(&folder);
        register.sign_in(&world.shop);
        sold += register.sell(&[BREAD]).total.minor();
        register.sync().unwrap();
        register.close();

        // The image comes back with what it did not know: the ledger has more than its log.
        let register = Register::start(&image);
        register.sign_in(&world.shop);
        sold += register.sell(&[MILK, MILK]).total.minor();
        sold += register.sell(&[BREAD, MILK]).total.minor();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (4, sold), "what either timeline sold counts, once");
        let status = register.status();
        assert_eq!((status.lamp.state, status.series.as_str()), (SyncState::Level, "A2"));
        assert_eq!(status.notices.len(), 1, "{:?}", status.notices);
        assert_eq!(register.sell(&[MILK]).number, "A2-000001");
        register.sync().unwrap();
        assert_eq!(world.shop.totals().0, 5);
        assert_eq!(world.forked_ops(), 2, "the run that met other operations is kept as it came");
        register.close();
    }

    a_server_restored_from_a_backup_gets_everything_back(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold: i64 = (0..3).map(|_| register.sell(&[MILK]).total.minor()).sum();
        register.sync().unwrap();
        sold += (0..4).map(|_| register.sell(&[BREAD]).total.minor()).sum::<i64>();
        register.sync().unwrap();
        let all = world.shop.totals();
        assert_eq!(all, (7, sold));
        for told in [true, false] {
            world.lose_ops_after(3, told);
            assert_eq!(world.shop.totals().0, 2);
            register.sync().unwrap();
            assert_eq!(world.shop.totals(), all, "told: {told}");
            register.sync().unwrap();
            assert_eq!(world.shop.totals(), all, "told: {told}");
        }
        assert_eq!(register.status().lamp.state, SyncState::Level);
        register.close();
    }

    an_operation_of_a_newer_till_parks_and_is_replayed(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        world.log_of_a_newer_till(&register);
        let sold = register.sell(&[MILK]).total.minor();
        let counts = register.sync().unwrap();
        assert_eq!((counts.parked_ops, counts.waiting_ops), (1, 0));
        assert_eq!(world.shop.totals(), (1, sold), "what comes after a parked operation counts");
        assert_eq!(world.shop.terminals()[0].parked_ops, 1);
        assert_eq!(register.status().ops_parked, 1);
        // The upgrade: from now on the server knows the type.
        let replayed = world.after_an_upgrade();
        assert_eq!((replayed.applied, replayed.parked), (1, 0));
        assert_eq!(world.shop.terminals()[0].parked_ops, 0);
        register.close();
    }

    a_code_guessed_wrong_five_times_locks_the_guesser(world) {
        let register = world.register("till");
        let code = register.till.ask(StartPairing { server_url: world.shop.url(), device_name: String::new() }).unwrap().user_code;
        for _ in 0..5 {
            let (status, body) = world.shop.confirm("BCDF-2345", "Касса", None);
            assert_eq!((status, body["code"].as_str()), (404, Some("PAIRING_CODE_UNKNOWN")));
        }
        let (status, body) = world.shop.confirm(&code, "Касса", None);
        assert_eq!((status, body["code"].as_str()), (429, Some("PAIRING_LOCKED")));
        assert_eq!(register.till.ask(PollPairing {}).unwrap().state, PairingState::Waiting);
        register.close();
    }

    a_server_that_dies_comes_back_and_goes_on(world) {
        let mut world = world;
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let mut sold = register.sell(&[MILK]).total.minor();
        world.shop.die();
        sold += register.sell(&[BREAD]).total.minor();
        assert_eq!(register.sync().unwrap_err().code, "SERVER_OFFLINE");
        world.shop.start();
        register.sync().unwrap();
        assert_eq!(world.shop.totals(), (2, sold));
        register.close();
    }

    a_whole_day_agrees_with_the_server_to_the_minor_unit(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        register.open_shift(&world.shop);
        let customer = register.till.ask(CreateCustomer { name: "Мария".to_owned(), phone: "+7 900 123-45-67".to_owned(), card: String::new() }).unwrap();
        let mut sum = 0;
        for _ in 0..3 {
            sum += register.sell(&[MILK, BREAD, BREAD]).total.minor();
        }
        let sale = register.sell(&[MILK, MILK]);
        sum += sale.total.minor();
        let receipt = register.till.ask(GetReceipt { sale_id: sale.sale_id }).unwrap();
        let back = register.give_back(&receipt, &world.owner_consents(&register));
        sum -= back.total.minor();
        register.move_cash(50_000, &world.owner_consents(&register));
        register.close_shift(&world.owner_consents(&register));
        let counts = register.sync().unwrap();
        assert_eq!((counts.parked_ops, counts.waiting_ops), (0, 0));
        assert_eq!(world.shop.totals(), (5, sum));
        let shifts: Page<ShiftRow> = world.shop.get("/api/v1/shifts");
        assert!(shifts.rows[0].closed_at_ms.is_some(), "the Z report is there");
        let customers: Page<Customer> = world.shop.get("/api/v1/customers");
        assert_eq!(customers.rows[0].customer_id, customer.customer_id);
        // A second till of the store learns of the customer.
        let second = world.register("second");
        second.pair(&world.shop, &world.shop.url(), "Касса 2");
        let found = second.till.ask(SearchCustomers { query: "Мария".to_owned(), limit: 5 }).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(second.status().series, "B1");
        second.close();
        register.close();
    }

    the_worker_by_itself_sends_a_sale_and_hears_of_a_price(world) {
        let register = Register::start_with(&world.folder.path().join("till"), SyncOptions {
            // Nothing may come from the poll: it would hide a hint that was not heard.
            poll_every: Duration::from_secs(3600),
            ..SyncOptions::at_once()
        });
        let mut events = register.till.events();
        register.pair_as(&world.shop, &world.shop.url(), "Касса 1", None);
        register.until(&mut events, |event| matches!(event, Event::Sync(lamp) if lamp.state == SyncState::Level));
        register.open_shift(&world.shop);
        let sold = register.sell(&[MILK]).total.minor();
        register.until(&mut events, |event| {
            matches!(event, Event::Sync(lamp) if lamp.state == SyncState::Level && lamp.waiting_receipts == 0)
                && world.shop.totals().0 == 1
        });
        assert_eq!(world.shop.totals(), (1, sold));
        world.shop.add_product("Соль", "4607001771562", 2_000);
        register.until(&mut events, |event| matches!(event, Event::CatalogChanged { products: 3 }));
        register.close();
    }

    a_puller_skips_nothing_under_sixteen_writers(world) {
        const WRITERS: usize = 16;
        const WRITES: usize = 25;
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let tenant_id = world.shop.owner.me.tenant_id;
        let db = world.shop.db.clone();
        let writing: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let db = db.clone();
                world.shop.runtime.spawn(async move {
                    for n in 0..WRITES {
                        let mut tx = db.write(tenant_id).await.unwrap();
                        // Two rows of one transaction: nobody may see one without the other.
                        let kind = RowKind::Other("probe".to_owned());
                        let rows = ["a", "b"].map(|half| {
                            Change::put(&kind, format!("{writer}-{half}"), &json!({ "n": n })).unwrap()
                        });
                        publish(&mut tx, tenant_id, StreamKey::Tenant, rows.to_vec()).await.unwrap();
                        tx.commit().await.unwrap();
                    }
                })
            })
            .collect();
        let token = std::fs::read_to_string(register.till.data_dir().join("terminal.token")).unwrap();
        let mut seen = std::collections::BTreeMap::new();
        let (mut after, mut over) = (0, false);
        loop {
            let is_last = over;
            let (status, page) = world.shop.try_send("GET", &format!("/v1/pull?stream=tenant&after={after}&limit=7"), Some(&token), &json!(null));
            assert_eq!(status, 200);
            let page: PullPage = serde_json::from_value(page).unwrap();
            for row in page.rows {
                after = row.rev;
                seen.insert(row.id, (row.rev, row.body));
            }
            if !page.more {
                for writer in 0..WRITERS {
                    let half = |half: &str| seen.get(&format!("{writer}-{half}")).map(|(_, body)| body.clone());
                    assert_eq!(half("a"), half("b"), "half a transaction at a checkpoint");
                }
                if is_last {
                    break;
                }
                over = writing.iter().all(|task| task.is_finished());
            }
        }
        for writer in 0..WRITERS {
            let (_, body) = &seen[&format!("{writer}-a")];
            assert_eq!(body, &json!({ "n": WRITES - 1 }).to_string(), "the last write of each writer was pulled");
        }
        // The real till comes level by its checksum, rows of an unknown kind included.
        register.sync().unwrap();
        assert_eq!(register.status().tenant_revision, after);
        register.close();
    }
}
