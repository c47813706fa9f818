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
#[path = "program_support/invoices.rs"]
mod invoices;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[path = "program_support/programs.rs"]
mod programs;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Output;
use std::time::Instant;

use bezmen_till::store::StoreError;
use bezmen_till::{Till, TillOptions};
use company::Company;
use database::TestDatabase;
use invoices::{Expected, Forbidden, Goods, Takings};
use programs::{Server, run_till};
use serde_json::Value;
use tempfile::TempDir;

/// A server with a company, and a till paired with it that has sold nothing yet.
struct World {
    folder: TempDir,
    server: Server,
    company: Company,
    _database: TestDatabase,
}

impl World {
    fn on(database: TestDatabase) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(folder.path().join("server"), &database.address);
        let company = Company::register(&server.url(), "GBP");
        company.pair(&folder.path().join("till"));
        Self {
            folder,
            server,
            company,
            _database: database,
        }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        run_till(&self.folder.path().join("till"), arguments)
    }

    /// Sells a file; answers the report.
    fn replay(&self, file: &Path) -> Value {
        report(&self.done(&["replay", "--quiet", file.to_str().unwrap()]))
    }

    fn done(&self, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {words}");
        output
    }

    fn assert_level(&self) {
        let synced = report(&self.done(&["sync", "--once"]));
        assert_eq!(synced["pushed_ops"], 0, "the replay has sent everything");
        assert_eq!(synced["waiting_ops"], 0);
        self.done(&["verify"]);
    }

    /// Numbers of the cards of all customers.
    fn customers_of_the_owner(&self) -> BTreeSet<String> {
        let mut cards = BTreeSet::new();
        let mut cursor = String::new();
        loop {
            let path = format!("/api/v1/customers?limit=200{cursor}");
            let page = self.company.send("GET", &path, Value::Null);
            for row in page["rows"].as_array().expect("rows") {
                let card = row["card"].as_str().expect("a card").to_owned();
                assert!(cards.insert(card), "no customer twice");
            }
            let Some(next) = page["next"].as_str() else {
                return cards;
            };
            cursor = format!("&cursor={next}");
        }
    }

    /// What the owner sees per day and tender.
    fn takings_of_the_owner(&self) -> Takings {
        let days = self.company.totals().into_iter();
        days.map(|day| {
            let key = (day.business_date, day.tender.code().to_owned());
            (key, (day.sales.minor(), day.returns.minor()))
        })
        .collect()
    }

    /// What the till has in its books, added up by its database: takings per day and tender, and how many of what went over the counter.
    fn books_of_the_till(&self) -> (Takings, Goods) {
        let till = Till::open(TillOptions::new(self.folder.path().join("till"))).unwrap();
        let books = till.store().read(|connection| -> Result<_, StoreError> {
            let mut takings = Takings::new();
            let mut statement = connection.prepare(
                "select date(o.body ->> 'sold_at_ms' / 1000, 'unixepoch'), p.value ->> 'tender',
                    sum(iif(o.kind = 'sale', p.value ->> 'amount', 0)), sum(iif(o.kind = 'return', p.value ->> 'amount', 0))
                from op o, json_each(o.body, '$.payments') p where o.kind in ('sale', 'return') group by 1, 2",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                takings.insert((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?));
            }
            let mut goods = Goods::new();
            let mut statement = connection.prepare(
                "select s.kind, s.external_ref, iif(s.kind = 'sale', l.name, ''), l.gross_minor * 1000 / l.quantity, sum(l.quantity)
                from sale s join sale_line l on l.sale_rid = s.rid group by 1, 2, 3, 4",
            )?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let part: String = row.get(1)?;
                let invoice = part.split('/').next().unwrap_or_default().to_owned();
                let thousandths: i64 = row.get(4)?;
                assert_eq!(thousandths % 1_000, 0, "pieces are whole");
                *goods.entry((row.get(0)?, invoice, row.get(2)?, row.get(3)?)).or_default() += thousandths / 1_000;
            }
            Ok((takings, goods))
        });
        till.close();
        books.unwrap()
    }
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The whole file in one till and one server: every line is in exactly one place, and three counts agree.
fn the_file_adds_up(database: TestDatabase) {
    let text = invoices::text();
    let expected = Expected::of(&text);
    let world = World::on(database);
    let file = world.folder.path().join("invoices.tsv");
    std::fs::write(&file, &text).unwrap();
    let before = Instant::now();
    let report = world.replay(&file);
    eprintln!("sold and sent in {:?}", before.elapsed());

    assert_every_line_is_in_one_place(&expected, &report, text.lines().count() as u64);
    let (till, goods) = world.books_of_the_till();
    assert!(
        goods == expected.goods,
        "{}",
        differences(&goods, &expected.goods)
    );
    let owner = world.takings_of_the_owner();
    assert!(
        till == expected.takings,
        "till: {}",
        differences(&till, &expected.takings)
    );
    assert!(
        owner == expected.takings,
        "owner: {}",
        differences(&owner, &expected.takings)
    );
    let total = |name: &str| report[name]["total_minor"].as_i64().unwrap();
    let (sold, back) = owner
        .values()
        .fold((0, 0), |(sold, back), sums| (sold + sums.0, back + sums.1));
    assert_eq!((total("sales"), total("returns")), (sold, back));
    let count = |name: &str| report[name]["count"].as_u64().unwrap();
    let receipts = world.company.receipts();
    let numbers: BTreeSet<&String> = receipts.iter().map(|(number, ..)| number).collect();
    assert_eq!(numbers.len(), receipts.len(), "no receipt twice");
    assert_eq!(receipts.len() as u64, count("sales") + count("returns"));
    assert_eq!(world.customers_of_the_owner(), expected.customers);
    world.assert_level();
    eprintln!(
        "{} lines: {} sold, {} returned, {} skipped; {report_sales}, {report_returns}",
        text.lines().count() - 1,
        expected.sold.len(),
        expected.returned.len(),
        expected.skipped.len(),
        report_sales = report["sales"],
        report_returns = report["returns"],
    );
}

