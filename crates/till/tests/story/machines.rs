//! Scale, print queue and backups, as the engine sees them.

use std::sync::{Arc, Mutex};

use bezmen_contract::till::{ScaleState, ScaleView};
use bezmen_domain::quantity::Quantity;
use bezmen_till::hooks::{ScaleBench, ScaleReader};
use bezmen_till::{Till, TillOptions, fixture};
use serde_json::{Value, json};

use super::desk::{Desk, MILK, approval};

/// A scale that shows what it is told to.
struct Pan(Mutex<ScaleView>);

impl ScaleReader for Pan {
    fn view(&self) -> ScaleView {
        self.0.lock().unwrap().clone()
    }

    fn bench(&self) -> Option<&dyn ScaleBench> {
        None
    }
}

fn shows(state: ScaleState, grams: i64) -> ScaleView {
    let weight = Some(Quantity::from_thousandths(grams));
    ScaleView {
        state,
        weight,
        tare: None,
        age_ms: 10,
        hint: "Подождите: вес ещё меняется.".to_owned(),
    }
}

#[test]
fn only_a_stable_weight_above_the_tare_is_sold() {
    let desk = Desk::open();
    let cheese = fixture::product_id(6);
    let weigh = |tare: i64| json!({ "product_id": cheese, "tare": tare });
    assert_eq!(
        desk.refused("add_weighed", weigh(0)),
        "SCALE_NOT_READY",
        "there is no scale"
    );
    let pan = Arc::new(Pan(Mutex::new(shows(ScaleState::Unstable, 512))));
    desk.till().plug_scale(Some(Arc::clone(&pan) as Arc<_>));
    let failure = desk.call("add_weighed", weigh(0)).unwrap_err();
    assert_eq!(failure.message, "Подождите: вес ещё меняется.");
    *pan.0.lock().unwrap() = shows(ScaleState::Stable, 512);
    assert_eq!(desk.refused("add_weighed", weigh(600)), "SCALE_NOT_READY");
    let ticket = desk.ok("add_weighed", weigh(12));
    assert_eq!(ticket["lines"][0]["quantity"], 500);
    assert_eq!(ticket["total"], 39_950);
    let ticket = desk.ok("add_weighed", weigh(12));
    assert_eq!(
        ticket["lines"].as_array().unwrap().len(),
        2,
        "the same weight twice is two lines"
    );
    let milk = json!({ "product_id": fixture::product_id(0) });
    assert_eq!(desk.refused("add_weighed", milk), "NOT_WEIGHED");
    let by_hand =
        |approval: Value| json!({ "product_id": cheese, "quantity": 300, "approval": approval });
    assert_eq!(
        desk.refused("add_product", by_hand(Value::Null)),
        "APPROVAL_REQUIRED"
    );
    desk.ok("add_product", by_hand(approval("весы сломаны")));
    desk.till().plug_scale(None);
}

