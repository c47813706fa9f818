//! Codes through the program itself: every collected one, the rules of a file, the linters.

use std::io::Write;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::shell::{piped, words};

fn answered(arguments: &[&str], lines: &[&str]) -> Output {
    let arguments = [&["barcode"], arguments].concat();
    piped(&arguments, format!("{}\n", lines.join("\n")))
}

#[track_caller]
fn told(arguments: &[&str], codes: &[&str]) -> Vec<Value> {
    let output = answered(arguments, codes);
    assert!(output.status.success(), "{}", words(&output, 0));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), codes.len());
    lines
}

fn file_of(rules: &Value) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(rules.to_string().as_bytes()).unwrap();
    file
}

/// The collected vectors stand beside the repository; a clone without them says so and goes on.
#[expect(clippy::print_stdout, reason = "a test that was skipped says so")]
fn vectors(name: &str) -> Option<Value> {
    // Tests run in the folder of their package.
    let path = Path::new("../../../shared/vectors").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {name} is not there");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

fn texts<'a>(cases: &'a Value, key: &str) -> Vec<&'a str> {
    let cases = cases.as_array().unwrap();
    cases
        .iter()
        .map(|case| case[key].as_str().unwrap())
        .collect()
}

#[test]
fn the_collected_marking_codes_and_messages_are_told() {
    let (Some(marking), Some(messages)) = (
        vectors("chestny_znak_marking.json"),
        vectors("gs1_messages_biip.json"),
    ) else {
        return;
    };
    let lines = told(&[], &texts(&marking["cases"], "raw"));
    for (line, case) in lines.iter().zip(marking["cases"].as_array().unwrap()) {
        assert_eq!(
            (&line["kind"], &line["raw"]),
            (&json!("marking"), &case["raw"])
        );
        assert_eq!(
            line["error"].is_string(),
            case["error"].is_string(),
            "{line}"
        );
        for key in ["gtin", "serial", "ki", "max_price"] {
            if case[key].is_string() {
                assert_eq!(line[key], case[key], "{line}");
            }
        }
    }
    let lines = told(&[], &texts(&messages["cases"], "scan"));
    for (line, case) in lines.iter().zip(messages["cases"].as_array().unwrap()) {
        let pairs: Vec<Value> = case["ais"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ai| json!([ai[0], ai[1]]))
            .collect();
        assert_eq!(line["ais"], Value::from(pairs));
        // That reader judges the check digit of an item elsewhere.
        assert_eq!(
            line["gs1_error"].is_string(),
            case["note"].is_string(),
            "{line}"
        );
    }
}

#[test]
fn what_a_composite_label_adds_is_told_beside_its_weight() {
    let line = &told(&[], &["]E02112345005003|]e010LOT7"])[0];
    assert_eq!(
        (&line["kind"], &line["value"], &line["ais"]),
        (
            &json!("in_store"),
            &json!("0.500"),
            &json!([["10", "LOT7"]])
        )
    );
}

#[test]
fn a_line_that_is_longer_than_any_code_is_answered_and_the_next_one_read() {
    let long = "7".repeat(100_000);
    let lines = told(&[], &[&long, "4006381333931"]);
    assert_eq!(lines[0]["kind"], "unknown");
    assert!(lines[0]["error"].as_str().unwrap().contains("65536"));
    assert_eq!(lines[1]["kind"], "gtin");
}

#[test]
fn the_collected_nomenclature_is_read_with_a_file_of_rules() {
    let Some(file) = vectors("odoo_barcode_nomenclature.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let rules = file_of(&case["rules"]);
        let path = rules.path().to_str().unwrap();
        let lines = told(&["--rules", path], &texts(&case["scans"], "in"));
        for (line, scan) in lines.iter().zip(case["scans"].as_array().unwrap()) {
            let kind = if scan["type"] == "error" {
                "unknown"
            } else {
                "in_store"
            };
            assert_eq!(line["kind"], kind, "{line}");
            assert_eq!(
                (&line["base_code"], &line["value"]),
                (&scan["base_code"], &scan["value"])
            );
        }
    }
    for case in file["gs1"]["cases"].as_array().unwrap() {
        let line = &told(&[], &[case["in"].as_str().unwrap()])[0];
        assert_eq!(
            (&line["kind"], &line["decoded"]),
            (&json!("gs1"), &case["ais"])
        );
    }
}

