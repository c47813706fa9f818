//! Real invoices of a real shop, sold at the till and added up by the server.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a story that cannot go on ends in a panic, and one that is skipped says so"
)]

#[path = "program_support/company.rs"]
mod company;
#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "program_support/programs.rs"]
mod programs;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use bezmen_till::store::StoreError;
use bezmen_till::{Till, TillOptions};
use company::Company;
use programs::{Server, run_till};
use serde_json::Value;

/// Lines of the file that are sold; `BEZMEN_REPLAY_LINES` sets another number, such as 541909 for all of them.
const LINES: usize = 12_000;

/// Takings of a day by a tender: sales and returns.
type Takings = BTreeMap<(String, String), (i64, i64)>;

/// The collected invoices, beside the project; this test needs them and says so where they are absent.
fn invoices() -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/online_retail.tsv.gz");
    if !file.exists() {
        eprintln!(
            "skipped: the collected invoices are not beside the project ({})",
            file.display()
        );
        return None;
    }
    Some(file)
}

/// Writes the first lines of the file and answers the amount of each, the heading left out: quantity × price in minor units.
fn shortened(file: &Path, into: &Path) -> Vec<i64> {
    let wanted = std::env::var("BEZMEN_REPLAY_LINES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(LINES);
    let unpacked = Command::new("gzip")
        .arg("-dc")
        .arg(file)
        .output()
        .expect("gzip");
    let mut out = std::fs::File::create(into).unwrap();
    let mut amounts = Vec::new();
    for (number, line) in BufReader::new(&unpacked.stdout[..])
        .lines()
        .take(wanted + 1)
        .enumerate()
    {
        let line = line.unwrap();
        writeln!(out, "{line}").unwrap();
        if number > 0 {
            amounts.push(amount_of(&line));
        }
    }
    amounts
}

/// Prices of the file have three decimals: the product in thousandths, rounded half away from zero to hundredths.
fn amount_of(line: &str) -> i64 {
    let fields: Vec<&str> = line.split('\t').collect();
    let quantity: i64 = fields[3].parse().unwrap();
    let (whole, decimals) = fields[5].split_once('.').unwrap_or((fields[5], "0"));
    let price: i64 = format!("{whole}{decimals:0<3}").parse().unwrap();
    let product = quantity * price;
    (product.abs() + 5) / 10 * product.signum()
}

fn takings_of_the_till(data: &Path) -> Takings {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let rows: Vec<(String, String)> = till
        .store()
        .read(|connection| -> Result<_, StoreError> {
            let mut statement =
                connection.prepare("select kind, body from op where kind in ('sale', 'return')")?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .unwrap();
    till.close();
    let mut takings = Takings::new();
    for (kind, body) in rows {
        let fact: Value = serde_json::from_str(&body).unwrap();
        let at_ms = fact["sold_at_ms"].as_i64().unwrap();
        let offset = fact["utc_offset_minutes"].as_i64().unwrap();
        let day = i32::try_from((at_ms + offset * 60_000).div_euclid(86_400_000)).unwrap();
        let day = date_of(day);
        let is_return = kind == "return";
        for payment in fact["payments"].as_array().unwrap() {
            let sums = takings
                .entry((day.clone(), payment["tender"].as_str().unwrap().to_owned()))
                .or_default();
            let amount = payment["amount"].as_i64().unwrap();
            if is_return {
                sums.1 += amount
            } else {
                sums.0 += amount
            }
        }
    }
    takings
}

/// `YYYY-MM-DD` of a day since 1970: counted here anew, so that a slip in the product's own calendar shows.
fn date_of(mut day: i32) -> String {
    let is_leap = |year: i32| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let mut year = 1970;
    while day >= 365 + i32::from(is_leap(year)) {
        day -= 365 + i32::from(is_leap(year));
        year += 1;
    }
    let months = [
        31,
        28 + i32::from(is_leap(year)),
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let mut month = 0;
    while day >= months[month] {
        day -= months[month];
        month += 1;
    }
    format!("{year:04}-{:02}-{:02}", month + 1, day + 1)
}

#[test]
fn invoices_of_a_real_shop_add_up_at_the_till_and_at_the_server() {
    let Some(file) = invoices() else { return };
    let folder = tempfile::tempdir().unwrap();
    let short = folder.path().join("invoices.tsv");
    let amounts = shortened(&file, &short);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(async {
        let mut all = vec![database::sqlite_database().await];
        all.extend(database::postgres_database().await);
        all
    });
    for (number, database) in databases.iter().enumerate() {
        runtime.block_on(database.db.close());
        let place = folder.path().join(number.to_string());
        let server = Server::start(place.join("server"), &database.address);
        let company = Company::register(&server.url(), "GBP");
        let data = place.join("till");
        company.pair(&data);
        let replayed = run_till(&data, &["replay", "--quiet", short.to_str().unwrap()]);
        assert!(
            replayed.status.success(),
            "{}",
            String::from_utf8_lossy(&replayed.stderr)
        );
        let report: Value = serde_json::from_slice(&replayed.stdout).unwrap();
        assert_every_line_is_somewhere(&report, &amounts);
        let synced = run_till(&data, &["sync", "--once"]);
        assert!(
            synced.status.success(),
            "{}",
            String::from_utf8_lossy(&synced.stderr)
        );
        let verified = run_till(&data, &["verify"]);
        assert!(
            verified.status.success(),
            "{}",
            String::from_utf8_lossy(&verified.stderr)
        );
        let mut owner = Takings::new();
        for day in company.totals() {
            let tender = serde_json::to_value(day.tender)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned();
            owner.insert(
                (day.business_date, tender),
                (day.sales.minor(), day.returns.minor()),
            );
        }
        assert_eq!(
            owner,
            takings_of_the_till(&data),
            "per day and tender, to the minor unit"
        );
        let (sold, back) = owner
            .values()
            .fold((0, 0), |(sold, back), sums| (sold + sums.0, back + sums.1));
        assert_eq!(report["sales"]["total_minor"], sold);
        assert_eq!(report["returns"]["total_minor"], back);
        let receipts = report["sales"]["count"].as_u64().unwrap()
            + report["returns"]["count"].as_u64().unwrap();
        assert_eq!(
            company.receipts().len() as u64,
            receipts,
            "the owner sees every receipt"
        );
    }
}

/// What was sold, less what came back, plus what was skipped, is the file: in money, to the minor unit. Lines of one
/// cancellation that take back the same sold line may have become one line, so lines are not counted but added up.
fn assert_every_line_is_somewhere(report: &Value, amounts: &[i64]) {
    let skipped = report["skipped"].as_array().unwrap();
    let numbers: BTreeSet<u64> = skipped
        .iter()
        .map(|line| line["line"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers.len(), skipped.len(), "no line is skipped twice");
    for line in skipped {
        let number = usize::try_from(line["line"].as_u64().unwrap()).unwrap();
        assert_eq!(
            line["amount_minor"],
            amounts[number - 2],
            "line {number} is skipped with its amount"
        );
    }
    let total = |name: &str| report[name]["total_minor"].as_i64().unwrap();
    let left: i64 = skipped
        .iter()
        .map(|line| line["amount_minor"].as_i64().unwrap())
        .sum();
    assert_eq!(
        total("sales") - total("returns") + left,
        amounts.iter().sum::<i64>(),
        "every line is in exactly one place"
    );
    let receipts =
        report["sales"]["count"].as_u64().unwrap() + report["returns"]["count"].as_u64().unwrap();
    assert!(receipts > 0, "something was sold");
}
