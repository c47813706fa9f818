//! Measures the engine: lookups and search in a catalogue of a given size, a durable sale against a bare transaction of
//! the same bytes, and the start. One JSON object a line: `{name, value, unit, floor?, goal?, goal_kind?}`.
//!
//! `cargo run --release --example measure -- NAMES.tsv.gz 1000000`; the file's second column holds product names.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::time::{Duration, Instant};

use bezmen_contract::till::{AddProduct, GetTicket, OpenShift, Pay, Scan, SearchProducts, SignIn};
use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::barcode::Gtin;
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_till::fixture::{self, ShopKind};
use bezmen_till::{Till, TillOptions, store};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let names = read_names(&arguments.next().ok_or("name a file of product names")?)?;
    let size: usize = arguments.next().as_deref().unwrap_or("100000").parse()?;
    let folder = tempfile::TempDir::new()?;
    let till = Till::open(TillOptions::new(folder.path()))?;
    fixture::seed(&till, ShopKind { has_groceries: false, ..ShopKind::GROCERY })?;
    let filled = Instant::now();
    fill(&till, &names, size)?;
    figure("products written", filled.elapsed().as_secs_f64(), "s", None);
    lookups(&till, size)?;
    searches(&till, &names)?;
    sales(&till, folder.path(), size)?;
    till.close();
    let start = Instant::now();
    let till = Till::open(TillOptions::new(folder.path()))?;
    till.call_json("status", serde_json::Value::Null)?;
    figure("start to ready", start.elapsed().as_secs_f64(), "s", Some(2.0));
    Ok(())
}

fn read_names(path: &str) -> Outcome<Vec<String>> {
    let reader = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?));
    let lines = reader.lines().skip(1).map_while(Result::ok);
    Ok(lines.filter_map(|line| line.split('\t').nth(1).map(str::to_owned)).collect())
}

fn barcode(index: usize) -> String {
    let payload = 460_000_000_000 + u64::try_from(index).unwrap_or_default();
    Gtin::from_payload(payload).map(|gtin| gtin.canonical()).unwrap_or_default()
}

fn product_id(index: usize) -> ProductId {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&u64::try_from(index).unwrap_or_default().to_be_bytes());
    ProductId::from_parts(1, random)
}

fn fill(till: &Till, names: &[String], size: usize) -> Outcome<()> {
    let all: Vec<usize> = (0..size).collect();
    for chunk in all.chunks(20_000) {
        let products = chunk.iter().map(|index| {
            let round = index / names.len();
            let name = &names[index % names.len()];
            ProductRow {
                product_id: product_id(*index),
                name: if round == 0 { name.clone() } else { format!("{name} вид {round}") },
                sku: format!("{index}"),
                barcodes: vec![barcode(*index)],
                unit: Unit::Piece,
                price: Money::from_minor(8_990),
                tax_rate_id: fixture::tax_20(),
                category_id: None,
                quick_key: None,
                active: true,
            }
        });
        fixture::put_products(till, products.collect())?;
    }
    Ok(())
}

fn lookups(till: &Till, size: usize) -> Outcome<()> {
    let mut times = Vec::new();
    for step in 0..5_000_usize {
        let code = barcode(step * 7_919 % size);
        let start = Instant::now();
        let found = till.store().read(|connection| store::find_by_barcode(connection, &code))?;
        times.push(start.elapsed());
        if found.is_none() {
            return Err("a barcode is not found".into());
        }
    }
    figure("barcode lookup p99", percentile(&mut times, 99).as_secs_f64() * 1e3, "ms", Some(0.1));
    Ok(())
}

