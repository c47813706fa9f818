mod any_label;

use rstest::rstest;
use serde_json::Value;

use super::*;
use crate::barcode::price_check::price_check_digit;
use crate::barcode::tests::vectors;
use crate::locale::Locale;

fn rules(file: &Value) -> RuleSet {
    let one = |rule: &Value| {
        let spec: RuleSpec = serde_json::from_value(rule.clone()).unwrap();
        Rule::try_from(spec).unwrap()
    };
    RuleSet::new(file.as_array().unwrap().iter().map(one).collect())
}

fn set(rows: &[(&str, &str, &str)]) -> RuleSet {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(encoding, pattern, kind)| {
            serde_json::json!({ "encoding": encoding, "pattern": pattern, "kind": kind })
        })
        .collect();
    rules(&Value::Array(rows))
}

fn taken(rules: &RuleSet, code: &str) -> RuleMatch {
    match rules.take(code) {
        Taken::By(found) => found,
        other => panic!("{code}: {other:?}"),
    }
}

#[test]
fn the_collected_nomenclature_is_read_the_same() {
    let Some(file) = vectors("odoo_barcode_nomenclature.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let rules = rules(&case["rules"]);
        for scan in case["scans"].as_array().unwrap() {
            let code = scan["in"].as_str().unwrap();
            match (scan["type"].as_str().unwrap(), rules.take(code)) {
                ("error", read) => assert_eq!(read, Taken::No, "{code}"),
                (kind, Taken::By(found)) => {
                    assert_eq!(found.kind.name(), kind);
                    assert_eq!(found.base_code, scan["base_code"].as_str().unwrap());
                    assert_eq!(
                        found.value.unwrap().to_string(),
                        scan["value"].as_str().unwrap()
                    );
                }
                (_, read) => panic!("{code}: {read:?}"),
            }
        }
    }
    for pattern in file["invalid_patterns"].as_array().unwrap() {
        for encoding in [Encoding::Ean13, Encoding::Any] {
            let made = Rule::new(encoding, pattern.as_str().unwrap(), RuleKind::Product);
            assert!(made.is_err(), "{pattern}");
        }
    }
    for rule in file["default_rules_odoo_pos"].as_array().unwrap() {
        let spec: RuleSpec = serde_json::from_value(rule.clone()).unwrap();
        let rule = Rule::try_from(spec).unwrap();
        let preset = Preset::Odoo.rules();
        assert!(preset.rules().iter().any(|known| known.text == rule.text));
    }
}

#[test]
fn the_collected_labels_are_read_with_their_own_rules() {
    let Some(file) = vectors("instore_barcodes.json") else {
        return;
    };
    let upca = Preset::NorthAmerica.rules();
    for case in file["upca_number_system_2"].as_array().unwrap() {
        let code = case["upca"].as_str().unwrap();
        let found = taken(&upca, code);
        assert_eq!(found.item, case["item"].as_str().unwrap());
        assert_eq!(
            found.value.unwrap().to_string(),
            case["price"].as_str().unwrap()
        );
        // The same number with a zero before it is the same label.
        assert_eq!(taken(&upca, &format!("0{code}")), found);
    }
    for case in file["ean13_in_store"].as_array().unwrap() {
        let rules = set(&[("ean13", case["pattern"].as_str().unwrap(), "weight")]);
        let found = taken(&rules, case["ean13"].as_str().unwrap());
        assert_eq!(found.item, case["plu"].as_str().unwrap());
        assert_eq!(found.base_code, case["base_code"].as_str().unwrap());
        assert_eq!(
            found.value.unwrap().to_string(),
            case["weight_kg"].as_str().unwrap()
        );
    }
}

#[test]
fn the_tables_of_the_countries_are_as_collected() {
    for preset in Preset::all() {
        assert_eq!(preset.rules().rules().len(), preset.len(), "{preset:?}");
        assert_eq!(Preset::from_name(preset.name()), Some(preset));
    }
    let Some(file) = vectors("gs1_rcn_price_check.json") else {
        return;
    };
    let countries = file["regional_rules"].as_object().unwrap();
    assert_eq!(countries.len(), 9);
    for (country, table) in countries {
        let preset = Preset::from_name(country).unwrap();
        let table = table.as_object().unwrap();
        assert_eq!(preset.len(), table.len(), "{country}");
        for rule in preset.rules().rules() {
            let row = &table[&rule.text[..2]];
            assert_eq!(row["measure"], rule.kind.name().to_uppercase());
            let number = rule.pattern.number().unwrap();
            assert_eq!(row["decimals"], number.decimals, "{country} {}", rule.text);
            // The table leaves the last check digit out and counts the prefix to the product.
            let layout: String = rule.pattern.cells()[..12]
                .iter()
                .map(|cell| match cell {
                    Cell::Literal(_) | Cell::Any => 'P',
                    Cell::Value => 'V',
                    Cell::Check => 'C',
                })
                .collect();
            assert_eq!(row["pattern"], layout, "{country} {}", rule.text);
        }
    }
}

