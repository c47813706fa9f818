//! Measures the server with its real programs: the push of 10,000 sales and the first sync of 100,000 products, on SQLite
//! and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "these are measurements, not money, and a measurement that cannot go on ends in a panic"
)]

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
use sqlx::Connection as _;

const SALES: usize = 10_000;
const PRODUCTS: usize = 100_000;
/// Operations of one push, and so of one transaction.
const RUN: usize = 500;

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
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
    for (name, database) in &databases {
        measure(name, database, &runtime);
    }
}

fn measure(name: &str, database: &TestDatabase, runtime: &tokio::runtime::Runtime) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path().join("server"), &database.address);
    let company = Company::register(&server.url(), "RUB");
    let data = folder.path().join("selling");
    company.pair(&data);
    let sold = run_till(&data, &["soak", "--sales", &SALES.to_string()]);
    assert!(
        sold.status.success(),
        "{}",
        String::from_utf8_lossy(&sold.stderr)
    );
    let runs = runs_of_rows(&data);
    let seconds = sync(&data);
    assert_eq!(company.receipts().len(), SALES, "the owner has them all");
    assert!(!company.totals().is_empty(), "and their sums");
    let floor = insert_bare(database, &runs, runtime);
    say(
        &format!("push of 10,000 sales, {name}"),
        seconds,
        "s",
        Goal::Ratio { floor, goal: 3.0 },
    );

    import(&company, &server, database, folder.path());
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
}

/// Pushes and pulls until level; in seconds.
fn sync(data: &Path) -> f64 {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let worker = SyncWorker::start(&till, SyncOptions::once()).unwrap();
    let before = Instant::now();
    let counts = worker.sync_once().unwrap();
    let seconds = before.elapsed().as_secs_f64();
    assert!(
        counts.pushed_ops as usize >= SALES && counts.waiting_ops == 0,
        "{counts:?}"
    );
    worker.stop();
    drop(worker);
    till.close();
    seconds
}

fn products(data: &Path) -> usize {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let count = till.store().read(|connection| -> Result<i64, StoreError> {
        Ok(connection.query_row("select count(*) from product", [], |row| row.get(0))?)
    });
    till.close();
    usize::try_from(count.unwrap()).unwrap()
}

/// The bytes of the rows that the server writes for the sales: the operation as it is, and one row for the sale, for each
/// line and its stock move, for each payment and each tax.
fn runs_of_rows(data: &Path) -> Vec<Vec<Vec<u8>>> {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let bodies: Vec<String> = till
        .store()
        .read(|connection| -> Result<_, StoreError> {
            let mut statement = connection.prepare("select body from op order by seq")?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .unwrap();
    till.close();
    let rows_of = |body: &String| {
        let fact: serde_json::Value = serde_json::from_str(body).unwrap();
        let mut rows = vec![body.clone().into_bytes()];
        for (list, times) in [("lines", 2), ("payments", 1), ("taxes", 1)] {
            for row in fact[list].as_array().into_iter().flatten() {
                rows.extend(std::iter::repeat_n(row.to_string().into_bytes(), times));
            }
        }
        rows.push(fact["document"].to_string().into_bytes());
        rows
    };
    bodies
        .chunks(RUN)
        .map(|run| run.iter().flat_map(rows_of).collect())
        .collect()
}

/// The same bytes in a table with a key and nothing else, one transaction a run; in seconds.
fn insert_bare(
    database: &TestDatabase,
    runs: &[Vec<Vec<u8>>],
    runtime: &tokio::runtime::Runtime,
) -> f64 {
    if let Some(path) = database.address.strip_prefix("sqlite:") {
        let mut bare =
            rusqlite::Connection::open(Path::new(path).with_file_name("bare.db")).unwrap();
        bare.pragma_update(None, "journal_mode", "wal").unwrap();
        bare.pragma_update(None, "synchronous", "full").unwrap();
        bare.execute_batch("create table bare (id integer primary key, bytes blob not null)")
            .unwrap();
        let before = Instant::now();
        for run in runs {
            let tx = bare.transaction().unwrap();
            {
                let mut insert = tx
                    .prepare_cached("insert into bare (bytes) values (?1)")
                    .unwrap();
                for row in run {
                    insert.execute([row]).unwrap();
                }
            }
            tx.commit().unwrap();
        }
        return before.elapsed().as_secs_f64();
    }
    runtime.block_on(async {
        let mut bare = sqlx::PgConnection::connect(&database.address).await.unwrap();
        let table = "create table bare (id bigint generated always as identity primary key, bytes bytea not null)";
        sqlx::raw_sql(table).execute(&mut bare).await.unwrap();
        let before = Instant::now();
        for run in runs {
            let mut tx = bare.begin().await.unwrap();
            sqlx::query("insert into bare (bytes) select unnest($1::bytea[])").bind(run).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        before.elapsed().as_secs_f64()
    })
}

fn import(company: &Company, server: &Server, database: &TestDatabase, folder: &Path) {
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
    assert!(
        imported.status.success(),
        "{}: {}",
        server.url(),
        String::from_utf8_lossy(&imported.stderr)
    );
}
