//! `verify` as a program: whatever was changed behind the till's back is named, and the command fails.

use std::path::Path;

use bezmen_till::store::DATABASE_FILE;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::desk::{Desk, KEFIR, MILK, approval};
use super::shell::{run, words};

/// What is done to the database, and the words that name it.
const FORGERIES: [(&str, &str); 21] = [
    (
        "update sale set number = 9 where number = 4",
        "series A1 has 4 receipts, its last number is 9",
    ),
    (
        "update receipt_series set last_number = 9",
        "series A1 took numbers up to 9, its receipts end at 4",
    ),
    (
        "update sale set total_minor = total_minor - 1 where number = 1",
        "receipt A1-1: the lines do not add up to the total",
    ),
    (
        "update sale_line set base_minor = base_minor + 1 where sale_rid = 1",
        "receipt A1-1: a line is not its base and tax, or not its price less discounts",
    ),
    (
        "update op set body = json_set(body, '$.payments[0].amount', 1) where seq = 2",
        "receipt A1-1: the payments are not the total with its rounding",
    ),
    (
        "update op set body = json_set(body, '$.taxes[0].tax', 1) where seq = 2",
        "receipt A1-1: the taxes are not those of its lines",
    ),
    (
        "update sale set op_seq = 999 where number = 1",
        "receipt A1-1 is not in the log",
    ),
    (
        "update sale_line set quantity = 99000 where return_of_line is not null",
        "receipt A1-2: more of a line came back than was sold",
    ),
    (
        "update sale_line set quantity = quantity + 1000 where sale_rid = 1",
        "receipt A1-1: its lines are not those of its operation",
    ),
    (
        "update sale_line set ki = '010460068200017421A' where sale_rid = 1",
        "receipt A1-1: its lines are not those of its operation",
    ),
    (
        "delete from op where seq = 4",
        "operations 4 to 4 of epoch 1 are missing",
    ),
    (
        "update op set prev_hash = substr(hash, 1, 64) where seq = 4",
        "operation 4 of epoch 1 does not follow the one before",
    ),
    (
        "update op set body = body || ' ' where seq = 4",
        "operation 4 of epoch 1 was changed after it was written",
    ),
    (
        "update op_head set seq = seq + 1",
        "the log ends at operation ",
    ),
    (
        "update op set body = json_set(body, '$.difference', 5) where kind = 'shift_closed'",
        "the Z report of shift 1 is not the sum of its operations",
    ),
    (
        "update shift set totals = json_set(totals, '$.expected_cash', 5) where number = 1",
        "the totals kept of shift 1 are not the sum of its operations",
    ),
    (
        "update shift set totals = json_set(totals, '$.expected_cash', 5) where number = 2",
        "the totals of the open shift 2 are not the sum of its operations",
    ),
    (
        "update shift set closed_at_ms = 1 where number = 2",
        "the log and the list of shifts disagree about which shift is open (2)",
    ),
    (
        "update op set kind = 'dance' where kind = 'shift_opened'",
        "shift 1 was closed without having been opened",
    ),
    (
        "update op set kind = 'dance' where kind = 'shift_opened'",
        "something was sold while no shift was open",
    ),
    (
        // An index that points elsewhere: the quick look at the start does not see that, a whole check does.
        "create index sale_by_day on sale (sold_at_ms);
         pragma writable_schema = on;
         update sqlite_schema set sql = 'create index sale_by_day on sale (number)' where name = 'sale_by_day'",
        "the database is damaged: ",
    ),
];

/// A till with a closed shift and an open one, with a discount, a return and a payment out of the drawer.
fn honest_till() -> TempDir {
    let mut desk = Desk::open();
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    desk.ok("scan", json!({ "text": KEFIR, "quantity": 2_000 }));
    let discount = json!({ "kind": "percent", "basis_points": 500 });
    desk.ok("set_receipt_discount", json!({ "discount": discount }));
    let sold = desk.pay(json!([{ "kind": "card", "amount": 15_181, "reference": null }]));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    desk.ok(
        "return_items",
        json!({
            "return_id": "01890000-0000-7000-8000-000000000001", "sale_id": sold["sale_id"],
            "items": [{ "line_id": receipt["lines"][0]["line_id"], "quantity": 1_000 }], "reason": "не подошло",
        }),
    );
    desk.ok(
        "move_cash",
        json!({
            "cash_move_id": "01890000-0000-7000-8000-000000000002", "direction": "out", "amount": 5_000,
            "reason": "в банк", "approval": approval("размен"),
        }),
    );
    let counted = desk.expected_cash();
    desk.ok("close_shift", json!({ "counted_cash": counted }));
    desk.ok("open_shift", json!({ "opening_float": 0 }));
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    desk.assert_clean();
    desk.till.take().unwrap().close();
    desk.folder
}

fn copy(from: &Path) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::copy(from.join(DATABASE_FILE), folder.path().join(DATABASE_FILE)).unwrap();
    folder
}

#[test]
fn every_forgery_is_named_and_fails_the_command() {
    let honest = honest_till();
    let verified = run(copy(honest.path()).path(), &["verify"]);
    assert!(verified.status.success(), "{verified:?}");

    for (sql, sentence) in FORGERIES {
        let folder = copy(honest.path());
        let database = Connection::open(folder.path().join(DATABASE_FILE)).unwrap();
        database.execute_batch("pragma foreign_keys = off").unwrap();
        database.execute_batch(sql).unwrap();
        database.close().unwrap();
        let output = run(folder.path(), &["verify"]);
        let told = words(&output, 1);
        assert!(told.contains("первая: "), "{sql}: {told}");
        let report: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
        let faults = report["faults"].as_array().unwrap();
        assert!(
            faults
                .iter()
                .any(|fault| fault.as_str().unwrap().starts_with(sentence)),
            "{sql}: {faults:?} without “{sentence}”"
        );
    }
}

#[test]
fn a_mistyped_folder_is_no_till_and_stays_so() {
    let folder = TempDir::new().unwrap();
    let (typo, copies) = (folder.path().join("typo"), folder.path().join("copies"));
    for arguments in [
        vec!["verify"],
        vec!["backup", copies.to_str().unwrap()],
        vec!["sync", "--once"],
        vec!["sell", "--item", MILK, "--pay", "cash:500"],
    ] {
        let told = words(&run(&typo, &arguments), 1);
        assert!(told.contains("there is no till in"), "{told}");
        assert!(told.contains("--data"), "{told}");
        assert!(!typo.exists(), "{arguments:?} made a folder");
    }
    assert!(!copies.exists());
}
