//! What a shop's own rules make of codes.

use proptest::prelude::*;

use super::*;
use crate::barcode::price_check::price_check_digit;
use crate::barcode::rule::{Encoding, PatternError, Preset, Rule, RuleError, RuleSpec};
use crate::barcode::tests::{by, number, with_check_digit};

fn of_shop(kind: &str, pattern: &str, currency: &str) -> Result<Rule, RuleError> {
    let spec = RuleSpec {
        encoding: "ean13".to_owned(),
        pattern: pattern.to_owned(),
        sequence: None,
        kind: Some(kind.to_owned()),
        name: None,
    };
    Rule::of_shop(spec, Currency::from_code(currency).unwrap())
}

#[test]
fn a_shop_takes_only_rules_that_it_can_sell_by_exactly() {
    let refused = |kind, pattern, currency| match of_shop(kind, pattern, currency) {
        Err(RuleError::Pattern(error)) => error,
        other => panic!("{kind} {pattern} {currency}: {other:?}"),
    };
    for pattern in [
        "......{}......",
        ".......{DN}....",
        "....{NN}...{DD}.",
        "21...........",
        "21.....{NNDDD.",
    ] {
        let error = refused("weight", pattern, "RUB");
        assert_eq!(error, PatternError::EmbeddedNumber, "{pattern}");
    }
    assert_eq!(
        refused("price", "23", "RUB"),
        PatternError::EmbeddedNumber,
        "a price is somewhere"
    );
    assert_eq!(
        refused("weight", "21.....{NDDDD}.", "RUB"),
        PatternError::TooManyDecimals { most: 3 }
    );
    assert_eq!(
        refused("price", "23.....{NNNDD}.", "JPY"),
        PatternError::TooManyDecimals { most: 0 }
    );
    assert!(of_shop("price", "23.....{NNDDD}.", "KWD").is_ok());
    assert!(of_shop("customer", "042", "JPY").is_ok());
    for code in Currency::known_codes() {
        let currency = Currency::from_code(code).unwrap();
        let rules = RuleSet::of_new_shop(currency);
        assert_eq!(rules.rules().len(), 2, "{code}");
        for rule in rules.rules() {
            assert!(
                of_shop(rule.kind.name(), &rule.text, code).is_ok(),
                "{code}"
            );
        }
    }
}

