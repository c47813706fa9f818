//! A file of invoices: every line is sold, taken back or reported.

use bezmen_till::replay::{ReplayError, replay};
use bezmen_till::{Till, TillOptions};
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
    let report = replay(TillOptions::new(&data), &path, |_, _| {}).unwrap();
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

    let again = replay(TillOptions::new(&data), &path, |_, _| {}).unwrap_err();
    assert!(matches!(again, ReplayError::SoldBefore(_)), "{again}");
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