/// The report names exactly the lines that may not be sold; all others are in the books of the till, see [`Goods`].
fn assert_every_line_is_in_one_place(expected: &Expected, report: &Value, lines: u64) {
    let listed = report["skipped"].as_array().unwrap();
    let skipped: BTreeMap<u64, Forbidden> = listed
        .iter()
        .map(|line| {
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            let amount = line["amount_minor"].as_i64().unwrap();
            (
                line["line"].as_u64().unwrap(),
                (text("invoice"), text("reason"), amount),
            )
        })
        .collect();
    assert_eq!(skipped.len(), listed.len(), "no line is skipped twice");
    assert!(
        skipped == expected.skipped,
        "{}",
        differences(&skipped, &expected.skipped)
    );
    let places = [expected.sold.len(), expected.returned.len(), skipped.len()];
    let all: BTreeSet<u64> = expected
        .sold
        .iter()
        .chain(&expected.returned)
        .chain(skipped.keys())
        .copied()
        .collect();
    assert_eq!(all, (2..=lines).collect(), "every line is somewhere");
    assert_eq!(all.len(), places.iter().sum::<usize>(), "and nowhere else");
    assert_eq!(report["invoices"], expected.invoices);
}

/// The first entries that are not the same.
fn differences<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    found: &BTreeMap<K, V>,
    expected: &BTreeMap<K, V>,
) -> String {
    let keys: BTreeSet<&K> = found.keys().chain(expected.keys()).collect();
    let differ = keys
        .into_iter()
        .filter(|key| found.get(key) != expected.get(key));
    let lines = differ
        .take(5)
        .map(|key| format!("{key:?}: {:?}, not {:?}", found.get(key), expected.get(key)));
    lines.collect::<Vec<_>>().join("\n")
}

fn on_sqlite(story: impl FnOnce(TestDatabase)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(database::sqlite_database());
    runtime.block_on(database.db.close());
    story(database);
}

#[test]
fn invoices_of_a_real_shop_add_up_on_sqlite() {
    on_sqlite(the_file_adds_up);
}

#[test]
fn invoices_of_a_real_shop_add_up_on_postgres() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(database) = runtime.block_on(database::postgres_database()) else {
        return;
    };
    runtime.block_on(database.db.close());
    the_file_adds_up(database);
}

#[test]
fn a_replay_without_a_server_sells_says_so_and_sends_the_next_time() {
    on_sqlite(|database| {
        let mut world = World::on(database);
        let file = world.folder.path().join("invoices.tsv");
        let text = "InvoiceNo\tStockCode\tDescription\tQuantity\tInvoiceDate\tUnitPrice\tCustomerID\tCountry\n\
            1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK\n\
            C2\tA\tLamp\t-2\t2010-12-02 08:26:00\t2.550\t17850\tUK\n";
        std::fs::write(&file, text).unwrap();
        world.server.kill();
        let alone = world.run(&["replay", "--quiet", file.to_str().unwrap()]);
        assert_eq!(alone.status.code(), Some(1), "the server does not have it");
        let words = String::from_utf8_lossy(&alone.stderr);
        assert!(words.contains("SERVER_OFFLINE"), "{words}");
        assert_eq!(
            report(&alone)["sales"]["total_minor"],
            1_530,
            "it is sold all the same"
        );

        world.server.start_again();
        let again = world.replay(&file);
        for sums in ["invoices", "sales", "returns", "skipped"] {
            assert_eq!(again[sums], report(&alone)[sums], "{sums}");
        }
        assert_eq!(world.takings_of_the_owner(), Expected::of(text).takings);
        world.assert_level();
    });
}
