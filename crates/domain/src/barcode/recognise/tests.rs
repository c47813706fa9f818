use rstest::rstest;

use super::*;
use crate::barcode::rule::{Encoding, Preset, Rule, RuleKind};
use crate::barcode::tests::vectors;

fn what(text: &str) -> What {
    recognise(text, None, &Preset::Standard.rules()).what
}

fn told(what: &What) -> &'static str {
    match what {
        What::Receipt(_) => "receipt",
        What::Marking(_) => "marking",
        What::Gs1(reading) if reading.error.is_some() => "gs1 error",
        What::Gs1(_) => "gs1",
        What::Rule(found) => found.kind.name(),
        What::Misread { .. } => "misread",
        What::Product { .. } => "product",
        What::BadCheckDigit { .. } => "bad check digit",
        What::NotItsSymbology => "not its symbology",
        What::Text => "text",
    }
}

#[rstest]
#[case("4006381333931", "product")]
#[case("]E04006381333931", "product")]
#[case("036000291452", "product")]
#[case("]E3400638133393105", "product")]
#[case("]E34006381333931054", "not its symbology")]
#[case("87111125", "product")]
#[case("14006381333938", "product")]
#[case("2112345005003", "weight")]
#[case("]E02112345005003", "weight")]
#[case("2112345000008", "weight")]
#[case("2112345005004", "bad check digit")]
#[case("212345602997", "price")]
#[case("0212345602997", "price")]
#[case("212345502990", "misread")]
#[case("02112345005003", "weight")]
#[case("0421234567891", "customer")]
#[case("0410000000014", "staff")]
#[case("9912345678909", "coupon")]
#[case("BZ:A1-000042:019e5e2e-0000-7000-8000-000000000001", "receipt")]
#[case("]Q1BZ:A1-000042:019e5e2e-0000-7000-8000-000000000001", "receipt")]
#[case("0104607034950019215aBc-DEfg1234\u{1d}93dGVz", "marking")]
#[case("0104607034950019215aBc-DEfg123493dGVz", "marking")]
#[case("04607034950019-1a%Z<QACsWdGVz", "marking")]
#[case("(01)04607034950019(21)5aBc", "gs1")]
#[case("(21)5aBc", "gs1 error")]
#[case("(01)04607034950018", "gs1 error")]
#[case("(", "gs1 error")]
#[case("\u{1d}01940190976854571033650100138\u{1d}310200200415131018", "gs1")]
#[case("0194019097685457131701193017", "gs1")]
#[case("\u{1d}01123456789012312", "gs1 error")]
#[case("0104607034950019", "gs1")]
#[case("0104607034950018", "text")]
#[case("00123456789012345675", "gs1")]
#[case("00123456789012345670", "text")]
#[case("\u{1d}", "gs1 error")]
#[case("]C1", "gs1 error")]
#[case("]E0123456789012", "not its symbology")]
#[case("]E44006381333931", "not its symbology")]
#[case("]Q1TESTING", "text")]
#[case("АРТ-17", "text")]
#[case("12345", "text")]
#[case("991234", "text")]
#[case("0107034950019", "bad check digit")]
#[case("", "text")]
fn every_text_is_one_thing(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(told(&what(text)), expected);
}

#[test]
fn the_symbology_may_be_told_apart_from_the_text() {
    let rules = Preset::Standard.rules();
    let told_as = |text: &str, symbology| told(&recognise(text, Some(symbology), &rules).what);
    assert_eq!(told_as("10ABC", Symbology::Gs1DataMatrix), "gs1");
    assert_eq!(told_as("10ABC", Symbology::DataMatrix), "text");
    assert_eq!(told_as("036000291452", Symbology::Ean13), "product");
    let short = recognise("04252614", Some(Symbology::UpcE), &rules);
    let gtin = "0042100005264".parse().unwrap();
    assert_eq!(short.what, What::Product { gtin, more: None });
    // What stands in the text is stronger.
    assert_eq!(told_as("]Q1(10)ABC", Symbology::Gs1Qr), "gs1 error");
}

#[test]
fn a_composite_code_is_a_product_and_more() {
    let What::Product { gtin, more } = what("]E04006381333931|]e099COMPOSITE\u{1d}98XYZ") else {
        panic!("a product");
    };
    assert_eq!(gtin.printed(), "4006381333931");
    let more = more.unwrap();
    assert_eq!((more.error, more.missing), (None, None));
    assert_eq!(more.message.bracketed(), "(99)COMPOSITE(98)XYZ");
}

#[test]
fn a_composite_label_of_the_scale_keeps_what_is_added() {
    let What::Rule(found) = what("]E02112345005003|]e010LOT7") else {
        panic!("a label");
    };
    assert_eq!(found.item, "12345");
    assert_eq!(found.more.unwrap().message.bracketed(), "(10)LOT7");
}

#[rstest]
#[case("0104607034950018", "customer")]
#[case("0104607034950019", "customer")]
#[case("00123456789012345675", "staff")]
#[case("00123456789012345670", "staff")]
// What a scanner announces, or more elements than one, is no card.
#[case("\u{1d}0104607034950019", "gs1")]
#[case("]C10104607034950019", "gs1")]
#[case("010460703495001917261231", "gs1")]
#[case("010460703495001917261331", "customer")]
#[case("0104607034950019215aBc-DEfg1234", "marking")]
fn a_card_whose_digits_look_like_an_item_stays_a_card(#[case] text: &str, #[case] expected: &str) {
    let card = |pattern, kind| Rule::new(Encoding::Any, pattern, kind).unwrap();
    let rules = RuleSet::new(vec![
        card("0104", RuleKind::Customer),
        card("00", RuleKind::Staff),
    ]);
    assert_eq!(told(&recognise(text, None, &rules).what), expected);
}

