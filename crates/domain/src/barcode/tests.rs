use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use super::gtin::check_digit;
use super::rule::Encoding;
use super::*;
use crate::id::SaleId;
use crate::money::{Currency, Money};
use crate::quantity::Quantity;
use crate::receipt_number::{ReceiptNumber, ReceiptRef};

pub(super) fn with_check_digit(payload: &str) -> String {
    format!("{payload}{}", check_digit(payload.parse().unwrap()))
}

/// What a text is to a new shop in Russia.
fn as_new(text: &str) -> Scanned {
    classify(text, &RuleSet::of_new_shop(Currency::RUB), Currency::RUB)
}

/// What a text is to a shop with these rules.
pub(super) fn by(rules: &[(Encoding, &str, RuleKind)], text: &str) -> Scanned {
    let rule = |(encoding, pattern, kind): &(Encoding, &str, RuleKind)| {
        Rule::new(*encoding, pattern, *kind).unwrap()
    };
    let rules = RuleSet::new(rules.iter().map(rule).collect());
    classify(text, &rules, Currency::RUB)
}

pub(super) fn number(text: &str) -> BaseCode {
    BaseCode::Number(text.parse().unwrap())
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
        base_code: number("2112345000008"),
        plu: "12345".to_owned(),
        quantity: Quantity::from_thousandths(500),
    };
    assert_eq!(as_new("2112345005003"), expected);
    // Scanners may put the symbology before the digits and a line end after them.
    assert_eq!(as_new("]E02112345005003\r\n"), expected);
}

#[test]
fn a_price_label_names_its_product_and_sum() {
    let label = with_check_digit("231234521090");
    let Scanned::Price {
        base_code,
        plu,
        sum,
    } = as_new(&label)
    else {
        panic!("{label} is a price label")
    };
    assert_eq!(base_code.printed(), with_check_digit("231234500000"));
    assert_eq!((plu.as_str(), sum), ("12345", Money::from_minor(21_090)));
}

#[test]
fn a_label_of_nothing_is_the_bare_product() {
    assert_eq!(
        as_new("2112345000008"),
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
    assert_eq!(as_new("036000291452"), expected);
    assert_eq!(as_new("0036000291452"), expected);
    let twelve = with_check_digit("23456021090");
    let rule = [(Encoding::Ean13, "02.....{NNNDD}.", RuleKind::Price)];
    let read = by(&rule, &twelve);
    assert_eq!(by(&rule, &format!("0{twelve}")), read);
    let base_code = number(&with_check_digit("23456000000"));
    assert_eq!(
        read,
        Scanned::Price {
            base_code,
            plu: "34560".to_owned(),
            sum: Money::from_minor(21_090)
        }
    );
}

#[test]
fn what_is_no_number_is_text_and_what_was_misread_is_said() {
    assert_eq!(
        as_new(" АРТ-17 "),
        Scanned::Text {
            text: "АРТ-17".to_owned()
        }
    );
    assert_eq!(
        as_new("12345"),
        Scanned::Text {
            text: "12345".to_owned()
        }
    );
    assert_eq!(
        as_new(""),
        Scanned::Text {
            text: String::new()
        }
    );
    assert_eq!(
        as_new("2112345005004"),
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
    assert_eq!(as_new(&receipt.to_string()), Scanned::Receipt { receipt });
}

#[test]
fn marking_codes_and_gs1_labels_lead_to_their_item() {
    let item = Scanned::Product {
        gtin: "4607034950019".parse().unwrap(),
    };
    let marking = "]d2\u{1d}0104607034950019215aBc-DEfg1234\u{1d}93dGVz";
    assert_eq!(as_new(marking), item);
    assert_eq!(as_new(&format!("{marking}\r\n")), item);
    assert_eq!(as_new("(01)04607034950019(10)AB"), item);
    assert_eq!(
        as_new("]e00194607034950012310300123"),
        Scanned::Text {
            text: "0194607034950012310300123".to_owned()
        },
        "a digit of the weight is missing"
    );
    assert_eq!(
        as_new("]e001946070349500123103001234"),
        Scanned::Weight {
            base_code: number("4607034950019"),
            plu: "4607034950019".to_owned(),
            quantity: Quantity::from_thousandths(1234),
        }
    );
    // The tail ran into the serial number: the till says that it does not know the code.
    let damaged = "0104607034950019215aBc-DEfg123493dGVz";
    assert_eq!(
        as_new(damaged),
        Scanned::Text {
            text: damaged.to_owned()
        }
    );
}

proptest! {
    #[test]
    fn any_label_that_a_scale_prints_is_read_back(plu in 0_u32..100_000, value in 1_i64..100_000, weight in any::<bool>()) {
        let prefix = if weight { "21" } else { "23" };
        let label = with_check_digit(&format!("{prefix}{plu:05}{value:05}"));
        let product = with_check_digit(&format!("{prefix}{plu:05}00000"));
        match as_new(&label) {
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
        let _ = as_new(&text);
    }
}
