//! The owner's barcode rules, from the console to the sale at the till.

use bezmen_contract::console::barcode_rules::BarcodeRules;
use bezmen_contract::console::sales::Receipt;
use bezmen_contract::till::Scan;
use bezmen_domain::barcode::Gtin;
use bezmen_domain::barcode::price_check::price_check_digit;
use bezmen_domain::money::Money;
use serde_json::{Value, json};

use crate::register::MILK;
use crate::world::{World, on_both};

const PATH: &str = "/api/v1/barcode-rules";

/// A label of the German form: 28, four digits of the product, the check digit of the weight, 0.512 kg.
fn label() -> String {
    let digit = price_check_digit("00512").unwrap();
    let payload = format!("281234{digit}00512").parse().unwrap();
    Gtin::from_payload(payload).unwrap().printed()
}

fn put(world: &World, rules: &Value) -> BarcodeRules {
    let known: BarcodeRules = world.shop.get(PATH);
    let input = json!({ "rules": rules, "expected_revision": known.revision });
    world.shop.send("PUT", PATH, &input)
}

on_both! {
    a_rule_of_the_owner_sells_a_label_at_the_till(world) {
        let register = world.register("till");
        register.pair(&world.shop, &world.shop.url(), "Касса 1");
        let cheese = json!({ "name": "Сыр", "sku": "1234", "unit": "kilogram", "price": 79_900, "active": true });
        let _: Value = world.shop.send("POST", "/api/v1/products", &cheese);
        register.open_shift(&world.shop);
        register.sync().unwrap();
        let scan = |text: &str| register.till.ask(Scan { text: text.to_owned(), quantity: None, approval: None });
        let label = label();
        let unknown = serde_json::to_value(scan(&label).unwrap()).unwrap();
        assert_eq!(unknown["outcome"], "unknown");

        let set = put(&world, &json!([
            { "encoding": "any", "pattern": "S-", "kind": "staff" },
            { "encoding": "ean13", "pattern": "28....C{NNDDD}.", "kind": "weight" },
        ]));
        assert!(!set.is_built_in && set.conflicts.is_empty());
        register.sync().unwrap();
        assert_eq!(scan("S-1").unwrap_err().code, "CODE_NOT_GOODS");
        let sold = register.sell(&[&label, MILK]);
        register.sync().unwrap();
        let receipt: Receipt = world.shop.get(&format!("/api/v1/receipts/{}", sold.sale_id));
        let line = &receipt.items[0];
        assert_eq!((line.name.as_str(), line.quantity.thousandths()), ("Сыр", 512));
        assert_eq!(line.total, Money::from_minor(40_909), "79 900 × 0.512 = 40 908.8");

        // Back to the built-in ones: the label is an unknown number again.
        assert!(put(&world, &json!([])).is_built_in);
        register.sync().unwrap();
        let unknown = serde_json::to_value(scan(&label).unwrap()).unwrap();
        assert_eq!(unknown["outcome"], "unknown");
        register.close();
    }
}
