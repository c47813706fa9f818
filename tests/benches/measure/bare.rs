//! The floor of a push: the very rows that it wrote, written once more by a program that does nothing else. The tables, with
//! their keys, indexes and references, are those of the server, the transactions as large as a push.

use std::path::Path;
use std::time::{Duration, Instant};

use futures::StreamExt;
use rusqlite::types::Value;
use sqlx::Connection;
use sqlx::postgres::PgConnection;
use tokio::runtime::Runtime;

use crate::database::{TestDatabase, postgres_database, sqlite_database};

/// A table, and how its rows (`x`) are found by the place of their operation in the log (`o.seq`).
const TABLES: [(&str, &str); 6] = [
    ("op", "op x join op o on o.op_id = x.op_id"),
    ("sale", "sale x join sale o on o.id = x.id"),
    ("sale_line", "sale_line x join sale o on o.id = x.sale_id"),
    (
        "sale_payment",
        "sale_payment x join sale o on o.id = x.sale_id",
    ),
    ("sale_tax", "sale_tax x join sale o on o.id = x.sale_id"),
    (
        "stock_move",
        "stock_move x join sale o on o.id = x.source_id",
    ),
];

/// Asks for the rows of a run of operations of the till that was paired last.
fn select(from: &str, run: u64, ops: u64) -> String {
    format!(
        "select x.* from {from} where o.terminal_id = (select id from terminal order by ordinal desc limit 1) \
         and o.seq > {} and o.seq <= {} order by o.seq",
        run * ops,
        (run + 1) * ops
    )
}

/// Writes what the last till pushed into an empty database of the same engine, `ops` operations a transaction.
pub fn insert(database: &TestDatabase, runs: u64, ops: u64, runtime: &Runtime) -> Duration {
    if let Some(path) = database.address.strip_prefix("sqlite:") {
        let bare = runtime.block_on(sqlite_database());
        runtime.block_on(bare.db.close());
        let empty = bare.address.strip_prefix("sqlite:").unwrap();
        sqlite(Path::new(path), Path::new(empty), runs, ops)
    } else {
        runtime.block_on(async {
            let bare = postgres_database().await.unwrap();
            bare.db.close().await;
            postgres(&database.address, &bare.address, runs, ops).await
        })
    }
}

fn sqlite(path: &Path, empty: &Path, runs: u64, ops: u64) -> Duration {
    let full = rusqlite::Connection::open(path).unwrap();
    let rows: Vec<Vec<Vec<Vec<Value>>>> = (0..runs)
        .map(|run| {
            let of_table = |(_, from): (&str, &str)| {
                let mut statement = full.prepare(&select(from, run, ops)).unwrap();
                let columns = statement.column_count();
                let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
                let rows = statement.query_map([], row).unwrap();
                rows.map(Result::unwrap).collect()
            };
            TABLES.into_iter().map(of_table).collect()
        })
        .collect();
    let mut bare = rusqlite::Connection::open(empty).unwrap();
    bare.pragma_update(None, "journal_mode", "wal").unwrap();
    bare.pragma_update(None, "synchronous", "full").unwrap();
    bare.pragma_update(None, "foreign_keys", "on").unwrap();
    bare.pragma_update(None, "cache_size", "-32768").unwrap();
    let before = Instant::now();
    for run in &rows {
        let tx = bare.transaction().unwrap();
        for ((table, _), rows) in TABLES.iter().zip(run) {
            let marks = vec!["?"; rows.first().map_or(1, Vec::len)].join(", ");
            let text = format!("insert into {table} values ({marks})");
            let mut insert = tx.prepare_cached(&text).unwrap();
            for row in rows {
                insert.execute(rusqlite::params_from_iter(row)).unwrap();
            }
        }
        tx.commit().unwrap();
    }
    before.elapsed()
}

/// `copy` is the fastest way into PostgreSQL that there is.
async fn postgres(full: &str, empty: &str, runs: u64, ops: u64) -> Duration {
    let mut full = PgConnection::connect(full).await.unwrap();
    let mut bytes: Vec<Vec<Vec<u8>>> = Vec::new();
    for run in 0..runs {
        let mut tables = Vec::new();
        for (_, from) in TABLES {
            let text = format!("copy ({}) to stdout", select(from, run, ops));
            let mut parts = full.copy_out_raw(&text).await.unwrap();
            let mut table = Vec::new();
            while let Some(part) = parts.next().await {
                table.extend_from_slice(&part.unwrap());
            }
            tables.push(table);
        }
        bytes.push(tables);
    }
    let mut bare = PgConnection::connect(empty).await.unwrap();
    let before = Instant::now();
    for run in bytes {
        sqlx::raw_sql("begin").execute(&mut bare).await.unwrap();
        for ((table, _), rows) in TABLES.iter().zip(run) {
            let text = format!("copy {table} from stdin");
            let mut copy = bare.copy_in_raw(&text).await.unwrap();
            copy.send(rows).await.unwrap();
            copy.finish().await.unwrap();
        }
        sqlx::raw_sql("commit").execute(&mut bare).await.unwrap();
    }
    before.elapsed()
}