#[test]
fn receipts_are_queued_for_the_printer_in_the_transaction_of_the_sale() {
    let desk = Desk::open();
    desk.scan(MILK);
    assert_eq!(desk.pay(Desk::cash(8_990))["print_job_id"], Value::Null);
    desk.sign_in(fixture::manager(), "2222");
    let mut settings = desk.ok("get_settings", Value::Null);
    let address = json!({ "kind": "file", "path": "/nonexistent/printer" });
    settings["printer"] = json!({ "address": address, "profile": "virtual", "drawer": true });
    desk.ok("save_settings", json!({ "settings": settings }));
    desk.sign_in(fixture::cashier(), "1111");
    desk.scan(MILK);
    let done = desk.pay(Desk::cash(8_990));
    let jobs = desk.ok("list_print_jobs", json!({ "limit": 10 }));
    assert_eq!(jobs[0]["job_id"], done["print_job_id"]);
    assert_eq!(
        (jobs[0]["title"].clone(), jobs[0]["state"].clone()),
        (json!("A1-000002"), json!("queued"))
    );
    assert_eq!(desk.ok("close_shift_preview", Value::Null)["unprinted"], 1);
    assert_eq!(
        desk.refused("open_drawer", json!({ "reason": "размен" })),
        "APPROVAL_REQUIRED"
    );
    desk.ok(
        "open_drawer",
        json!({ "reason": "размен", "approval": approval("размен") }),
    );
    assert_eq!(
        desk.ok("list_print_jobs", json!({ "limit": 10 }))
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_technician_prints_a_test_page_before_the_till_is_paired() {
    let folder = tempfile::TempDir::new().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    let mut settings = till.call_json("get_settings", Value::Null).unwrap();
    let address = json!({ "kind": "tcp", "address": "127.0.0.1:9" });
    settings["printer"] = json!({ "address": address, "profile": "virtual", "drawer": false });
    till.call_json("save_settings", json!({ "settings": settings }))
        .unwrap();
    let tried = till
        .call_json("test_printer", json!({ "test": "receipt" }))
        .unwrap();
    assert!(tried["preview"].to_string().contains("Яблоки"), "{tried}");
    assert_eq!(tried["is_sent"], false, "nothing listens there: {tried}");
}

#[test]
fn a_closed_shift_leaves_a_whole_backup() {
    let mut desk = Desk::open();
    desk.scan(MILK);
    desk.pay(Desk::cash(8_990));
    desk.ok("close_shift", json!({ "counted_cash": 108_990 }));
    desk.till.take().unwrap().close();
    let backups: Vec<_> = std::fs::read_dir(desk.folder.path().join("backups"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(backups.len(), 1, "{backups:?}");
    let elsewhere = tempfile::TempDir::new().unwrap();
    std::fs::copy(&backups[0], elsewhere.path().join("till.db")).unwrap();
    let till = Till::open(TillOptions::new(elsewhere.path())).unwrap();
    let report = till.verify().unwrap();
    assert_eq!(
        (report.receipts, report.shifts, report.faults.len()),
        (1, 1, 0)
    );
}

#[test]
fn a_backup_that_fails_is_said_and_the_shift_is_closed_all_the_same() {
    let mut desk = Desk::open();
    desk.sign_in(fixture::manager(), "2222");
    let mut settings = desk.ok("get_settings", Value::Null);
    let file = desk.folder.path().join("a file");
    std::fs::write(&file, "not a folder").unwrap();
    settings["backup_dir"] = json!(file.join("inside"));
    desk.ok("save_settings", json!({ "settings": settings }));
    desk.ok("close_shift", json!({ "counted_cash": 100_000 }));
    desk.restart();
    let notices = desk.ok("get_sync_status", Value::Null)["notices"].clone();
    assert!(
        notices[0]["text"]
            .as_str()
            .unwrap()
            .starts_with("Резервная копия не сделана"),
        "{notices}"
    );
    desk.sign_in(fixture::cashier(), "1111");
    desk.ok(
        "dismiss_notice",
        json!({ "notice_id": notices[0]["notice_id"] }),
    );
    assert!(
        desk.ok("get_sync_status", Value::Null)["notices"]
            .as_array()
            .unwrap()
            .is_empty()
    );
}

#[test]
fn quick_keys_stand_by_category_in_the_owners_order() {
    let desk = Desk::open();
    let pages = desk.ok("quick_keys", Value::Null);
    assert_eq!(pages[0]["name"], "Молочное");
    assert_eq!(pages[0]["products"][0]["name"], "Молоко 3,2 % 930 мл");
    let key = json!({ "product_id": pages[0]["products"][0]["product_id"], "quick_key": true });
    assert_eq!(desk.ok("add_product", key)["total"], 8_990);
    let category = pages[1]["category_id"].clone();
    let bread = desk.ok(
        "search_products",
        json!({ "query": "", "category_id": category, "limit": 50 }),
    );
    assert_eq!(bread.as_array().unwrap().len(), 4);
}