fn searches(till: &Till, names: &[String]) -> Outcome<()> {
    let mut times: Vec<(Duration, String)> = Vec::new();
    for name in names.iter().step_by(names.len() / 150 + 1) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let mut queries = Vec::new();
        if let Some(first) = words.first() {
            // As it is typed, letter by letter.
            queries.extend((1..=first.chars().count().min(8)).map(|count| first.chars().take(count).collect::<String>()));
        }
        if let [first, second, ..] = words[..] {
            let second: String = second.chars().take(3).collect();
            queries.push(format!("{first} {second}"));
        }
        if let Some(long) = words.iter().find(|word| word.chars().count() > 6) {
            queries.push(long.chars().skip(2).take(4).collect());
        }
        for query in queries {
            let start = Instant::now();
            till.ask(SearchProducts { query: query.clone(), category_id: None, limit: 20 })?;
            times.push((start.elapsed(), query));
        }
    }
    times.sort();
    for (time, query) in times.iter().rev().take(8) {
        writeln!(std::io::stderr(), "slow: {time:?} {query}")?;
    }
    let mut times: Vec<Duration> = times.into_iter().map(|(time, _)| time).collect();
    figure("search p50", percentile(&mut times, 50).as_secs_f64() * 1e3, "ms", None);
    figure("search p99", percentile(&mut times, 99).as_secs_f64() * 1e3, "ms", Some(10.0));
    Ok(())
}

fn sales(till: &Till, folder: &std::path::Path, size: usize) -> Outcome<()> {
    till.ask(SignIn { person_id: fixture::cashier(), pin: fixture::PINS[0].to_owned() })?;
    till.ask(OpenShift { opening_float: Money::ZERO })?;
    let (mut pays, mut scans) = (Vec::new(), Vec::new());
    for sale in 0..200_usize {
        for line in 0..5_usize {
            let start = Instant::now();
            if line == 0 {
                till.ask(Scan { text: barcode((sale * 5 + line) % size)[1..].to_owned(), quantity: None })?;
                scans.push(start.elapsed());
            } else {
                let product_id = product_id((sale * 5 + line) % size);
                till.ask(AddProduct { product_id, quantity: None, quick_key: false, approval: None })?;
            }
        }
        let ticket = till.ask(GetTicket {})?;
        let tenders = vec![TenderInput { kind: TenderKind::Cash, amount: ticket.total, reference: None }];
        let start = Instant::now();
        till.ask(Pay { ticket_id: ticket.ticket_id, expected_total: ticket.total, tenders })?;
        pays.push(start.elapsed());
    }
    let bytes: i64 = till.store().read(|connection| {
        let sum = connection.query_row("select avg(length(body)) from op where kind = 'sale'", [], |row| row.get::<_, f64>(0));
        sum.map(|bytes| bytes.round() as i64).map_err(store::StoreError::from)
    })?;
    let mut bare = bare_transactions(folder, bytes)?;
    let (pay, floor) = (percentile(&mut pays, 50), percentile(&mut bare, 50));
    figure("scan p95", percentile(&mut scans, 95).as_secs_f64() * 1e3, "ms", None);
    figure("sale of 5 lines p50", pay.as_secs_f64() * 1e3, "ms", None);
    figure("sale of 5 lines p95", percentile(&mut pays, 95).as_secs_f64() * 1e3, "ms", None);
    figure("bare transaction p50", floor.as_secs_f64() * 1e3, "ms", None);
    figure("sale against bare transaction", pay.as_secs_f64() / floor.as_secs_f64(), "ratio", Some(1.5));
    Ok(())
}

/// The same bytes in one row of one table, with the same durability.
fn bare_transactions(folder: &std::path::Path, bytes: i64) -> Outcome<Vec<Duration>> {
    let mut bare = rusqlite::Connection::open(folder.join("bare.db"))?;
    bare.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    bare.pragma_update(None, "synchronous", "full")?;
    bare.execute_batch("create table sale (id integer primary key, body blob)")?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        let transaction = bare.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute("insert into sale (body) values (randomblob(?1))", [bytes * 2])?;
        transaction.commit()?;
        times.push(start.elapsed());
    }
    Ok(times)
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times.get((times.len() * percent / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
}

fn figure(name: &str, value: f64, unit: &str, goal: Option<f64>) {
    let mut line = serde_json::json!({ "name": name, "value": value, "unit": unit });
    if let Some(goal) = goal {
        line["goal"] = goal.into();
        line["goal_kind"] = if unit == "ratio" { "ratio".into() } else { "value".into() };
    }
    let _ = writeln!(std::io::stdout(), "{line}");
}
