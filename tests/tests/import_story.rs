//! A hundred thousand real products come to the server, by the command and through the console's API, and from there to a
//! new till, whole.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a story that cannot go on ends in a panic, and one that is skipped says so"
)]

#[path = "program_support/catalogue.rs"]
mod catalogue;
#[expect(dead_code, reason = "nothing is sold here")]
#[path = "program_support/company.rs"]
mod company;
#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "program_support/programs.rs"]
mod programs;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bezmen_till::store::StoreError;
use bezmen_till::{Till, TillOptions};
use catalogue::Catalogue;
use company::Company;
use database::TestDatabase;
use programs::{Server, program, run_till};
use serde_json::{Value, json};

/// What [`Company::register`] sells already.
const OWN: [&str; 2] = ["04600682000174", "04601498010012"];

/// An import that takes longer than this has stopped.
const IMPORTED_WITHIN: Duration = Duration::from_secs(400);

/// What an import says of itself.
struct Imported {
    rows: u64,
    created: u64,
    bad: u64,
    /// Lines that were not taken.
    bad_lines: BTreeSet<u64>,
}

type Way = fn(&Path, &TestDatabase, &Company, &Catalogue) -> Imported;

fn by_the_command(
    folder: &Path,
    database: &TestDatabase,
    company: &Company,
    table: &Catalogue,
) -> Imported {
    let bad_rows = folder.join("bad.tsv");
    let tenant = company.owner.as_ref().unwrap().me.tenant_id.to_string();
    let output = Command::new(program("bezmen-server"))
        .args([
            "import",
            "products",
            "--tenant",
            &tenant,
            "--database-url",
            &database.address,
            "--bad-rows",
        ])
        .arg(&bad_rows)
        .arg(&table.file)
        .output()
        .unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&said["updated"], &said["unchanged"]),
        (&json!(0), &json!(0)),
        "{said}"
    );
    let bad = std::fs::read_to_string(&bad_rows).unwrap();
    let bad = bad
        .lines()
        .map(|line| line.split('\t').next().unwrap().parse().unwrap());
    Imported {
        rows: said["rows"].as_u64().unwrap(),
        created: said["created"].as_u64().unwrap(),
        bad: said["bad"].as_u64().unwrap(),
        bad_lines: bad.collect(),
    }
}

/// Sends a file as a form of the console does.
fn upload(company: &Company, path: &str, name: &str, bytes: &[u8]) -> Value {
    let head = format!(
        "--line\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n"
    );
    let request = company
        .request("POST", path)
        .header("content-type", "multipart/form-data; boundary=line")
        .body([head.as_bytes(), bytes, b"\r\n--line--\r\n"].concat());
    company.answered(request, path)
}

fn by_the_api(_: &Path, _: &TestDatabase, company: &Company, table: &Catalogue) -> Imported {
    let name = table.file.file_name().unwrap().to_string_lossy();
    let preview = upload(
        company,
        "/api/v1/imports/preview",
        &name,
        &std::fs::read(&table.file).unwrap(),
    );
    assert_eq!(preview["rows"], table.rows);
    assert_eq!(
        preview["guess"],
        json!(["barcode", "name", "category", "brand"]),
        "{}",
        preview["columns"]
    );
    let path = format!("/api/v1/imports/{}", preview["import_id"].as_str().unwrap());
    let start = json!({
        "columns": preview["guess"], "has_header": preview["has_header"], "update_known": true, "default_price_minor": 0
    });
    let mut job = company.send("POST", &format!("{path}/start"), start);
    let begun = Instant::now();
    while job["state"] == "running" {
        assert!(begun.elapsed() < IMPORTED_WITHIN, "{job}");
        std::thread::sleep(Duration::from_millis(200));
        job = company.send("GET", &path, Value::Null);
    }
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!(
        (&job["updated"], &job["unchanged"]),
        (&json!(0), &json!(0)),
        "{job}"
    );
    let bad = job["bad_rows"].as_array().unwrap().iter();
    Imported {
        rows: job["done"].as_u64().unwrap(),
        created: job["created"].as_u64().unwrap(),
        bad: job["bad"].as_u64().unwrap(),
        bad_lines: bad.map(|row| row["line"].as_u64().unwrap()).collect(),
    }
}

/// Barcodes that a till finds products by.
fn barcodes(data: &Path) -> BTreeSet<String> {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let codes = till.store().read(|connection| -> Result<_, StoreError> {
        let mut statement = connection.prepare(
            "select b.code from product_barcode b join product p on p.rid = b.rid where p.active = 1",
        )?;
        let codes = statement.query_map([], |row| row.get(0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    });
    till.close();
    codes.unwrap()
}

fn the_table_comes_to_a_new_till(database: TestDatabase, import: Way) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path().join("server"), &database.address);
    let company = Company::register(&server.url(), "RUB");
    let table = catalogue::find(folder.path());
    let begun = Instant::now();
    let imported = import(folder.path(), &database, &company, &table);
    eprintln!("imported in {:?}", begun.elapsed());
    assert_eq!(imported.rows, table.rows);
    assert_eq!(
        imported.created + imported.bad,
        table.rows,
        "every row is a product or is named"
    );
    assert_eq!(imported.created, table.gtins.len() as u64);
    assert_eq!(
        imported.bad_lines, table.repeated,
        "only what is there already is not taken"
    );

    let data = folder.path().join("till");
    let begun = Instant::now();
    company.pair(&data);
    let synced = run_till(&data, &["sync", "--once"]);
    let words = String::from_utf8_lossy(&synced.stderr);
    assert!(synced.status.success(), "{words}");
    eprintln!("first sync in {:?}", begun.elapsed());
    let said: Value = serde_json::from_slice(&synced.stdout).unwrap();
    assert_eq!(said["waiting_ops"], 0, "{said}");
    let mut expected = table.gtins.clone();
    expected.extend(OWN.map(str::to_owned));
    let found = barcodes(&data);
    let lacks: Vec<_> = expected.difference(&found).take(3).collect();
    let has_more: Vec<_> = found.difference(&expected).take(3).collect();
    assert!(
        lacks.is_empty() && has_more.is_empty(),
        "without {lacks:?}, and with {has_more:?}"
    );
}

fn on_sqlite(import: Way) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(database::sqlite_database());
    runtime.block_on(database.db.close());
    the_table_comes_to_a_new_till(database, import);
}

fn on_postgres(import: Way) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(database) = runtime.block_on(database::postgres_database()) else {
        return;
    };
    runtime.block_on(database.db.close());
    the_table_comes_to_a_new_till(database, import);
}

#[test]
fn the_real_products_come_by_the_command_on_sqlite() {
    on_sqlite(by_the_command);
}

#[test]
fn the_real_products_come_by_the_command_on_postgres() {
    on_postgres(by_the_command);
}

#[test]
fn the_real_products_come_by_the_api_on_sqlite() {
    on_sqlite(by_the_api);
}

#[test]
fn the_real_products_come_by_the_api_on_postgres() {
    on_postgres(by_the_api);
}
