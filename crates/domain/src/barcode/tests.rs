use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use super::gtin::check_digit;
use super::in_store::{LabelMeaning, PatternError, decode, quantity_of_sum};
use super::*;
use crate::id::SaleId;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;
use crate::receipt_number::{ReceiptNumber, ReceiptRef};

fn with_check_digit(payload: &str) -> String {
    format!("{payload}{}", check_digit(payload.parse().unwrap()))
}

/// The collected vectors stand beside the repository; a clone without them says so and goes on.
pub(super) fn vectors(name: &str) -> Option<Value> {
    // Tests run in the folder of their package.
    let path = Path::new("../../../shared/vectors").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {name} is not there");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn a_weight_label_names_its_product_and_weight() {
    let expected = Scanned::Weight {
        base_code: "2112345000008".parse().unwrap(),
        plu: "12345".to_owned(),
        quantity: Quantity::from_thousandths(500),
    };
    assert_eq!(classify("2112345005003", &rules()), expected);
    // Scanners may put the symbology before the digits and a line end after them.
    assert_eq!(classify("]E02112345005003\r\n", &rules()), expected);
}

#[test]
fn a_price_label_names_its_product_and_sum() {
    let label = with_check_digit("231234521090");
    let Scanned::Price {
        base_code,
        plu,
        sum,
    } = classify(&label, &rules())
    else {
        panic!("{label} is a price label")
    };
    assert_eq!(base_code.printed(), with_check_digit("231234500000"));
    assert_eq!((plu.as_str(), sum), ("12345", Money::from_minor(21_090)));
}

#[test]
fn a_label_of_nothing_is_the_bare_product() {
    assert_eq!(
        classify("2112345000008", &rules()),
        Scanned::Product {
            gtin: "2112345000008".parse().unwrap()
        }
    );
}

#[test]
fn products_are_one_whether_read_with_twelve_or_thirteen_digits() {
    let expected = Scanned::Product {
        gtin: "036000291452".parse().unwrap(),
    };
    assert_eq!(classify("036000291452", &rules()), expected);
    assert_eq!(classify("0036000291452", &rules()), expected);
    let twelve = with_check_digit("23456021090");
    let rule = InStoreRule::price("02.....{NNNDD}.", Currency::USD).unwrap();
    let read = decode(&twelve, std::slice::from_ref(&rule)).unwrap();
    assert_eq!(decode(&format!("0{twelve}"), &[rule]), Some(read.clone()));
    assert_eq!(
        (read.plu.as_str(), read.value),
        ("34560", LabelValue::Price(Money::from_minor(21_090)))
    );
}

#[test]
fn what_is_no_number_is_text_and_what_was_misread_is_said() {
    assert_eq!(
        classify(" АРТ-17 ", &rules()),
        Scanned::Text {
            text: "АРТ-17".to_owned()
        }
    );
    assert_eq!(
        classify("12345", &rules()),
        Scanned::Text {
            text: "12345".to_owned()
        }
    );
    assert_eq!(
        classify("", &rules()),
        Scanned::Text {
            text: String::new()
        }
    );
    assert_eq!(
        classify("2112345005004", &rules()),
        Scanned::BadCheckDigit {
            text: "2112345005004".to_owned(),
            expected: 3,
            found: 4
        }
    );
    let receipt = ReceiptRef {
        number: ReceiptNumber {
            series: "A1".to_owned(),
            number: 42,
        },
        sale_id: SaleId::from_parts(5, [1; 10]),
    };
    assert_eq!(
        classify(&receipt.to_string(), &rules()),
        Scanned::Receipt { receipt }
    );
}

#[test]
fn a_broken_pattern_is_refused_with_the_reason() {
    let refused = |pattern: &str| InStoreRule::weight(pattern).unwrap_err();
    for pattern in [
        "......{}......",
        ".......{DN}....",
        "....{NN}...{DD}.",
        "21...........",
        "21.....{NNDDD.",
    ] {
        assert_eq!(refused(pattern), PatternError::EmbeddedNumber, "{pattern}");
    }
    assert_eq!(
        refused("21*....{NNDDD}."),
        PatternError::Character { found: '*' }
    );
    assert_eq!(
        refused("21....{NNDDD}."),
        PatternError::Length { found: 12 }
    );
    assert_eq!(refused("21.....{NNDDD}C"), PatternError::CheckAtEnd);
    assert_eq!(
        refused("21.....{NDDDD}."),
        PatternError::TooManyDecimals { most: 3 }
    );
    let yen = Currency::from_code("JPY").unwrap();
    assert_eq!(
        InStoreRule::price("23.....{NNNDD}.", yen),
        Err(PatternError::TooManyDecimals { most: 0 })
    );
    for rule in rules() {
        let made = match rule.meaning {
            LabelMeaning::Weight => InStoreRule::weight(&rule.pattern),
            LabelMeaning::Price => InStoreRule::price(&rule.pattern, Currency::RUB),
        };
        assert_eq!(made, Ok(rule));
    }
}

