//! A file of invoices: every line is sold, taken back or reported.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use bezmen_till::replay::{ReplayError, ReplayReport, replay};
use bezmen_till::{Till, TillOptions};
use serde_json::Value;
use tempfile::TempDir;

const HEADING: &str =
    "InvoiceNo\tStockCode\tDescription\tQuantity\tInvoiceDate\tUnitPrice\tCustomerID\tCountry";

fn file(folder: &TempDir, lines: &[&str]) -> std::path::PathBuf {
    let path = folder.path().join("invoices.tsv");
    let text: String = std::iter::once(HEADING)
        .chain(lines.iter().copied())
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn every_line_is_in_a_sale_in_a_return_or_in_the_report() {
    let folder = TempDir::new().unwrap();
    let path = file(
        &folder,
        &[
            "1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK",
            "1\tB\tBowl\t2\t2010-12-01 08:26:00\t0.000\t17850\tUK",
            "2\tA\tLamp\t4\t2010-12-01 09:00:00\t2.550\t17850\tUK",
            "1\tC\t\t1\t2010-12-01 08:26:00\t1.000\t17850\tUK",
            "C3\tA\tLamp\t-9\t2010-12-02 10:00:00\t2.550\t17850\tUK",
            "C4\tZ\tNever sold\t-1\t2010-12-02 11:00:00\t5.000\t17850\tUK",
            "5\tA\tLamp\t-1\t2010-12-02 12:00:00\t2.550\t\tUK",
            "6\tA\tLamp\t1\t2010-12-02 12:30:00\t0.001\t\tUK",
            "A7\tB\tBad debt\t1\t2010-12-02 13:00:00\t-11062.060\t\tUK",
        ],
    );
    let data = folder.path().join("till");
    let report = sold(&data, &path);
    assert_eq!(report.invoices, 7);
    assert_eq!(
        (report.sales.count, report.sales.total_minor),
        (2, 6 * 255 + 100 + 4 * 255)
    );
    // Four came back of the newer sale and five of the older one; one has no receipt.
    assert_eq!(
        (report.returns.count, report.returns.total_minor),
        (3, 9 * 255 + 500)
    );
    let skipped: Vec<(u64, &str, i64)> = report
        .skipped
        .iter()
        .map(|line| (line.line, line.reason.as_str(), line.amount_minor))
        .collect();
    assert_eq!(
        skipped,
        [
            (3, "price_zero", 0),
            (8, "quantity_negative_in_sale", -255),
            (9, "price_below_minor_unit", 0),
            (10, "price_negative", -1_106_206),
        ]
    );

    let till = Till::open(TillOptions::new(&data)).unwrap();
    assert_eq!(till.verify().unwrap().faults, Vec::<String>::new());
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let shifts = till
        .call_json("list_shifts", serde_json::json!({ "limit": 10 }))
        .unwrap();
    assert_eq!(
        shifts.as_array().unwrap().len(),
        2,
        "one shift a day, each closed"
    );
    assert!(shifts[0]["closed_at_ms"].is_i64());
    let customers = till
        .call_json(
            "search_customers",
            serde_json::json!({ "query": "17850", "limit": 5 }),
        )
        .unwrap();
    assert_eq!(customers[0]["card"], "17850");
    till.close();
}

#[test]
fn a_mistyped_file_makes_no_till() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("till");
    let broken = folder.path().join("broken.tsv");
    std::fs::write(&broken, "InvoiceNo;StockCode\n1;A\n").unwrap();
    for path in [folder.path().join("nowhere.tsv"), broken] {
        let refused = replay(TillOptions::new(&data), &path, |_, _| {}).unwrap_err();
        assert!(matches!(refused, ReplayError::File(_)), "{refused}");
        assert!(!data.exists(), "{}", path.display());
    }
}

/// Sells a file in a folder that no server knows.
fn sold(data: &Path, path: &Path) -> ReplayReport {
    let replayed = replay(TillOptions::new(data), path, |_, _| {}).unwrap();
    assert!(replayed.synced.is_none(), "there is no server to tell");
    ReplayReport {
        seconds: 0.0,
        ..replayed.report
    }
}

fn verified(data: &Path) -> u64 {
    let till = Till::open(TillOptions::new(data)).unwrap();
    let verified = till.verify().unwrap();
    assert_eq!(verified.faults, Vec::<String>::new());
    till.close();
    verified.receipts
}

