//! Freezes the sync wire: what a till or a server of version 1 says is read for ever, and said alike.
//!
//! A file of `golden/v1` is never changed. A new field gets a default, so that the old files still parse; what is written
//! may have more fields than a file, never fewer and never others.
#![expect(
    clippy::unwrap_used,
    reason = "a golden file that cannot be read fails its test"
)]

use std::path::Path;

use bezmen_contract::wire::{
    HeadReply, Hint, PairPoll, PairPolled, PairStart, PairStarted, PullPage, PushConflict,
    PushReply, PushRequest, SnapshotReply, SnapshotRequest, fact, row,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn golden(name: &str) -> Value {
    // Tests run in the folder of their package.
    let path = Path::new("tests/golden/v1").join(format!("{name}.json"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap()
}

/// Reads a file and writes it again: every field of the file must come back as it was.
fn is_frozen<T: Serialize + DeserializeOwned>(name: &str) {
    let file = golden(name);
    let value: T = serde_json::from_value(file.clone())
        .unwrap_or_else(|error| panic!("{name} is not read any more: {error}"));
    contains(&serde_json::to_value(&value).unwrap(), &file, name);
}

fn contains(written: &Value, file: &Value, at: &str) {
    match (written, file) {
        (Value::Object(written), Value::Object(file)) => {
            for (field, value) in file {
                let found = written
                    .get(field)
                    .unwrap_or_else(|| panic!("{at}.{field} is not written any more"));
                contains(found, value, &format!("{at}.{field}"));
            }
        }
        (Value::Array(written), Value::Array(file)) => {
            assert_eq!(written.len(), file.len(), "{at}");
            written
                .iter()
                .zip(file)
                .enumerate()
                .for_each(|(n, (written, file))| contains(written, file, &format!("{at}[{n}]")));
        }
        (written, file) => assert_eq!(written, file, "{at}"),
    }
}

#[test]
fn pairing_is_frozen() {
    is_frozen::<PairStart>("pair_start");
    is_frozen::<PairStarted>("pair_started");
    is_frozen::<PairPoll>("pair_poll");
    for state in ["pending", "expired", "denied", "approved"] {
        is_frozen::<PairPolled>(&format!("pair_polled_{state}"));
    }
}

#[test]
fn push_is_frozen() {
    is_frozen::<PushRequest>("push_request");
    is_frozen::<PushReply>("push_reply");
    for conflict in ["epoch_stale", "gap", "fork", "broken_chain", "server_epoch"] {
        is_frozen::<PushConflict>(&format!("push_conflict_{conflict}"));
    }
}

#[test]
fn pull_is_frozen() {
    is_frozen::<PullPage>("pull_page");
    is_frozen::<HeadReply>("head_reply");
    is_frozen::<SnapshotRequest>("snapshot_request");
    is_frozen::<SnapshotReply>("snapshot_reply");
    is_frozen::<Hint>("hint");
}

#[test]
fn facts_are_frozen() {
    is_frozen::<fact::ShiftOpened>("fact_shift_opened");
    is_frozen::<fact::SaleFact>("fact_sale");
    is_frozen::<fact::SaleFact>("fact_sale_marked");
    is_frozen::<fact::SaleFact>("fact_return");
    is_frozen::<fact::CashMoveFact>("fact_cash_move");
    is_frozen::<fact::ShiftClosed>("fact_shift_closed");
    is_frozen::<fact::CustomerPut>("fact_customer_put");
    is_frozen::<fact::AuditFact>("fact_audit");
}

#[test]
fn rows_are_frozen() {
    is_frozen::<row::CompanyRow>("row_company");
    is_frozen::<row::CompanyRow>("row_company_rules");
    is_frozen::<row::StoreRow>("row_store");
    is_frozen::<row::TaxRateRow>("row_tax_rate");
    is_frozen::<row::CategoryRow>("row_category");
    is_frozen::<row::ProductRow>("row_product");
    is_frozen::<row::PersonRow>("row_person");
    is_frozen::<row::CustomerRow>("row_customer");
    is_frozen::<row::TerminalRow>("row_terminal");
}

/// A till that knows of no marked pieces says nothing of them, and nobody says it for it.
#[test]
fn a_line_without_a_code_says_nothing_of_one() {
    let sale: fact::SaleFact = serde_json::from_value(golden("fact_sale")).unwrap();
    assert!(sale.lines.iter().all(|line| line.ki.is_none()));
    let written = serde_json::to_value(&sale).unwrap();
    assert_eq!(written["lines"][0].get("ki"), None);
}

/// A newer till or server says more than this version knows.
#[test]
fn fields_of_tomorrow_are_passed_over() {
    for name in ["push_reply", "head_reply", "row_product", "fact_sale"] {
        let mut file = golden(name);
        file["a_field_of_tomorrow"] = Value::Bool(true);
        if let Some(line) = file.pointer_mut("/lines/0") {
            line["a_field_of_tomorrow"] = Value::Bool(true);
        }
        let read = match name {
            "push_reply" => serde_json::from_value::<PushReply>(file).map(drop),
            "head_reply" => serde_json::from_value::<HeadReply>(file).map(drop),
            "row_product" => serde_json::from_value::<row::ProductRow>(file).map(drop),
            _ => serde_json::from_value::<fact::SaleFact>(file).map(drop),
        };
        assert!(read.is_ok(), "{name}: {read:?}");
    }
}
