//! Measures the terminal engine: durable sales, barcode lookup, search, start, memory.
//!
//! Set `BEZMEN_BENCH_PRODUCTS` to something below 1,000,000 for a quick look.
#![expect(clippy::float_arithmetic, reason = "these are measurements, not money")]

#[path = "measure/figure.rs"]
mod figure;
#[path = "measure/goods.rs"]
mod goods;
#[path = "measure/till.rs"]
mod till;

use std::path::Path;
use std::time::{Duration, Instant};

use bezmen_contract::till::{GetTicket, OpenShift, Pay, Scan, SearchProducts, SignIn, Status};
use bezmen_domain::money::Money;
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_till::fixture::{self, ShopKind};
use bezmen_till::{Till, TillOptions, store};
use figure::{Goal, say};
use rusqlite::Connection;
use till::{percentile_ms, query, resident_mb};

const SALES: usize = 600;
const LOOKUPS: usize = 20_000;
const SEARCHES: usize = 600;
const LINES: usize = 5;
/// Products written in one transaction while the catalogue is made.
const BATCH: usize = 5_000;

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let till = Till::open(TillOptions::new(folder.path()))?;
    fixture::seed(&till, ShopKind::GROCERY)?;
    fill(&till, 0, 100_000)?;
    sales(&till, folder.path())?;
    look_up(&till, "100 k", 100_000)?;
    say_memory("engine, 100 k products");
    till.close();
    let till = start(folder.path())?;
    let most = std::env::var("BEZMEN_BENCH_PRODUCTS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(1_000_000);
    if most > 100_000 {
        fill(&till, 100_000, most)?;
        look_up(&till, "1 M", most)?;
        say_memory("engine, 1 M products");
    }
    till.close();
    Ok(())
}

fn fill(till: &Till, from: usize, to: usize) -> anyhow::Result<()> {
    let mut at = from;
    while at < to {
        let end = (at + BATCH).min(to);
        fixture::put_products(till, (at..end).map(goods::product).collect())?;
        at = end;
    }
    Ok(())
}

/// A durable sale of five lines against the same bytes in a bare table. The two take turns, so that both see the same disk.
fn sales(till: &Till, folder: &Path) -> anyhow::Result<()> {
    sign_in(till)?;
    till.ask(OpenShift {
        opening_float: Money::ZERO,
    })?;
    let bare = bare_database(folder)?;
    let (mut scans, mut pays, mut commits) = (Vec::new(), Vec::new(), Vec::new());
    let mut rows: Vec<Vec<u8>> = Vec::new();
    for round in 0..SALES {
        for line in 0..LINES {
            let text = goods::code(round * 97 + line * 13_331);
            let before = Instant::now();
            till.ask(Scan {
                text,
                quantity: None,
                approval: None,
            })?;
            scans.push(before.elapsed());
        }
        let ticket = till.ask(GetTicket {})?;
        let pay = Pay {
            ticket_id: ticket.ticket_id,
            expected_total: ticket.total,
            tenders: vec![TenderInput {
                kind: TenderKind::Cash,
                amount: ticket.cash_due,
                reference: None,
            }],
        };
        let before = Instant::now();
        let done = till.ask(pay)?;
        pays.push(before.elapsed());
        if rows.is_empty() {
            rows = till
                .store()
                .read(|connection| written_rows(connection, &done.sale_id.to_string()))?;
        }
        let before = Instant::now();
        commit_bare(&bare, &rows)?;
        commits.push(before.elapsed());
    }
    let floor = percentile_ms(&mut commits, 500);
    say(
        "durable sale of 5 lines, p50",
        percentile_ms(&mut pays, 500),
        "ms",
        Goal::Ratio { floor, goal: 1.5 },
    );
    say(
        "durable sale of 5 lines, p99",
        percentile_ms(&mut pays, 990),
        "ms",
        Goal::Value(100.0),
    );
    say(
        "scan in the engine, p95",
        percentile_ms(&mut scans, 950),
        "ms",
        Goal::Value(50.0),
    );
    Ok(())
}

fn bare_database(folder: &Path) -> anyhow::Result<Connection> {
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.pragma_update(None, "journal_mode", "wal")?;
    bare.pragma_update(None, "synchronous", "full")?;
    bare.execute_batch("create table bare (id integer primary key, bytes blob not null)")?;
    Ok(bare)
}

