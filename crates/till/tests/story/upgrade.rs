//! A new program at the database of an old one: everything that was sold is still there, to the letter.

use std::path::Path;
use std::sync::Arc;

use bezmen_till::clock::ManualClock;
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::desk::{Desk, MILK};

/// The manager of the old till, whose shift is open.
const MANAGER: &str = "00000000-0001-7d61-ae61-6765722d2d2d";

/// Noon of the day after the old till's last receipt.
const NEXT_DAY_MS: i64 = 1_795_345_200_000;

/// What each kind of row says, in the order in which a receipt shows it.
const ROWS: [&str; 7] = [
    "select series, number, kind, total_minor from sale order by rid",
    "select sale_rid, position, tender, amount_minor, tendered_minor, reference from sale_payment order by sale_rid, position",
    "select sale_rid, position, tax_rate_id, name, basis_points, mode, base_minor, tax_minor from sale_tax \
     order by sale_rid, position",
    "select epoch, seq, position, product_id, quantity from stock_move order by epoch, seq, position",
    "select id, state, is_copy, kick_drawer, attempts from print_job order by rid",
    "select rid, id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev from product \
     order by rid",
    "select code, rid, local from product_barcode order by code, rid",
];

fn rows(connection: &Connection) -> Vec<Vec<Vec<Cell>>> {
    let read = |sql: &str| {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect());
        rows.unwrap()
            .collect::<Result<Vec<Vec<Cell>>, _>>()
            .unwrap()
    };
    ROWS.iter().map(|sql| read(sql)).collect()
}

/// Puts the old till's database into a folder and returns what its rows say.
fn old_till(folder: &Path) -> Vec<Vec<Vec<Cell>>> {
    let connection = Connection::open(folder.join("till.db")).unwrap();
    let first = include_str!("../../../../migrations/till/0001_till.sql");
    connection.execute_batch(first).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    connection
        .pragma_update(None, "journal_mode", "wal")
        .unwrap();
    connection
        .execute_batch(include_str!("data/first_release.sql"))
        .unwrap();
    rows(&connection)
}

#[test]
fn a_till_of_the_first_release_is_taken_over_whole_and_sells_on() {
    let folder = TempDir::new().unwrap();
    let before = old_till(folder.path());
    let mut desk = Desk {
        till: None,
        clock: Arc::new(ManualClock::new(NEXT_DAY_MS)),
        folder,
    };
    desk.start();
    desk.assert_clean();
    let after = rows(&Connection::open(desk.folder.path().join("till.db")).unwrap());
    for (place, sql) in ROWS.iter().enumerate() {
        assert!(before[place].len() > 1, "{sql}");
        assert_eq!(after[place], before[place], "{sql}");
    }

    desk.sign_in(MANAGER, "2222");
    let status = desk.ok("get_sync_status", json!({}));
    assert_eq!(
        (&status["ops_total"], &status["lamp"]["waiting_receipts"]),
        (&json!(11), &json!(6)),
        "{status}"
    );
    let found = desk.ok("find_receipts", json!({ "query": "A1-000001", "limit": 5 }));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": found[0]["sale_id"] }));
    assert_eq!(receipt["row"]["total"], 40_834, "{receipt}");
    let paper = receipt["document"].to_string();
    for words in ["Картой (slip 7)", "408,34", "Вера Павлова", "НДС 20 %"] {
        assert!(paper.contains(words), "{words} is not in {paper}");
    }
    let milk = desk.ok("search_products", json!({ "query": "молок", "limit": 5 }));
    assert_eq!(milk[0]["name"], "Молоко 3,2 % 930 мл");
    let vera = desk.ok("search_customers", json!({ "query": "Вера", "limit": 5 }));
    assert_eq!(vera.as_array().map(Vec::len), Some(1), "{vera}");

    // The ticket that was open is open, the one on hold comes back after it.
    assert_eq!(desk.ticket()["lines"][0]["quantity"], 4_000);
    let sold = desk.pay(Desk::cash(50_000));
    assert_eq!(sold["number"], "A1-000007");
    let held = desk.ok("list_held", json!({}));
    desk.ok("recall_ticket", json!({ "held_id": held[0]["held_id"] }));
    assert_eq!(desk.ticket()["lines"][0]["quantity"], 2_000);
    desk.scan(MILK);
    assert_eq!(desk.pay(Desk::cash(50_000))["number"], "A1-000008");
    let back = json!({
        "return_id": "01a1fda8-fe6d-7000-8000-000000000001", "sale_id": receipt["row"]["sale_id"], "reason": "Брак",
        "items": [{ "line_id": receipt["lines"][0]["line_id"], "quantity": 2_000 }],
    });
    let returned: Value = desk.ok("return_items", back);
    assert_eq!(returned["number"], "A1-000009");

    // What the old till did not know: a marked piece is sold once.
    let bottle = format!("\u{1d}010{MILK}215aBc-DEfg1234\u{1d}93dGVz");
    desk.scan(&bottle);
    assert_eq!(
        desk.refused("scan", json!({ "text": bottle })),
        "MARKING_ON_TICKET"
    );
    assert_eq!(desk.pay(Desk::cash(50_000))["number"], "A1-000010");
    assert_eq!(
        desk.refused("scan", json!({ "text": bottle })),
        "MARKING_SOLD"
    );
    let counted = desk.expected_cash();
    let closed = desk.ok("close_shift", json!({ "counted_cash": counted }));
    assert_eq!(closed["difference"], 0, "{closed}");
    desk.assert_clean();
}