#[test]
fn a_refused_invoice_is_reported_line_by_line_and_the_rest_is_sold() {
    let folder = TempDir::new().unwrap();
    let path = file(
        &folder,
        &[
            "1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK",
            "2\tB\tPalace\t10000\t2010-12-01 09:00:00\t600000.000\t100\tUK",
            "2\tC\tFree\t1\t2010-12-01 09:00:00\t0.000\t100\tUK",
            "2\tD\tCastle\t10000\t2010-12-01 09:00:00\t600000.000\t100\tUK",
            "C3\tA\tLamp\t-1\t2010-12-01 10:00:00\t2.550\t17850\tUK",
            "C3\tB\tPalace\t-10000\t2010-12-01 10:00:00\t600000.000\t17850\tUK",
            "C3\tD\tCastle\t-10000\t2010-12-01 10:00:00\t600000.000\t17850\tUK",
            "C4\tA\tLamp\t-6\t2010-12-01 11:00:00\t2.550\t17850\tUK",
            "5\tE\tCup\t1\t2010-12-01 12:00:00\t1.000\t100\tUK",
        ],
    );
    let data = folder.path().join("till");
    let report = sold(&data, &path);
    let skipped: Vec<(u64, &str, &str, i64)> = report
        .skipped
        .iter()
        .map(|line| (line.line, &*line.invoice, &*line.reason, line.amount_minor))
        .collect();
    const PALACE: i64 = 600_000_000_000;
    assert_eq!(
        skipped,
        [
            (3, "2", "TOTAL_TOO_LARGE", PALACE),
            (4, "2", "price_zero", 0),
            (5, "2", "TOTAL_TOO_LARGE", PALACE),
            (6, "C3", "AMOUNT_TOO_LARGE", -255),
            (7, "C3", "AMOUNT_TOO_LARGE", -PALACE),
            (8, "C3", "AMOUNT_TOO_LARGE", -PALACE),
        ]
    );
    assert_eq!(
        (report.sales.count, report.sales.total_minor),
        (2, 6 * 255 + 100)
    );
    // The lamp that the refused cancellation would have taken back comes back with the next one.
    assert_eq!(
        (report.returns.count, report.returns.total_minor),
        (1, 6 * 255)
    );
    assert_eq!(verified(&data), 3);
}

#[test]
fn a_replay_that_was_cut_short_goes_on_and_counts_nothing_twice() {
    let folder = TempDir::new().unwrap();
    let path = file(
        &folder,
        &[
            "1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK",
            "1\tB\tBowl\t2\t2010-12-01 08:26:00\t0.000\t17850\tUK",
            "2\tA\tLamp\t4\t2010-12-01 09:00:00\t2.550\t17850\tUK",
            "C3\tA\tLamp\t-7\t2010-12-02 10:00:00\t2.550\t17850\tUK",
            "C4\tA\tLamp\t-5\t2010-12-02 11:00:00\t2.550\t17850\tUK",
        ],
    );
    let whole = sold(&folder.path().join("at once"), &path);
    assert_eq!((whole.sales.count, whole.returns.count), (2, 4));

    let data = folder.path().join("till");
    let cut = catch_unwind(AssertUnwindSafe(|| {
        replay(TillOptions::new(&data), &path, |_, _| {
            panic!("the power goes")
        })
    }));
    assert!(cut.is_err());
    assert_eq!(verified(&data), 1, "one invoice was sold by then");
    for _ in 0..2 {
        assert_eq!(sold(&data, &path), whole, "the whole file, each time");
        assert_eq!(verified(&data), 6);
    }
    let till = Till::open(TillOptions::new(&data)).unwrap();
    till.sign_in_from_the_shell(till.sellers().unwrap()[0].id);
    let shifts = till
        .call_json("list_shifts", serde_json::json!({ "limit": 10 }))
        .unwrap();
    assert_eq!(shifts.as_array().unwrap().len(), 2, "still one a day");
    till.close();

    let other = file(
        &folder,
        &["1\tA\tLamp\t5\t2010-12-01 08:26:00\t2.550\t17850\tUK"],
    );
    let error = replay(TillOptions::new(&data), &other, |_, _| {}).unwrap_err();
    assert!(
        matches!(&error, ReplayError::SoldOtherwise(invoice) if invoice == "1"),
        "{error}"
    );
}

#[test]
fn the_command_prints_one_object_with_these_keys_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let path = file(
        &folder,
        &[
            "1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK",
            "1\tB\tBowl\t2\t2010-12-01 08:26:00\t-1.000\t17850\tUK",
        ],
    );
    let said = Command::new(env!("CARGO_BIN_EXE_bezmen-till"))
        .arg("--data")
        .arg(folder.path().join("till"))
        .arg("replay")
        .arg(&path)
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    let text = String::from_utf8(said.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    let report: Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &Value| -> BTreeSet<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        keys(&report),
        of(&["invoices", "sales", "returns", "skipped", "seconds"])
    );
    for sums in ["sales", "returns"] {
        assert_eq!(keys(&report[sums]), of(&["count", "total_minor"]), "{sums}");
    }
    assert_eq!(
        keys(&report["skipped"][0]),
        of(&["line", "invoice", "reason", "amount_minor"])
    );
    assert_eq!(report["skipped"][0]["line"], 3);
    assert_eq!(
        report["sales"],
        serde_json::json!({ "count": 1, "total_minor": 1_530 })
    );
    assert!(
        report["seconds"]
            .as_f64()
            .is_some_and(|seconds| seconds > 0.0)
    );
    let mentioned = String::from_utf8(said.stderr).unwrap();
    assert!(mentioned.contains("nothing was sent"), "{mentioned}");
}

#[test]
fn a_broken_file_is_told_by_its_line_and_sells_nothing() {
    let folder = TempDir::new().unwrap();
    let path = file(
        &folder,
        &[
            "1\tA\tLamp\t6\t2010-12-01 08:26:00\t2.550\t17850\tUK",
            "2\tA\tLamp\tsix\t2010-12-01 08:26:00\t2.550\t17850\tUK",
        ],
    );
    let data = folder.path().join("till");
    let error = replay(TillOptions::new(&data), &path, |_, _| {})
        .unwrap_err()
        .to_string();
    assert!(error.contains("line 3") && error.contains("six"), "{error}");
    let till = Till::open(TillOptions::new(&data)).unwrap();
    assert_eq!(till.verify().unwrap().receipts, 0);
}
