//! `barcode`

use std::io::BufRead;
use std::path::PathBuf;

use bezmen_domain::barcode::{Scanned, classify, rules};
use serde_json::{Value, json};

use super::{CommandError, existing, say};

/// Reads codes line by line and tells what each is, by the rules of the till's shop or the built-in ones.
pub fn run(data: Option<PathBuf>) -> Result<(), CommandError> {
    let rules = match data {
        Some(_) => existing(data)?.barcode_rules()?,
        None => rules(),
    };
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        say(&told(&line, classify(&line, &rules)).to_string());
    }
    Ok(())
}

fn told(code: &str, scanned: Scanned) -> Value {
    match scanned {
        Scanned::Product { gtin } => {
            json!({ "code": code, "kind": "gtin", "gtin": gtin.canonical(), "in_store": gtin.is_in_store() })
        }
        Scanned::Weight {
            base_code,
            plu,
            quantity,
        } => json!({
            "code": code, "kind": "in_store", "gtin": Value::Null, "base_code": base_code.printed(), "plu": plu,
            "value": quantity.thousandths(), "unit": "kilogram_thousandths",
        }),
        Scanned::Price {
            base_code,
            plu,
            sum,
        } => json!({
            "code": code, "kind": "in_store", "gtin": Value::Null, "base_code": base_code.printed(), "plu": plu,
            "value": sum.minor(), "unit": "minor",
        }),
        Scanned::Receipt { receipt } => json!({
            "code": code, "kind": "receipt", "number": receipt.number.to_string(), "sale_id": receipt.sale_id,
        }),
        Scanned::BadCheckDigit {
            expected, found, ..
        } => json!({
            "code": code, "kind": "bad_check_digit", "expected": expected, "found": found,
        }),
        Scanned::Text { text } => json!({ "code": code, "kind": "unknown", "text": text }),
    }
}
