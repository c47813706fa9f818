//! What a code is, as one line of JSON.

use bezmen_domain::barcode::gs1::{Decoded, Element, Message};
use bezmen_domain::barcode::{
    Gs1Reading, MarkingCode, Recognised, RuleKind, RuleMatch, What, gtin,
};
use bezmen_domain::locale::Locale;
use serde_json::{Map, Value, json};

use crate::command::lines;

/// The keys that every line has, in their order.
const KEYS: [&str; 10] = [
    "kind",
    "gtin",
    "base_code",
    "value",
    "unit",
    "ais",
    "gs1_error",
    "ki",
    "rule",
    "error",
];

/// Tells what a line is. Dates are placed in the century that the year suggests.
pub fn line(text: &str, recognised: &Recognised, year: u16) -> Value {
    let mut told = nothing();
    let more = what(&recognised.what, year);
    if let Value::Object(more) = more {
        told.extend(more);
    }
    told.insert("code".to_owned(), text.into());
    if let Some(symbology) = recognised.symbology {
        told.insert("symbology".to_owned(), symbology.to_string().into());
    }
    Value::Object(told)
}

/// The answer to a line that is longer than any code.
pub fn too_long() -> Value {
    let mut told = nothing();
    told.insert("kind".to_owned(), "unknown".into());
    told.insert("error".to_owned(), lines::TOO_LONG.into());
    Value::Object(told)
}

/// Every key without a value.
fn nothing() -> Map<String, Value> {
    let key = |key: &&str| ((*key).to_owned(), Value::Null);
    KEYS.iter().map(key).collect()
}

fn what(what: &What, year: u16) -> Value {
    match what {
        What::Receipt(receipt) => json!({
            "kind": "receipt", "number": receipt.number.to_string(), "sale_id": receipt.sale_id,
        }),
        What::Marking(code) => marking(code, year),
        What::Gs1(reading) => gs1(reading, year),
        What::Rule(found) => added(rule(found), found.more.as_ref()),
        What::Misread {
            rule,
            expected,
            found,
        } => json!({
            "kind": "unknown", "rule": rule, "expected": expected, "found": found,
            "error": "the check digit of the price or weight is wrong; scan again",
        }),
        What::Product { gtin, more } => {
            let told = json!({
                "kind": "gtin", "gtin": gtin.canonical(), "in_store": gtin.is_in_store(),
            });
            added(told, more.as_ref())
        }
        What::BadCheckDigit { expected, found } => json!({
            "kind": "unknown", "expected": expected, "found": found,
            "error": format!("the check digit is {found} where {expected} belongs; scan again"),
        }),
        What::NotItsSymbology => json!({
            "kind": "unknown",
            "error": "the code is not what its symbology identifier promises; scan again",
        }),
        What::Text => json!({ "kind": "unknown" }),
    }
}

/// Adds what stands in the two-dimensional part of a composite code.
fn added(mut told: Value, more: Option<&Gs1Reading>) -> Value {
    if let Some(more) = more {
        told["ais"] = elements(&more.message);
        told["gs1_error"] = more.error.as_ref().map(|error| error.code()).into();
    }
    told
}

/// The kind of line for a rule's kind; the rule's own kind stands beside it.
fn rule(found: &RuleMatch) -> Value {
    let number = gtin::parse(&found.code).ok();
    let (kind, unit) = match found.kind {
        RuleKind::Product if found.value.is_none() && number.is_some() => ("gtin", None),
        RuleKind::Product => ("in_store", None),
        RuleKind::Weight => ("in_store", Some("kg")),
        RuleKind::Price => ("in_store", Some("currency")),
        RuleKind::Count => ("in_store", Some("pcs")),
        RuleKind::Discount => ("in_store", Some("percent")),
        RuleKind::Coupon => ("coupon", None),
        RuleKind::Customer => ("customer", None),
        RuleKind::Staff => ("staff", None),
        RuleKind::Location | RuleKind::Lot | RuleKind::Package => ("in_store", None),
    };
    let gtin = number
        .filter(|_| kind == "gtin")
        .map(|number| number.canonical());
    json!({
        "kind": kind, "gtin": gtin, "base_code": found.base_code, "value": found.value,
        "unit": unit.filter(|_| found.value.is_some()), "rule": found.rule,
        "rule_kind": found.kind.name(), "plu": found.item,
    })
}

fn gs1(reading: &Gs1Reading, year: u16) -> Value {
    let mut told = json!({
        "kind": "gs1",
        "ais": elements(&reading.message),
        "decoded": decoded(&reading.message, year),
        "missing": reading.missing.as_ref().map(|missing| missing.to_string()),
    });
    if let Some(gtin) = reading.gtin() {
        told["gtin"] = gtin.canonical().into();
        let base = gtin.base_item().filter(|_| gtin.is_variable_measure());
        told["base_code"] = base.map(|base| base.printed()).into();
    }
    if let Some(error) = &reading.error {
        told["gs1_error"] = error.code().into();
        told["error"] = error.words(Locale::En).into();
    }
    measure(&mut told, reading.quantity_or_sum());
    told
}

fn marking(code: &MarkingCode, year: u16) -> Value {
    let mut told = json!({
        "kind": "marking",
        "gtin": code.gtin.canonical(),
        "serial": code.serial,
        "ki": code.ki,
        "raw": code.raw,
        "ais": elements(&code.message),
        "decoded": decoded(&code.message, year),
        "max_price": code.max_price.map(|price| {
            format!("{}.{:02}", price.minor() / 100, price.minor() % 100)
        }),
        "warnings": code.warnings.iter().map(|warning| warning.name()).collect::<Vec<_>>(),
    });
    if let Some(warning) = code.warnings.first() {
        told["error"] = warning.words(Locale::En).into();
    }
    let is_right = code
        .warnings
        .iter()
        .all(|warning| warning.name() == "no_tail");
    if !is_right {
        let data = code.for_register();
        let error = Message::parse_lossy(data).1;
        told["gs1_error"] = error.map(|error| error.code()).into();
    }
    if code.ki.is_some() {
        measure(&mut told, code.message.quantity_or_sum());
    }
    told
}

/// The identifiers and their values as they are in the barcode.
fn elements(message: &Message) -> Value {
    let pair = |element: &Element| json!([element.ai, element.value]);
    message.elements.iter().map(pair).collect()
}

/// The identifiers and what their values mean.
fn decoded(message: &Message, year: u16) -> Value {
    let pair = |element: &Element| {
        let meaning = match element.decoded(year) {
            Some(
                Decoded::Measure { amount, .. }
                | Decoded::Sum { amount, .. }
                | Decoded::Count { amount }
                | Decoded::Percent { amount },
            ) => amount.to_string(),
            Some(Decoded::Day { date }) => date.to_string(),
            None => element.value.clone(),
        };
        json!([element.ai, meaning])
    };
    message.elements.iter().map(pair).collect()
}

fn measure(told: &mut Value, measure: Option<Decoded>) {
    let (value, unit) = match measure {
        Some(Decoded::Measure { amount, unit }) => (amount, unit.to_owned()),
        Some(Decoded::Sum { amount, currency }) => {
            let unit = currency.map_or("currency".to_owned(), |number| format!("{number:03}"));
            (amount, unit)
        }
        Some(Decoded::Count { amount }) => (amount, "pcs".to_owned()),
        Some(Decoded::Percent { .. } | Decoded::Day { .. }) | None => return,
    };
    told["value"] = value.to_string().into();
    told["unit"] = unit.into();
}