#[test]
fn a_wrong_price_check_digit_is_a_misread_label() {
    let rules = Preset::GreatBritain.rules();
    // 14.99 has the check digit 3 by the table of four digits; 20 12345 C 1499.
    let digit = price_check_digit("1499").unwrap();
    let right = with_check_digit(&format!("2012345{digit}14990"));
    let found = taken(&rules, &right);
    assert_eq!(found.value.unwrap().to_string(), "14.99");
    assert_eq!(found.item, "12345");
    assert_eq!(found.base_code, with_check_digit("2012345000000"));
    let wrong = with_check_digit(&format!("2012345{}14990", (digit + 1) % 10));
    assert_eq!(
        rules.take(&wrong),
        Taken::Misread {
            rule: "20.....C{NNDD}.".to_owned(),
            expected: digit,
            found: (digit + 1) % 10
        }
    );
}

#[rstest]
#[case("any", "042", "customer", "0421234", Some("0421234"))]
#[case("any", "042", "customer", "042", Some("042"))]
#[case("any", "042", "customer", "04", None)]
#[case("any", "S-...", "staff", "S-007", Some("S-007"))]
#[case("any", "S-...", "staff", "S-00X", None)]
#[case("any", "$A+ %/..", "staff", "$A+ %/12", Some("$A+ %/12"))]
#[case(
    "ean13",
    "21.....{NNDDD}.",
    "weight",
    "02112345005003",
    Some("2112345000008")
)]
#[case("upca", "2....", "coupon", "00212345678992", Some("212345678992"))]
#[case("upca", "2....", "coupon", "02112345005003", None)]
#[case("any", ".*", "product", "что угодно", Some("что угодно"))]
#[case("any", "22{NN}.", "discount", "22159", Some("22009"))]
#[case("ean13", "042", "customer", "0421234567891", Some("0421234567891"))]
#[case("ean13", "042", "customer", "421234567891", Some("0421234567891"))]
#[case("ean13", "042", "customer", "0421234567895", None)]
#[case("upca", "4", "customer", "0421234567891", Some("421234567891"))]
fn cards_and_badges_are_taken_by_their_beginning(
    #[case] encoding: &str,
    #[case] pattern: &str,
    #[case] kind: &str,
    #[case] code: &str,
    #[case] base: Option<&str>,
) {
    let found = match set(&[(encoding, pattern, kind)]).take(code) {
        Taken::By(found) => Some(found.base_code),
        Taken::Misread { .. } | Taken::No => None,
    };
    assert_eq!(found.as_deref(), base);
}

#[rstest]
#[case(
    "ean14",
    "1",
    "product",
    "the encoding “ean14” is not known; use ean8, ean13, upca or any"
)]
#[case(
    "ean13",
    "",
    "product",
    "the pattern is empty; write such as 21.....{NNDDD}."
)]
#[case(
    "ean8",
    "123456789",
    "product",
    "the pattern describes 9 digits where the code has 8"
)]
#[case(
    "ean13",
    "20C{NN}",
    "price",
    "a check digit C belongs to one embedded number of four or five digits"
)]
#[case(
    "any",
    "{NNNNNNNNNNNNNNNN}",
    "price",
    "an embedded number has at most 15 digits, this one 16"
)]
#[case(
    "any",
    "0123456789012345678901234567890123456789012345678901234567890",
    "staff",
    "a pattern describes at most 60 characters, this one 61"
)]
#[case(
    "any",
    "карта",
    "customer",
    "“к” does not belong in a pattern; use Latin letters, digits, signs such as - and /, points and one {NNDDD}"
)]
#[case(
    "ean13",
    "21.....{NNDDD}C",
    "weight",
    "the last digit of the code is the check digit of the whole code; write a point there"
)]
fn a_broken_rule_is_refused_with_the_reason(
    #[case] encoding: &str,
    #[case] pattern: &str,
    #[case] kind: &str,
    #[case] words: &str,
) {
    let spec = RuleSpec {
        encoding: encoding.to_owned(),
        pattern: pattern.to_owned(),
        sequence: None,
        kind: Some(kind.to_owned()),
        name: None,
    };
    let error = Rule::try_from(spec).unwrap_err();
    assert_eq!(error.words(Locale::En), words);
    let russian = error.words(Locale::Ru);
    assert!(
        russian.chars().any(|c| c.is_alphabetic() && !c.is_ascii()),
        "{russian}"
    );
}

