//! Labels that were printed at another price than the shop's.

use bezmen_domain::barcode::Gtin;
use serde_json::{Value, json};

use super::desk::Desk;
use super::drawer::audits;

/// A label of cheese, 799.00 a kilogram: weight in grams and sum in kopecks, as GS1 data.
fn label(grams: u32, sum: u32) -> String {
    let item = Gtin::from_payload(9_210_000_600_000).unwrap().printed();
    format!("(01){item}(3103){grams:06}(3922){sum}")
}

fn line(desk: &Desk, at: usize) -> Value {
    desk.ticket()["lines"][at].clone()
}

#[test]
fn a_label_at_an_old_price_is_sold_as_it_is_and_told() {
    let desk = Desk::open();
    // 0.500 kg at 699.00.
    assert_eq!(desk.scan(&label(500, 34_950))["outcome"], "added");
    let old = line(&desk, 0);
    assert_eq!(
        (&old["total"], &old["quantity"], &old["unit_price"]),
        (&json!(34_950), &json!(500), &json!(79_900)),
        "both prices are kept"
    );
    let warning = old["warning"].as_str().unwrap();
    assert!(
        warning.starts_with("Этикетка напечатана по цене 699,00") && warning.contains("799,00"),
        "{warning}"
    );
    let audited = audits(&desk);
    assert_eq!(audited.len(), 1);
    assert_eq!(
        (audited[0].0.as_str(), audited[0].2),
        ("label_price_differs", 34_950)
    );

    // The shop's price, rounded down by the scale: 0.333 kg are 266.07.
    desk.scan(&label(333, 26_606));
    assert_eq!(line(&desk, 1)["total"], 26_606);
    assert!(line(&desk, 1).get("warning").is_none());
    // A label that names its price of a kilogram.
    let item = Gtin::from_payload(9_210_000_600_000).unwrap().printed();
    desk.scan(&format!("(01){item}(3103)001000(8005)081900"));
    assert_eq!(line(&desk, 2)["total"], 81_900);
    assert!(
        line(&desk, 2)["warning"]
            .as_str()
            .unwrap()
            .contains("819,00")
    );
    // A weight alone says nothing of a price.
    let weight = Gtin::from_payload(210_000_600_512).unwrap().printed();
    desk.scan(&weight);
    assert_eq!(line(&desk, 3)["total"], 40_909);
    assert!(line(&desk, 3).get("warning").is_none());
    assert_eq!(audits(&desk).len(), 2);

    let total = desk.ticket()["total"].as_i64().unwrap();
    assert_eq!(total, 34_950 + 26_606 + 81_900 + 40_909);
    let sold = desk.pay(Desk::cash(total));
    let receipt = desk.ok("get_receipt", json!({ "sale_id": sold["sale_id"] }));
    assert_eq!(receipt["lines"][0]["unit_price"], 79_900);
    assert_eq!(receipt["lines"][0]["total"], 34_950);
    desk.assert_clean();
}
