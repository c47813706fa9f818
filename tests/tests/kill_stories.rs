//! `kill -9` of the till and of the server, at any moment.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a story that cannot go on ends in a panic, and one that is skipped says so"
)]

#[path = "program_support/company.rs"]
mod company;
#[path = "program_support/counter.rs"]
mod counter;
#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "program_support/programs.rs"]
mod programs;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use bezmen_contract::till::FindReceipts;
use bezmen_till::{Till, TillOptions, store};
use company::Company;
use counter::Counter;
use database::TestDatabase;
use programs::{Server, run_till, till};
use serde_json::{Value, json};

/// Receipts acknowledged before a story ends.
const SALES: usize = 200;

/// Times the till is killed at the least, however fast it sells.
const KILLS: usize = 20;

/// Syncs that must have broken off while receipts waited, before the story of the server ends.
const BROKEN_SYNCS: usize = 3;

/// Rounds in which that must come about: in each the server dies at some moment of a sync.
const MOST_ROUNDS: usize = 80;

/// What the till has acknowledged: number → (sale, total).
type Acknowledged = BTreeMap<String, (String, i64)>;

fn some_ms(limit: u64) -> Duration {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    Duration::from_millis(u64::from_le_bytes(bytes) % limit)
}

/// Sells until `kill -9` comes, at some moment after the first receipt. Only whole lines count: the rest was not said.
fn sell_until_killed(data: &Path, acknowledged: &mut Acknowledged) {
    let mut seed = [0; 4];
    getrandom::fill(&mut seed).unwrap();
    let seed = u32::from_le_bytes(seed).to_string();
    let mut child = till(data, &["soak", "--seed", &seed])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    assert!(said.read_line(&mut line).unwrap() > 0, "the till sells");
    take_down(&line, acknowledged);
    std::thread::sleep(some_ms(250));
    child.kill().unwrap();
    child.wait().unwrap();
    loop {
        line.clear();
        if said.read_line(&mut line).unwrap() == 0 {
            return;
        }
        if line.ends_with('\n') {
            take_down(&line, acknowledged);
        }
    }
}

fn take_down(line: &str, acknowledged: &mut Acknowledged) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [number, sale, total] = words[..] else {
        panic!("number, sale and total: {line}")
    };
    let known = acknowledged.insert(number.to_owned(), (sale.to_owned(), total.parse().unwrap()));
    assert_eq!(known, None, "{number} was given twice");
}

/// Everything the till has, by its own word.
fn kept(data: &Path) -> Acknowledged {
    let till = Till::open(TillOptions::new(data)).unwrap();
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let mut receipts = Acknowledged::new();
    let mut to_ms = None;
    loop {
        let page = till
            .ask(FindReceipts {
                query: String::new(),
                from_ms: None,
                to_ms,
                limit: 100,
            })
            .unwrap();
        let before = receipts.len();
        for row in &page {
            receipts.insert(
                row.number.clone(),
                (row.sale_id.to_string(), row.total.minor()),
            );
        }
        if receipts.len() == before {
            till.close();
            return receipts;
        }
        // The last receipt of a page is asked for again: others may carry the same moment.
        to_ms = page.last().map(|row| row.sold_at_ms + 1);
    }
}

fn assert_numbers_have_no_gap(receipts: &Acknowledged) {
    let numbers: BTreeSet<u64> = receipts
        .keys()
        .map(|number| number.rsplit('-').next().unwrap().parse().unwrap())
        .collect();
    assert_eq!(
        numbers,
        (1..=numbers.len() as u64).collect(),
        "numbers 1..n"
    );
}

fn assert_verified(data: &Path) {
    let verified = run_till(data, &["verify"]);
    assert!(
        verified.status.success(),
        "verify: {}",
        String::from_utf8_lossy(&verified.stderr)
    );
}

fn assert_owner_sees(company: &Company, receipts: &Acknowledged) {
    let mut seen = Acknowledged::new();
    for (number, sale, total) in company.receipts() {
        assert_eq!(seen.insert(number, (sale, total)), None, "no receipt twice");
    }
    assert_eq!(&seen, receipts, "the owner sees every receipt of the till");
    let taken: i64 = company
        .totals()
        .iter()
        .map(|day| day.sales.minor() - day.returns.minor())
        .sum();
    assert_eq!(
        taken,
        receipts.values().map(|(_, total)| total).sum::<i64>(),
        "to the minor unit"
    );
}

fn databases() -> Vec<TestDatabase> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut all = vec![database::sqlite_database().await];
        all.extend(database::postgres_database().await);
        for database in &all {
            database.db.close().await;
        }
        all
    })
}

#[test]
fn a_till_that_is_killed_keeps_every_receipt_it_has_acknowledged() {
    for database in databases() {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(folder.path().join("server"), &database.address);
        let company = Company::register(&server.url(), "RUB");
        let data = folder.path().join("till");
        company.pair(&data);
        let mut acknowledged = Acknowledged::new();
        let mut kills = 0;
        while acknowledged.len() < SALES || kills < KILLS {
            sell_until_killed(&data, &mut acknowledged);
            kills += 1;
        }
        assert_verified(&data);
        let kept = kept(&data);
        for (number, receipt) in &acknowledged {
            assert_eq!(kept.get(number), Some(receipt), "{number} was acknowledged");
        }
        // A receipt may have been made durable just before its line could be printed: one for each kill at most.
        assert!(
            kept.len() <= acknowledged.len() + kills,
            "{} kept, {} acknowledged",
            kept.len(),
            acknowledged.len()
        );
        assert_numbers_have_no_gap(&kept);
        let synced = run_till(&data, &["sync", "--once"]);
        assert!(
            synced.status.success(),
            "{}",
            String::from_utf8_lossy(&synced.stderr)
        );
        assert_owner_sees(&company, &kept);
    }
}