#[test]
fn the_number_in_the_file_says_which_rule_comes_first() {
    let file = serde_json::json!([
        { "encoding": "ean13", "pattern": "22......{NNDD}.", "sequence": 2 },
        { "encoding": "ean13", "pattern": ".....{NNNDDDD}.", "sequence": 1, "type": "weight" },
        { "encoding": "any", "pattern": "S-", "sequence": null },
    ]);
    assert_eq!(taken(&rules(&file), "S-7").index, 0);
    let found = taken(&rules(&file), "2212345610259");
    assert_eq!((found.rule.as_str(), found.index), (".....{NNNDDDD}.", 1));
    assert_eq!(found.kind, RuleKind::Weight);
}

fn kinds(rows: &[(&str, &str, &str)]) -> Vec<(ConflictKind, usize, Option<usize>)> {
    let rules = set(rows);
    let conflicts = rules.conflicts();
    for conflict in &conflicts {
        for locale in [Locale::Ru, Locale::En] {
            assert!(!conflict.words(rules.rules(), locale).is_empty());
        }
        // An example is a code that both rules take.
        for index in [Some(conflict.rule), conflict.other].into_iter().flatten() {
            if let Some(example) = &conflict.example {
                let taken = set::take(&rules.rules()[index], index, example);
                assert_ne!(taken, Taken::No, "{conflict:?}");
            }
        }
    }
    let told = |conflict: &Conflict| (conflict.kind, conflict.rule, conflict.other);
    conflicts.iter().map(told).collect()
}

#[test]
fn rules_in_each_others_way_are_found() {
    use ConflictKind::{Impossible, NeverFires, Overlap, RealProducts};
    let weight = ("ean13", "21.....{NNDDD}.", "weight");
    assert_eq!(kinds(&[weight, ("ean13", "23.....{NNNDD}.", "price")]), []);
    assert_eq!(
        kinds(&[weight, ("ean13", "2......{NNDDD}.", "weight")]),
        [(Overlap, 1, Some(0))]
    );
    assert_eq!(
        kinds(&[("ean13", "2......{NNDDD}.", "weight"), weight]),
        [(NeverFires, 1, Some(0))]
    );
    let mut every_digit: Vec<(&str, &str, &str)> = (0..10)
        .map(|digit| {
            let pattern: &str = Box::leak(format!("2{digit}").into_boxed_str());
            ("ean13", pattern, "coupon")
        })
        .collect();
    every_digit.push(weight);
    assert_eq!(kinds(&every_digit).last(), Some(&(NeverFires, 10, Some(1))));
    every_digit.remove(1);
    assert_eq!(kinds(&every_digit), []);
    // Twelve digits and thirteen with a zero before them are one number.
    assert_eq!(
        kinds(&[
            ("upca", "21....{NNNDD}.", "price"),
            ("ean13", "02", "coupon")
        ]),
        [(Overlap, 1, Some(0))]
    );
    assert_eq!(
        kinds(&[("any", "04", "customer"), ("ean13", "042", "staff")]),
        [(RealProducts, 0, None), (Overlap, 1, Some(0))]
    );
    assert_eq!(
        kinds(&[("ean13", "46.....{NNDDD}.", "weight")]),
        [(RealProducts, 0, None)]
    );
    assert_eq!(kinds(&[("ean13", "46", "product")]), []);
    assert_eq!(
        kinds(&[("ean8", "12345678", "coupon")]),
        [(Impossible, 0, None)]
    );
    assert_eq!(
        kinds(&[
            ("ean13", "20.....C{NNDD}.", "price"),
            ("ean13", "2", "coupon")
        ]),
        [(Overlap, 1, Some(0))]
    );
    for preset in Preset::all() {
        let conflicts = preset.rules().conflicts();
        assert!(
            conflicts.is_empty() || preset == Preset::Odoo,
            "{preset:?} {conflicts:?}"
        );
    }
}