#[test]
fn sums_are_read_exactly_in_every_currency() {
    let sum = |pattern: &str, value: &str, currency: &str| {
        let currency = Currency::from_code(currency).unwrap();
        let rule = Rule::new(Encoding::Ean13, pattern, RuleKind::Price).unwrap();
        let label = with_check_digit(&format!("2312345{value}"));
        match classify(&label, &RuleSet::new(vec![rule]), currency) {
            Scanned::Price { sum, .. } => Some(sum.minor()),
            Scanned::InexactLabel { .. } => None,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(sum("23.....{NNNDD}.", "21090", "RUB"), Some(21_090));
    assert_eq!(sum("23.....{NNNND}.", "21090", "RUB"), Some(210_900));
    assert_eq!(sum("23.....{NNNNN}.", "21090", "RUB"), Some(2_109_000));
    assert_eq!(sum("23.....{NNNDD}.", "21000", "JPY"), Some(210));
    assert_eq!(sum("23.....{NNNDD}.", "21090", "JPY"), None);
    assert_eq!(sum("23.....{NNNDD}.", "21090", "KWD"), Some(210_900));
    // A new shop reads the digits as minor units, whatever its currency.
    for code in ["RUB", "JPY", "KWD"] {
        let currency = Currency::from_code(code).unwrap();
        let label = with_check_digit("231234521090");
        let scanned = classify(&label, &RuleSet::of_new_shop(currency), currency);
        let Scanned::Price { sum, .. } = scanned else {
            panic!("{code} {scanned:?}");
        };
        assert_eq!(sum.minor(), 21_090, "{code}");
    }
}

#[test]
fn a_label_whose_price_does_not_check_names_no_product() {
    let rule = [(Encoding::Ean13, "20.....C{NNDD}.", RuleKind::Price)];
    let digit = price_check_digit("1499").unwrap();
    let right = by(&rule, &with_check_digit(&format!("2012345{digit}1499")));
    let Scanned::Price { plu, sum, .. } = right else {
        panic!("{right:?}");
    };
    assert_eq!((plu.as_str(), sum.minor()), ("12345", 1499));
    for wrong in (0..10).filter(|wrong| *wrong != digit) {
        let label = with_check_digit(&format!("2012345{wrong}1499"));
        assert_eq!(
            by(&rule, &label),
            Scanned::MisreadLabel {
                rule: "20.....C{NNDD}.".to_owned(),
                expected: digit,
                found: wrong
            }
        );
    }
}

#[test]
fn a_code_that_the_shop_calls_something_else_is_no_goods() {
    let rules = [
        (Encoding::Any, "S-", RuleKind::Staff),
        (Encoding::Ean13, "042", RuleKind::Customer),
        (Encoding::Ean13, "99", RuleKind::Coupon),
        (Encoding::Any, "22{NN}.", RuleKind::Discount),
        (Encoding::Any, "0104", RuleKind::Customer),
    ];
    let card = with_check_digit("042123456789");
    let coupon = with_check_digit("991234567890");
    for (text, kind) in [
        ("S-007", RuleKind::Staff),
        ("\u{2}S-007\r", RuleKind::Staff),
        (card.as_str(), RuleKind::Customer),
        (coupon.as_str(), RuleKind::Coupon),
        ("22159", RuleKind::Discount),
        ("0104607034950019", RuleKind::Customer),
    ] {
        let bare = text.trim_matches(char::is_control).to_owned();
        assert_eq!(by(&rules, text), Scanned::NotGoods { kind, text: bare });
    }
    // A damaged marking code is no card, whatever a rule for every text says.
    let every = [(Encoding::Any, ".*", RuleKind::Customer)];
    let damaged = "0104607034950019215aBc-DEfg123493dGVz";
    let text = damaged.to_owned();
    assert_eq!(by(&every, damaged), Scanned::Text { text });
}

#[test]
fn labels_of_every_form_lead_to_what_a_catalogue_can_hold() {
    let count = [(Encoding::Ean13, "25....C{NNNNN}.", RuleKind::Count)];
    let digit = price_check_digit("00012").unwrap();
    let label = with_check_digit(&format!("251234{digit}00012"));
    let zeroed = price_check_digit("00000").unwrap();
    assert_eq!(
        by(&count, &label),
        Scanned::Count {
            base_code: number(&with_check_digit(&format!("251234{zeroed}00000"))),
            plu: "1234".to_owned(),
            quantity: Quantity::from_units(12)
        }
    );
    let short = [(Encoding::Ean8, "2...{NDD}.", RuleKind::Weight)];
    assert_eq!(
        by(&short, &with_check_digit("2123150")),
        Scanned::Weight {
            base_code: number(&with_check_digit("2123000")),
            plu: "123".to_owned(),
            quantity: Quantity::from_thousandths(1500)
        }
    );
    let text = [(Encoding::Any, "W-...-{NNDDD}", RuleKind::Weight)];
    assert_eq!(
        by(&text, "W-123-01500"),
        Scanned::Weight {
            base_code: BaseCode::Text("W-123-00000".to_owned()),
            plu: "123".to_owned(),
            quantity: Quantity::from_thousandths(1500)
        }
    );
    assert_eq!(
        by(&text, "W-123-00000"),
        Scanned::Text {
            text: "W-123-00000".to_owned()
        }
    );
    // The shop's own numbers are texts without a check digit: none becomes another one, and a misread number stays misread.
    let own = [(Encoding::Any, "10......", RuleKind::Product)];
    for code in ["10000011", "10000012"] {
        let digits = gtin::parse(code).err();
        match digits {
            Some(_) => assert!(
                matches!(by(&own, code), Scanned::BadCheckDigit { text, .. } if text == code)
            ),
            None => assert!(matches!(by(&own, code), Scanned::Product { .. })),
        }
    }
    let all = [(Encoding::Any, ".*", RuleKind::Product)];
    assert!(matches!(
        by(&all, "4600682000175"),
        Scanned::BadCheckDigit { .. }
    ));
    let unchecked = [(Encoding::Any, "27.....{NNN}..", RuleKind::Count)];
    assert!(
        matches!(by(&unchecked, "270001200355"), Scanned::Count { base_code: BaseCode::Text(text), .. } if text == "270001200055")
    );
    let product = [(Encoding::Any, "P{NNN}.", RuleKind::Product)];
    assert_eq!(
        by(&product, "P1234"),
        Scanned::Text {
            text: "P0004".to_owned()
        }
    );
}

/// A text of digits with the check digit that belongs to it; other texts as they are.
fn with_right_end(text: &str) -> String {
    match text.len().checked_sub(1).and_then(|end| text.get(..end)) {
        Some(payload) if !payload.is_empty() && payload.bytes().all(|b| b.is_ascii_digit()) => {
            with_check_digit(payload)
        }
        Some(_) | None => text.to_owned(),
    }
}

proptest! {
    /// Rules of any patterns, and codes near them: whatever an owner writes, a till goes on.
    #[test]
    fn no_rules_break_the_reader(
        rows in prop::collection::vec(("[0-9.]{0,7}C?\\{N{0,9}D{0,9}\\}[.0-9]{0,3}(\\.\\*)?|[ -~]{0,12}", 0_usize..4, 0_usize..11), 0..8),
        text in "2[0-9]{11,13}|[0-9]{7,14}|\\PC{0,20}",
        currency in prop::sample::select(vec!["RUB", "JPY", "KWD"]),
    ) {
        let encodings = [Encoding::Ean8, Encoding::Ean13, Encoding::Upca, Encoding::Any];
        let kinds: Vec<RuleKind> = RuleKind::all().collect();
        let rule = |(pattern, encoding, kind): &(String, usize, usize)| {
            Rule::new(encodings[*encoding], pattern, kinds[*kind]).ok()
        };
        let rules = RuleSet::new(rows.iter().filter_map(rule).collect());
        let currency = Currency::from_code(currency).unwrap();
        for text in [text.clone(), with_right_end(&text)] {
            match classify(&text, &rules, currency) {
                Scanned::Weight { quantity, .. } | Scanned::Count { quantity, .. } => {
                    prop_assert!(quantity.is_positive());
                }
                Scanned::Price { sum, .. } => prop_assert!(sum.is_positive()),
                _ => {}
            }
        }
    }

    /// No digit of a verified label can be read as another without being noticed, nor sells something else.
    #[test]
    fn a_verified_label_never_sells_by_another_price(plu in 0_u32..10_000, price in 1_u32..100_000, place in 7_usize..12, add in 1_u8..10) {
        let rules = Preset::Germany.rules();
        let digit = price_check_digit(&format!("{price:05}")).unwrap();
        let payload = format!("22{plu:04}{digit}{price:05}");
        let mut damaged = payload.into_bytes();
        damaged[place] = b'0' + (damaged[place] - b'0' + add) % 10;
        // Even when the last digit of the whole code was read so that it fits.
        let label = with_check_digit(std::str::from_utf8(&damaged).unwrap());
        let scanned = classify(&label, &rules, Currency::EUR);
        let is_misread = matches!(scanned, Scanned::MisreadLabel { .. });
        prop_assert!(is_misread, "{label} {scanned:?}");
    }
}