/// Sells some receipts; answers how many.
fn sell_some(data: &Path, seed: usize) -> usize {
    let soak = run_till(
        data,
        &["soak", "--sales", "25", "--seed", &seed.to_string()],
    );
    let words = String::from_utf8_lossy(&soak.stderr);
    assert!(soak.status.success(), "{words}");
    25
}

/// Receipts that the till does not know to be at the server.
fn waiting(data: &Path) -> u64 {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let outbox = till.store().read(store::outbox).unwrap();
    till.close();
    outbox.receipts
}

#[test]
fn a_server_that_is_killed_keeps_what_it_has_acknowledged_and_takes_nothing_twice() {
    for database in databases() {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Server::start(folder.path().join("server"), &database.address);
        let company = Company::register(&server.url(), "RUB");
        let data = folder.path().join("till");
        company.pair(&data);
        // How long a sync of so many receipts takes when nobody disturbs it.
        let mut sold = sell_some(&data, 1);
        let before = Instant::now();
        assert!(run_till(&data, &["sync", "--once"]).status.success());
        let undisturbed = before.elapsed();
        let (mut broken, mut rounds) = (0, 0);
        while broken < BROKEN_SYNCS || rounds < 8 {
            rounds += 1;
            assert!(
                rounds <= MOST_ROUNDS,
                "only {broken} syncs broke off with receipts waiting"
            );
            sold += sell_some(&data, rounds + 1);
            let mut sync = till(&data, &["sync", "--once"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(some_ms(undisturbed.as_millis().try_into().unwrap()));
            server.kill();
            // Whether it had come through by then: else the receipts it did not hear of are at stake.
            let came_through = sync.wait().unwrap().success();
            if !came_through && waiting(&data) > 0 {
                broken += 1;
            }
            server.start_again();
        }
        let synced = run_till(&data, &["sync", "--once"]);
        assert!(
            synced.status.success(),
            "{}",
            String::from_utf8_lossy(&synced.stderr)
        );
        let kept = kept(&data);
        assert_eq!(kept.len(), sold);
        assert_numbers_have_no_gap(&kept);
        assert_owner_sees(&company, &kept);
        assert_verified(&data);
    }
}

/// What is on a ticket, in pieces.
/// A ticket without the version that each view of it has for itself.
fn as_it_is(view: &Value) -> Value {
    let mut ticket = view.clone();
    assert!(ticket["version"].take().is_u64());
    ticket
}

fn pieces(ticket: &Value) -> i64 {
    let lines = ticket["lines"].as_array().unwrap().iter();
    lines
        .map(|line| line["quantity"].as_i64().unwrap())
        .sum::<i64>()
        / 1_000
}

#[test]
fn the_open_ticket_of_a_till_that_is_killed_is_there_as_it_was_acknowledged() {
    const GOODS: [&str; 2] = ["4600682000174", "4600682000181"];
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert!(run_till(data, &["dev-seed"]).status.success());
    let mut acknowledged: Option<Value> = None;
    for round in 0..KILLS {
        let counter = Counter::start(data);
        counter.sign_in();
        if let Some(known) = &acknowledged {
            let ticket = counter.answer("get_ticket", Value::Null);
            // A piece may have been made durable just before its answer could be given.
            if pieces(&ticket) != pieces(known) + 1 {
                assert_eq!(as_it_is(&ticket), as_it_is(known), "after kill {round}");
            }
        } else {
            counter.answer("open_shift", json!({ "opening_float": 0 }));
            counter.answer("scan", json!({ "text": GOODS[0] }));
            let discount = json!({ "discount": { "kind": "percent", "basis_points": 500 } });
            counter.answer("set_receipt_discount", discount);
        }
        let mut ticket = counter.answer("get_ticket", Value::Null);
        let killing = counter.kill_after(some_ms(200));
        while let Some(scanned) = counter.ask("scan", json!({ "text": GOODS[round % 2] })) {
            ticket = scanned["ticket"].clone();
        }
        killing.join().unwrap();
        assert!(pieces(&ticket) > 0, "it was killed over an open ticket");
        acknowledged = Some(ticket);
    }
    let known = acknowledged.unwrap();
    let counter = Counter::start(data);
    counter.sign_in();
    let ticket = counter.answer("get_ticket", Value::Null);
    assert!(pieces(&ticket) - pieces(&known) <= 1 && pieces(&known) > 10);
    let tenders = json!([{ "kind": "cash", "amount": ticket["cash_due"] }]);
    let pay = json!({ "ticket_id": ticket["ticket_id"], "expected_total": ticket["total"], "tenders": tenders });
    assert_eq!(
        counter.answer("pay", pay)["total"],
        ticket["total"],
        "and it can be paid"
    );
    drop(counter);
    assert_verified(data);
}