#[test]
fn the_collected_in_store_labels_are_read() {
    let Some(file) = vectors("instore_barcodes.json") else {
        return;
    };
    for case in file["ean13_in_store"].as_array().unwrap() {
        let rule = InStoreRule::weight(case["pattern"].as_str().unwrap()).unwrap();
        let label = decode(case["ean13"].as_str().unwrap(), &[rule]).unwrap();
        assert_eq!(label.plu, case["plu"].as_str().unwrap());
        assert_eq!(
            label.base_code.printed(),
            case["base_code"].as_str().unwrap()
        );
        let weight = Quantity::parse(case["weight_kg"].as_str().unwrap()).unwrap();
        assert_eq!(label.value, LabelValue::Weight(weight));
    }
    for case in file["upca_number_system_2"].as_array().unwrap() {
        // Item, price check digit, price: the point after the item's digits takes the price check digit.
        let rule = InStoreRule::price("02......{NNDD}.", Currency::USD).unwrap();
        let label = decode(case["upca"].as_str().unwrap(), &[rule]).unwrap();
        assert_eq!(
            label.plu,
            format!("{}{}", case["item"].as_str().unwrap(), case["price_check"])
        );
        let sum = Money::parse(case["price"].as_str().unwrap(), Currency::USD).unwrap();
        assert_eq!(label.value, LabelValue::Price(sum));
    }
    for case in file["check_digits"].as_array().unwrap() {
        let text = case["gtin"].as_str().unwrap();
        assert_eq!(
            gtin::parse(text).is_ok(),
            case["ok"].as_bool().unwrap(),
            "{text}"
        );
    }
}

#[test]
fn the_collected_nomenclature_gives_the_same_base_codes() {
    let Some(file) = vectors("odoo_barcode_nomenclature.json") else {
        return;
    };
    let mut read = 0;
    for case in file["cases"].as_array().unwrap() {
        let patterns = case["rules"].as_array().unwrap();
        // Rules for eight digits, and weights finer than a gram, are outside this product's first labels.
        let rules: Vec<InStoreRule> = patterns
            .iter()
            .filter_map(|rule| InStoreRule::weight(rule["pattern"].as_str()?).ok())
            .collect();
        for scan in case["scans"].as_array().unwrap() {
            let text = scan["in"].as_str().unwrap();
            let expects_error = scan["type"] == "error";
            if expects_error {
                assert_eq!(decode(text, &rules), None, "{text}");
            } else if rules.len() == patterns.len() {
                let label = decode(text, &rules).unwrap();
                assert_eq!(
                    label.base_code.printed(),
                    scan["base_code"].as_str().unwrap()
                );
                let value = Quantity::parse(scan["value"].as_str().unwrap()).unwrap();
                assert_eq!(label.value, LabelValue::Weight(value));
                read += 1;
            }
        }
    }
    assert!(read > 0, "no case was comparable");
    for pattern in file["invalid_patterns"].as_array().unwrap() {
        assert!(
            InStoreRule::weight(pattern.as_str().unwrap()).is_err(),
            "{pattern}"
        );
    }
}

#[test]
fn marking_codes_and_gs1_labels_lead_to_their_item() {
    let item = Scanned::Product {
        gtin: "4607034950019".parse().unwrap(),
    };
    let marking = "]d2\u{1d}0104607034950019215aBc-DEfg1234\u{1d}93dGVz";
    assert_eq!(classify(marking, &rules()), item);
    assert_eq!(classify(&format!("{marking}\r\n"), &rules()), item);
    assert_eq!(classify("(01)04607034950019(10)AB", &rules()), item);
    assert_eq!(
        classify("]e00194607034950012310300123", &rules()),
        Scanned::Text {
            text: "0194607034950012310300123".to_owned()
        },
        "a digit of the weight is missing"
    );
    assert_eq!(
        classify("]e001946070349500123103001234", &rules()),
        Scanned::Weight {
            base_code: "4607034950019".parse().unwrap(),
            plu: "4607034950019".to_owned(),
            quantity: Quantity::from_thousandths(1234),
        }
    );
    // The tail ran into the serial number: the till says that it does not know the code.
    let damaged = "0104607034950019215aBc-DEfg123493dGVz";
    assert_eq!(
        classify(damaged, &rules()),
        Scanned::Text {
            text: damaged.to_owned()
        }
    );
}

#[test]
fn a_price_on_a_label_says_how_much_was_weighed() {
    let quantity = |sum: i64, price: i64| {
        quantity_of_sum(Money::from_minor(sum), Money::from_minor(price)).map(Quantity::thousandths)
    };
    assert_eq!(quantity(21_090, 60_000), Some(352));
    assert_eq!(quantity(1, 60_000), Some(0));
    assert_eq!(quantity(30, 60_000), Some(1));
    assert_eq!(quantity(29, 60_000), Some(0));
    assert_eq!(quantity(0, 60_000), Some(0));
    assert_eq!(quantity(100, 0), None);
    assert_eq!(quantity(-1, 100), None);
}

proptest! {
    #[test]
    fn any_label_that_a_scale_prints_is_read_back(plu in 0_u32..100_000, value in 1_i64..100_000, weight in any::<bool>()) {
        let prefix = if weight { "21" } else { "23" };
        let label = with_check_digit(&format!("{prefix}{plu:05}{value:05}"));
        let product = with_check_digit(&format!("{prefix}{plu:05}00000"));
        match classify(&label, &rules()) {
            Scanned::Weight { base_code, plu: read, quantity } => {
                prop_assert!(weight);
                prop_assert_eq!((base_code.printed(), read), (product, format!("{plu:05}")));
                prop_assert_eq!(quantity.thousandths(), value);
            }
            Scanned::Price { base_code, plu: read, sum } => {
                prop_assert!(!weight);
                prop_assert_eq!((base_code.printed(), read), (product, format!("{plu:05}")));
                prop_assert_eq!(sum.minor(), value);
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,40}") {
        let _ = classify(&text, &rules());
    }
}