#[test]
fn a_rule_for_every_text_leaves_an_item_an_item() {
    let every = Rule::new(Encoding::Any, ".*", RuleKind::Customer).unwrap();
    let rules = RuleSet::new(vec![every]);
    let told_by = |text: &str| told(&recognise(text, None, &rules).what);
    assert_eq!(told_by("0104607034950019"), "gs1");
    assert_eq!(told_by("ABC"), "customer");
}

#[rstest]
#[case("(01)04607034950019(3109)001500")]
#[case("(01)04607034950019(3106)001234")]
fn no_weight_is_guessed_from_an_identifier_that_nobody_has_given_out(#[case] text: &str) {
    let What::Gs1(reading) = what(text) else {
        panic!("GS1 data");
    };
    assert_eq!(reading.quantity_or_sum(), None);
    assert_eq!(reading.message.elements[1].decoded(2026), None);
}

#[test]
fn the_day_of_a_test_is_a_day() {
    let What::Gs1(reading) = what("(01)04607034950019(7011)2612311200") else {
        panic!("GS1 data");
    };
    let Some(Decoded::Day { date }) = reading.message.elements[1].decoded(2026) else {
        panic!("a day");
    };
    assert_eq!(date.ymd(), (2026, 12, 31));
}

#[rstest]
#[case("010460703495001917261300", Some("GS1_LINTER_ILLEGAL_MONTH"))]
#[case("010460703495001917770231", Some("GS1_LINTER_ILLEGAL_DAY"))]
#[case("0104607034950019FOO", None)]
#[case("010460703495001817261300", None)]
fn one_fault_in_data_that_nothing_announces_is_said(
    #[case] text: &str,
    #[case] error: Option<&str>,
) {
    let found = match what(text) {
        What::Gs1(reading) => reading.error.map(|error| error.code()),
        _ => None,
    };
    assert_eq!(found, error);
}

#[test]
fn scans_are_read_as_the_reference_reads_them() {
    let Some(file) = vectors("gs1_syntax_engine.json") else {
        return;
    };
    for case in file["process_scan_data"].as_array().unwrap() {
        let scan = case["scan_data"].as_str().unwrap();
        let recognised = recognise(scan, None, &RuleSet::default());
        let data = match &recognised.what {
            What::Gs1(reading) if reading.error.is_none() => reading.message.element_string('^'),
            What::Product { gtin, more } => {
                let printed = gtin.printed();
                let more = more.as_ref().map(|more| more.message.element_string('^'));
                more.map_or(printed.clone(), |more| format!("{printed}|{more}"))
            }
            // The reference asks for an identifier; without one it reads nothing.
            What::Text if recognised.symbology.is_some_and(is_known) => {
                let plain = recognised.code.trim_start_matches('\\').starts_with('^');
                format!("{}{}", if plain { "\\" } else { "" }, recognised.code)
            }
            _ => {
                assert_eq!(case["ok"], false, "{scan:?} {recognised:?}");
                continue;
            }
        };
        assert_eq!(case["ok"], true, "{scan:?} {recognised:?}");
        assert_eq!(case["expect_data"].as_str().unwrap(), data);
    }
}

fn is_known(symbology: Symbology) -> bool {
    !matches!(symbology, Symbology::Other(_))
}

#[test]
fn the_collected_gs1_scans_of_a_shop_are_read() {
    let Some(file) = vectors("odoo_barcode_nomenclature.json") else {
        return;
    };
    for case in file["gs1"]["cases"].as_array().unwrap() {
        let text = case["in"].as_str().unwrap();
        let What::Gs1(reading) = what(text) else {
            panic!("{text:?}")
        };
        assert_eq!((&reading.error, &reading.missing), (&None, &None));
        let read: Vec<(String, String)> = reading
            .message
            .elements
            .iter()
            .map(|element| {
                let value = match element.decoded(2026) {
                    Some(Decoded::Measure { amount, .. } | Decoded::Count { amount }) => {
                        amount.to_string()
                    }
                    Some(Decoded::Day { date }) => date.to_string(),
                    _ => element.value.clone(),
                };
                (element.ai.to_string(), value)
            })
            .collect();
        let expected: Vec<(String, String)> = serde_json::from_value(case["ais"].clone()).unwrap();
        assert_eq!(read, expected);
    }
}

#[test]
fn what_a_label_of_gs1_weighs_or_costs_is_told() {
    let measure = |text: &str| match what(text) {
        What::Gs1(reading) => reading.quantity_or_sum(),
        other => panic!("{other:?}"),
    };
    let Some(Decoded::Measure { amount, unit }) = measure("(01)94607034950012(3103)001234") else {
        panic!("a weight");
    };
    assert_eq!((amount.to_string().as_str(), unit), ("1.234", "kg"));
    let Some(Decoded::Sum { amount, currency }) = measure("(01)94607034950012(3932)64312050(30)5")
    else {
        panic!("a price");
    };
    assert_eq!(
        (amount.to_string().as_str(), currency),
        ("120.50", Some(643))
    );
    let What::Gs1(reading) = what("(01)94607034950012(3103)001234") else {
        panic!("GS1 data");
    };
    let gtin = reading.gtin().unwrap();
    assert!(gtin.is_variable_measure());
    assert_eq!(gtin.base_item().unwrap().printed(), "4607034950019");
    assert_eq!(RuleKind::Staff.name(), "staff");
}
