//! Measures the server with its real programs: the push of 10,000 sales and the first sync of 100,000 products, on SQLite
//! and on PostgreSQL.
//!
//! Set `BEZMEN_BENCH_SALES` to something below 10,000 and `BEZMEN_BENCH_DATABASE` to `SQLite` or `PostgreSQL` for a quick look.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "these are measurements, not money, and a measurement that cannot go on ends in a panic"
)]

#[path = "measure/bare.rs"]
mod bare;
#[path = "../tests/program_support/company.rs"]
mod company;
#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "measure/figure.rs"]
mod figure;
#[path = "measure/goods.rs"]
mod goods;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "../tests/program_support/programs.rs"]
mod programs;

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use bezmen_till::store::StoreError;
use bezmen_till::sync::{SyncOptions, SyncWorker};
use bezmen_till::{Till, TillOptions};
use company::Company;
use database::TestDatabase;
use figure::{Goal, say};
use programs::{Server, program, run_till};
use tokio::runtime::Runtime;

const PRODUCTS: usize = 100_000;
/// Operations of one push, and so of one transaction.
const RUN: usize = 500;
/// Tills that sell and push, one after the other; the figure is the median.
const TILLS: usize = 3;

fn main() {
    let runtime = Runtime::new().unwrap();
    let databases = runtime.block_on(async {
        let mut all = vec![("SQLite", database::sqlite_database().await)];
        all.extend(
            database::postgres_database()
                .await
                .map(|database| ("PostgreSQL", database)),
        );
        for (_, database) in &all {
            database.db.close().await;
        }
        all
    });
    let only = std::env::var("BEZMEN_BENCH_DATABASE").ok();
    let sales = std::env::var("BEZMEN_BENCH_SALES").ok();
    let sales = sales.and_then(|n| n.parse().ok()).unwrap_or(10_000);
    for (name, database) in &databases {
        if only.as_deref().is_none_or(|only| only == *name) {
            measure(name, database, sales, &runtime);
        }
    }
}

fn measure(name: &str, database: &TestDatabase, sales: usize, runtime: &Runtime) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path().join("server"), &database.address);
    let company = Company::register(&server.url(), "RUB");
    let (mut pushes, mut floors) = (Vec::new(), Vec::new());
    for number in 1..=TILLS {
        let data = folder.path().join(format!("selling-{number}"));
        company.pair(&data);
        let sold = run_till(
            &data,
            &[
                "soak",
                "--sales",
                &sales.to_string(),
                "--seed",
                &number.to_string(),
            ],
        );
        assert!(
            sold.status.success(),
            "{}",
            String::from_utf8_lossy(&sold.stderr)
        );
        let (seconds, ops) = sync(&data, sales);
        assert_eq!(
            company.receipts().len(),
            sales * number,
            "the owner has them all"
        );
        pushes.push(seconds);
        let floor = bare::insert(database, ops.div_ceil(RUN) as u64, RUN as u64, runtime);
        floors.push(floor.as_secs_f64());
        eprintln!("{name}, till {number}: {ops} operations in {seconds:.3} s, bare {floor:.3?}");
    }
    assert!(!company.totals().is_empty(), "and their sums");
    say(
        &format!("push of {sales} sales, {name}"),
        median(pushes),
        "s",
        Goal::Ratio {
            floor: median(floors),
            goal: 3.0,
        },
    );
    say_memory(
        &server,
        &format!("server after {} sales, {name}", sales * TILLS),
    );

    let seconds = import(&company, &server, database, folder.path());
    say(
        &format!("import of 100 k products, {name}"),
        seconds,
        "s",
        Goal::Value(10.0),
    );
    let before = Instant::now();
    company.pair(&folder.path().join("new"));
    let seconds = before.elapsed().as_secs_f64();
    let holds = products(&folder.path().join("new"));
    assert!(holds >= PRODUCTS, "the new till holds {holds} products");
    say(
        &format!("first sync of 100 k products, {name}"),
        seconds,
        "s",
        Goal::Value(10.0),
    );
    say_memory(&server, &format!("server after a first sync, {name}"));
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Says the most that the server ever held in memory.
#[expect(clippy::float_arithmetic, reason = "these are measurements, not money")]
fn say_memory(server: &Server, when: &str) {
    let Some(child) = &server.child else { return };
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let peak_kb = status.ok().and_then(|status| {
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    });
    if let Some(peak_kb) = peak_kb {
        say(
            &format!("most memory of the {when}"),
            peak_kb / 1024.0,
            "MB",
            Goal::Value(150.0),
        );
    }
}

/// Pushes and pulls until level; in seconds, with the number of operations.
fn sync(data: &Path, sales: usize) -> (f64, usize) {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let worker = SyncWorker::start(&till, SyncOptions::once()).unwrap();
    let before = Instant::now();
    let counts = worker.sync_once().unwrap();
    let seconds = before.elapsed().as_secs_f64();
    let ops = counts.pushed_ops as usize;
    assert!(ops >= sales && counts.waiting_ops == 0, "{counts:?}");
    worker.stop();
    drop(worker);
    till.close();
    (seconds, ops)
}

fn products(data: &Path) -> usize {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let count = till.store().read(|connection| -> Result<i64, StoreError> {
        Ok(connection.query_row("select count(*) from product", [], |row| row.get(0))?)
    });
    till.close();
    usize::try_from(count.unwrap()).unwrap()
}

/// Imports a catalogue with the command; in seconds.
fn import(company: &Company, server: &Server, database: &TestDatabase, folder: &Path) -> f64 {
    let file = folder.join("products.tsv");
    let mut text = "barcode\tname\tcategory\tprice\n".to_owned();
    for n in 0..PRODUCTS {
        let product = goods::product(n);
        writeln!(
            text,
            "{}\t{}\tcategory {}\t{}.00",
            goods::code(n),
            product.name,
            n % 40,
            10 + n % 900
        )
        .unwrap();
    }
    std::fs::write(&file, text).unwrap();
    let tenant = company.owner.as_ref().unwrap().me.tenant_id.to_string();
    let before = Instant::now();
    let imported = Command::new(program("bezmen-server"))
        .args([
            "import",
            "products",
            "--tenant",
            &tenant,
            "--database-url",
            &database.address,
        ])
        .arg(&file)
        .output()
        .unwrap();
    let seconds = before.elapsed().as_secs_f64();
    assert!(
        imported.status.success(),
        "{}: {}",
        server.url(),
        String::from_utf8_lossy(&imported.stderr)
    );
    seconds
}
