//! `bezmen-till sync --once`: what it says it did is what was done, and it waits for a server that is not ready yet.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use bezmen_server::platform::db::sql;
use bezmen_till::sync::{Counts, SyncOptions};
use serde_json::Value;

use crate::programs::run_till;
use crate::proxy::{Manner, Proxy};
use crate::register::{BREAD, MILK, Register};
use crate::world::{World, on_both};

/// What the command prints, which is one line and no other.
fn sync_once(till: &Path) -> Value {
    let output = run_till(till, &["sync", "--once"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && words.is_empty(), "{words}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    serde_json::from_str(&said).unwrap()
}

/// The numbers of the line that say what moved: sent, parked, fetched, waiting.
fn moved(said: &Value) -> [i64; 4] {
    ["pushed_ops", "parked_ops", "pulled_rows", "waiting_ops"]
        .map(|name| said[name].as_i64().unwrap())
}

/// What the server has of the company, whose only till it is that syncs.
struct Kept {
    ops: i64,
    /// Revision of each row that tills hear of, by its stream, kind and id.
    rows: BTreeMap<(String, String, String), i64>,
}

impl Kept {
    fn by(world: &World) -> Self {
        let tenant_id = world.shop.owner.me.tenant_id;
        world.shop.runtime.block_on(async {
            let mut tx = world.shop.db.read(tenant_id).await.unwrap();
            let ops = sql("select count(*) from op where tenant_id = $1");
            let ops = ops.bind(tenant_id).number(&mut tx).await.unwrap();
            let rows = sql("select stream, kind, id, rev from feed_row where tenant_id = $1");
            let rows: Vec<(String, String, String, i64)> =
                rows.bind(tenant_id).all(&mut tx).await.unwrap();
            let rows = rows
                .into_iter()
                .map(|(stream, kind, id, rev)| ((stream, kind, id), rev));
            Self {
                ops,
                rows: rows.collect(),
            }
        })
    }

    /// Operations and rows that are new since then.
    fn since(&self, then: &Self) -> (i64, i64) {
        let is_new = |(key, rev): &(&(String, String, String), &i64)| {
            then.rows.get(*key).is_none_or(|known| known < *rev)
        };
        let rows = self.rows.iter().filter(is_new).count();
        (self.ops - then.ops, i64::try_from(rows).unwrap())
    }
}

/// The server's answer while it makes a file.
fn busy(times: usize) -> Manner {
    Manner::SayTo {
        question: "POST /v1/snapshot",
        times,
        answer: "HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            .to_owned(),
    }
}

/// A server whose files end before their end, without a word.
fn ends_early() -> Manner {
    Manner::SayTo {
        question: "GET /v1/snapshot/",
        times: usize::MAX,
        answer: "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned(),
    }
}

/// A till that is paired and has synced nothing yet.
fn paired(world: &World, url: &str, name: &str) -> Register {
    let register = world.register(name);
    register.pair_as(&world.shop, url, name, None);
    register
}

fn try_once(folder: &Path, options: SyncOptions) -> Result<Counts, String> {
    let register = Register::start_with(folder, options);
    let outcome = register.sync().map_err(|failure| failure.code);
    register.close();
    outcome
}

on_both! {
    the_counts_of_the_command_are_what_was_sent_and_fetched(world) {
        let folder = world.folder.path().join("till");
        paired(&world, &world.shop.url(), "till").close();
        let nothing = Kept { ops: 0, rows: BTreeMap::new() };
        let first = sync_once(&folder);
        let kept = Kept::by(&world);
        let (ops, rows) = kept.since(&nothing);
        assert_eq!(moved(&first), [ops, 0, rows, 0]);
        assert!(rows >= 4, "two goods, the cashier and the till at least: {rows}");
        assert_eq!(moved(&sync_once(&folder)), [0; 4]);

        let register = world.register("till");
        register.open_shift(&world.shop);
        register.sell(&[MILK]);
        register.sell(&[BREAD, MILK]);
        let waiting = register.till.store().read(bezmen_till::store::outbox).unwrap().ops;
        register.close();
        world.shop.add_product("Соль", "4607001771562", 2_000);
        world.shop.add_product("Сахар", "4607001771579", 3_000);
        let second = sync_once(&folder);
        let (ops, rows) = Kept::by(&world).since(&kept);
        assert_eq!(moved(&second), [ops, 0, rows, 0]);
        assert_eq!(ops, i64::try_from(waiting).unwrap());
        assert!(ops >= 3, "a shift and two receipts at least: {ops}");
        assert!(rows >= 3, "two goods and the till at least: {rows}");
        assert_eq!(moved(&sync_once(&folder)), [0; 4]);
        assert_eq!(world.shop.totals().0, 2);
    }

    the_command_waits_while_the_server_makes_the_file_of_a_first_sync(world) {
        let proxy = Proxy::to(world.shop.address);
        paired(&world, &proxy.url(), "till").close();
        proxy.be(busy(2));
        proxy.heard("");
        let said = sync_once(&world.folder.path().join("till"));
        assert!(said["pulled_rows"].as_i64().unwrap() >= 4, "{said}");
        assert!(proxy.heard("POST /v1/snapshot").len() > 2, "the server was busy twice");
    }

    a_file_that_ends_before_its_end_ends_the_round_in_words(world) {
        let proxy = Proxy::to(world.shop.address);
        let folder = world.folder.path().join("till");
        paired(&world, &proxy.url(), "till").close();
        proxy.be(ends_early());
        assert_eq!(try_once(&folder, SyncOptions::once()), Err("SERVER_NONSENSE".to_owned()));
        assert_eq!(proxy.heard("GET /v1/snapshot/").len(), 1, "and asks no more in this round");
        proxy.be(Manner::Pass);
        assert!(try_once(&folder, SyncOptions::once()).unwrap().pulled_rows >= 4);
    }

    what_is_sold_while_a_file_drips_in_is_sent_before_its_end(world) {
        let proxy = Proxy::to(world.shop.address);
        let register = world.register("till");
        register.pair(&world.shop, &proxy.url(), "Касса 1");
        register.open_shift(&world.shop);
        let consent = world.owner_consents(&register);
        register.sync().unwrap();
        // A till in another place reads everything anew.
        let code = register.ask_for_code(&proxy.url(), Some(consent)).unwrap();
        register.confirmed(&world.shop, &code, "Касса 2", None);
        proxy.heard("");
        proxy.be(Manner::DripFile);
        std::thread::scope(|threads| {
            let round = threads.spawn(|| register.sync());
            let begun = Instant::now();
            while proxy.heard("GET /v1/snapshot/").is_empty() {
                assert!(begun.elapsed() < Duration::from_secs(60), "no file is asked for");
                std::thread::sleep(Duration::from_millis(20));
            }
            let sold = register.sell(&[MILK]).total.minor();
            while world.shop.totals() != (1, sold) {
                assert!(!round.is_finished(), "the sale waited for the file");
                std::thread::sleep(Duration::from_millis(20));
            }
            assert!(!round.is_finished());
            proxy.be(Manner::Pass);
            round.join().unwrap().unwrap();
        });
        assert_eq!(register.status().lamp.waiting_receipts, 0);
        register.close();
    }

    a_till_waits_for_a_file_no_longer_than_it_may(world) {
        let proxy = Proxy::to(world.shop.address);
        let folder = world.folder.path().join("till");
        paired(&world, &proxy.url(), "till").close();
        proxy.be(busy(usize::MAX));
        let asked = |options: SyncOptions| {
            proxy.heard("");
            let outcome = try_once(&folder, options);
            assert_eq!(outcome, Err("SERVER_BUSY".to_owned()));
            proxy.heard("POST /v1/snapshot").len()
        };
        let began = Instant::now();
        let patient = SyncOptions { file_made: Duration::from_millis(2_500), ..SyncOptions::once() };
        assert_eq!(asked(patient), 3, "it asks again as often as the server says");
        assert!(began.elapsed() >= Duration::from_secs(2), "and not sooner");
        // The worker of a shop does not hold a round up: it comes back for the file.
        assert_eq!(asked(SyncOptions { by_itself: false, ..SyncOptions::at_once() }), 1);
    }
}