fn commit_bare(bare: &Connection, rows: &[Vec<u8>]) -> rusqlite::Result<()> {
    bare.execute_batch("begin immediate")?;
    {
        let mut insert = bare.prepare_cached("insert into bare (bytes) values (?1)")?;
        for row in rows {
            insert.execute([row])?;
        }
    }
    bare.execute_batch("commit")
}

/// The bytes of every row a sale has written, as text of all its columns.
fn written_rows(connection: &Connection, sale_id: &str) -> Result<Vec<Vec<u8>>, store::StoreError> {
    let mut rows = Vec::new();
    let of_sale = "sale_rid = (select rid from sale where id = ?1)";
    let newest = "seq = (select max(seq) from op) and ?1 <> ''";
    // Besides its own rows a sale writes the end of the log, its series, its shift and the next ticket anew.
    let any = "?1 <> ''";
    for (table, which) in [
        ("sale", "id = ?1"),
        ("sale_line", of_sale),
        ("op", newest),
        ("op_head", any),
        ("receipt_series", any),
        ("shift", any),
        ("ticket", any),
    ] {
        collect(
            connection,
            &format!("select * from {table} where {which}"),
            sale_id,
            &mut rows,
        )?;
    }
    Ok(rows)
}

fn collect(
    connection: &Connection,
    select: &str,
    sale_id: &str,
    rows: &mut Vec<Vec<u8>>,
) -> Result<(), store::StoreError> {
    let mut statement = connection.prepare(select)?;
    let columns = statement.column_count();
    let mut found = statement.query([sale_id])?;
    while let Some(row) = found.next()? {
        let mut bytes = Vec::new();
        for column in 0..columns {
            match row.get_ref(column)? {
                rusqlite::types::ValueRef::Null => {}
                rusqlite::types::ValueRef::Integer(number) => bytes.extend(number.to_be_bytes()),
                rusqlite::types::ValueRef::Real(number) => bytes.extend(number.to_be_bytes()),
                rusqlite::types::ValueRef::Text(text) | rusqlite::types::ValueRef::Blob(text) => {
                    bytes.extend(text)
                }
            }
        }
        rows.push(bytes);
    }
    Ok(())
}

/// A till that was started anew is locked, and a locked one finds nothing.
fn sign_in(till: &Till) -> anyhow::Result<()> {
    till.ask(SignIn {
        person_id: fixture::cashier(),
        pin: fixture::PINS[0].to_owned(),
    })?;
    Ok(())
}

fn look_up(till: &Till, size: &str, products: usize) -> anyhow::Result<()> {
    sign_in(till)?;
    // The system brings the pages to memory the first time: what is measured is the till in use, not the disk.
    look_up_barcodes(till, products)?;
    let mut times = look_up_barcodes(till, products)?;
    say(
        &format!("barcode lookup, {size} products, p99"),
        percentile_ms(&mut times, 990),
        "ms",
        Goal::Value(0.1),
    );
    let mut times: Vec<Duration> = Vec::with_capacity(SEARCHES);
    for round in 0..SEARCHES {
        let query = query(round);
        let before = Instant::now();
        let found = till.ask(SearchProducts {
            query,
            category_id: None,
            limit: 30,
        })?;
        times.push(before.elapsed());
        assert!(found.len() <= 30);
    }
    say(
        &format!("search, {size} products, p99"),
        percentile_ms(&mut times, 990),
        "ms",
        Goal::Value(10.0),
    );
    Ok(())
}

fn look_up_barcodes(till: &Till, products: usize) -> Result<Vec<Duration>, store::StoreError> {
    till.store().read(|connection| {
        let mut times = Vec::with_capacity(LOOKUPS);
        for round in 0..LOOKUPS {
            let code = goods::canonical(round.wrapping_mul(7_919) % products);
            let before = Instant::now();
            let found = store::find_by_barcode(connection, &code)?;
            times.push(before.elapsed());
            assert!(found.is_some(), "{code} is in the catalogue");
        }
        Ok(times)
    })
}

fn start(folder: &Path) -> anyhow::Result<Till> {
    let before = Instant::now();
    let till = Till::open(TillOptions::new(folder))?;
    till.ask(Status {})?;
    say(
        "engine start to ready, 100 k products",
        before.elapsed().as_secs_f64(),
        "s",
        Goal::Value(2.0),
    );
    Ok(till)
}

fn say_memory(name: &str) {
    if let Some(resident) = resident_mb() {
        say(
            &format!("memory of the {name}"),
            resident,
            "MB",
            Goal::Value(150.0),
        );
    }
}