#[test]
fn a_broken_file_of_rules_is_refused_and_names_the_rule() {
    let refused = |rules: &Value| {
        let file = file_of(rules);
        words(
            &answered(&["--rules", file.path().to_str().unwrap()], &["1"]),
            2,
        )
    };
    let pattern = |pattern: &str| refused(&json!([{ "encoding": "ean13", "pattern": pattern }]));
    for broken in ["......{}..", "......{DN}", "....{NN}{DD}", "*"] {
        let words = pattern(broken);
        assert!(words.contains(&format!("rule 1 “{broken}”")), "{words}");
    }
    let second = refused(&json!([
        { "encoding": "any", "pattern": "042", "kind": "customer" },
        { "encoding": "any", "pattern": "043", "kind": "spaceship" },
    ]));
    assert!(
        second.contains("rule 2 “043”: the kind “spaceship”"),
        "{second}"
    );
    assert!(refused(&json!({})).contains("no JSON array"));
    let missing = words(&answered(&["--rules", "/nowhere/rules.json"], &["1"]), 2);
    assert!(missing.contains("/nowhere/rules.json"), "{missing}");
    let unknown = words(&answered(&["--symbology", "paper"], &["1"]), 2);
    assert!(unknown.contains("paper"), "{unknown}");
}

#[test]
fn cards_badges_and_coupons_are_told_by_rules() {
    let rules = file_of(&json!([
        { "encoding": "any", "pattern": "042", "kind": "customer" },
        { "encoding": "any", "pattern": "S-...", "kind": "staff" },
        { "encoding": "any", "pattern": "22{NN}.", "kind": "discount" },
        { "encoding": "ean13", "pattern": "99", "kind": "coupon" },
        { "encoding": "upca", "pattern": "2.....C{NNDD}.", "kind": "price" },
    ]));
    let path = rules.path().to_str().unwrap();
    let lines = told(
        &["--rules", path],
        &[
            "0421234",
            "S-007",
            "22159",
            "9912345678909",
            "212345602997",
            "hello",
        ],
    );
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| line["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "customer", "staff", "in_store", "coupon", "in_store", "unknown"
        ]
    );
    assert_eq!(lines[0]["rule"], "042");
    assert_eq!(
        (&lines[2]["value"], &lines[2]["unit"]),
        (&json!("15"), &json!("percent"))
    );
    assert_eq!(lines[2]["rule_kind"], "discount");
    assert_eq!(lines[4]["value"], "2.99");
    assert_eq!(lines[5]["value"], Value::Null);
    // The same set has no conflicts; one that takes real products does.
    assert_eq!(
        answered(&["check-rules", "--preset", "standard"], &[]).stdout,
        b""
    );
    let conflicts = file_of(&json!([
        { "encoding": "ean13", "pattern": "2......{NNDDD}.", "kind": "weight" },
        { "encoding": "ean13", "pattern": "21.....{NNDDD}.", "kind": "weight" },
        { "encoding": "ean13", "pattern": "46.....{NNDDD}.", "kind": "weight" },
    ]));
    let path = conflicts.path().to_str().unwrap();
    let output = answered(&["check-rules", "--rules", path], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    let kinds: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["conflict"].clone())
        .collect();
    assert_eq!(kinds, ["never_fires", "real_products"]);
}

#[test]
fn the_linters_answer_line_by_line() {
    let lines = [
        "csum\t02345673",
        "csum\t12345673",
        "iso3166\t643",
        "importeridx\t\r",
        "importeridx\tÿ",
        "pcenc\tA\tB",
        "nolinter\t1",
        "hyphen",
    ];
    let output = answered(&["gs1-lint"], &lines);
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = text.lines().collect();
    assert_eq!(
        answers,
        [
            "ok",
            "GS1_LINTER_INCORRECT_CHECK_DIGIT",
            "ok",
            "GS1_LINTER_INVALID_IMPORT_IDX_CHARACTER",
            "GS1_LINTER_INVALID_IMPORT_IDX_CHARACTER",
            "ok",
            "UNKNOWN_LINTER",
            "GS1_LINTER_NOT_HYPHEN",
        ]
    );
}
