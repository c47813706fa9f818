use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::barcode::tests::vectors;
use crate::locale::Locale;

const KI: &str = "0104607034950019215aBc-DEfg1234";

fn read(text: &str) -> MarkingCode {
    MarkingCode::read(text).unwrap_or_else(|| panic!("{text:?} is a marking code"))
}

#[test]
fn the_collected_codes_are_read_and_left_as_they_are() {
    let Some(file) = vectors("chestny_znak_marking.json") else {
        return;
    };
    for case in file["cases"].as_array().unwrap() {
        let raw = case["raw"].as_str().unwrap();
        let code = read(raw);
        assert_eq!(code.raw, raw);
        if case["error"].is_string() {
            assert_eq!(code.warnings, [MarkingWarning::RussianLayout]);
            assert_eq!(code.ki, None);
            continue;
        }
        assert_eq!(code.warnings, [], "{raw:?}");
        assert_eq!(code.gtin.canonical(), case["gtin"].as_str().unwrap());
        assert_eq!(code.serial, case["serial"].as_str().unwrap());
        if let Some(ki) = case["ki"].as_str() {
            assert_eq!(code.ki.as_deref(), Some(ki));
        }
        if let Some(tail) = case["tail"].as_object() {
            for (ai, value) in tail {
                let value = value.as_str();
                assert_eq!(code.message.value(Ai::parse(ai).unwrap()), value);
            }
        }
        if let Some(price) = case["max_price"].as_str() {
            let price = Money::parse(price, Currency::RUB).ok();
            assert_eq!(code.max_price, price);
        }
    }
}

#[rstest]
// Water, beer, food supplements: 93 with four characters.
#[case("\u{1d}0104607034950019215aBc-DEfg1234\u{1d}93dGVz", &[])]
// Shoes and clothes: the key and a long tail.
#[case("]d20104607034950019215aBc-DEfg1234\u{1d}91EE05\u{1d}92aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &[])]
// The identification code alone.
#[case("0104607034950019215aBc-DEfg1234", &[MarkingWarning::NoTail])]
// A keyboard wedge that loses GS: the tail runs into the serial number, or makes it too long.
#[case("0104607034950019215aBc-DEfg123493dGVz", &[MarkingWarning::SeparatorLost])]
#[case("]d20104607034950019215aBc-DEfg123491EE0592aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &[MarkingWarning::SeparatorLost])]
#[case("010460703495001921AbCdEf93dGVz", &[MarkingWarning::SeparatorLost])]
#[case("010460703495001921AbCdEfG800501200093AbC1", &[MarkingWarning::SeparatorLost])]
#[case("0104607034950019215aBc-DEfg1234<GS>93dGVz", &[MarkingWarning::SeparatorReplaced])]
#[case("0104607034950019215aBc-DEfg1234␝93dGVz", &[MarkingWarning::SeparatorReplaced])]
#[case("0104607034950019215фИс-ВУап1234", &[MarkingWarning::RussianLayout])]
#[case("0104607034950019215aBc-DEfg12ß4\u{1d}93dGVz", &[MarkingWarning::NotAscii])]
// Seven characters and the check are as long as a serial number of thirteen.
#[case("010460703495001921AbCdEfG93AbC1", &[MarkingWarning::SeparatorLost])]
#[case("010460703495001921AbCdEfG93AbC1\u{1d}", &[MarkingWarning::SeparatorLost])]
// One separator of two is lost: milk by weight, shoes.
#[case("010460703495001921AbCdEf\u{1d}93AbC13103001234", &[MarkingWarning::SeparatorLost])]
#[case("0104607034950019215aBc-DEfg1234\u{1d}91EE0592aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &[MarkingWarning::SeparatorLost])]
// The tail is cut off.
#[case("0104607034950019215aBc-DEfg1234\u{1d}93dGV", &[MarkingWarning::BrokenTail])]
#[case("0104607034950019215aBc-DEfg1234\u{1d}91EE05\u{1d}92aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &[MarkingWarning::BrokenTail])]
#[case("]D20104607034950019215AbC-deFG1234\u{1d}93DgvZ", &[MarkingWarning::CaseSwapped])]
#[case("0104607034950019215aBc DEfg1234\u{1d}93dGVz", &[MarkingWarning::Broken])]
fn what_happened_to_a_code_is_said(#[case] raw: &str, #[case] warnings: &[MarkingWarning]) {
    let code = read(raw);
    assert_eq!(code.warnings, warnings);
    assert_eq!(code.raw, raw);
    assert_eq!(code.gtin.canonical(), "04607034950019");
    let is_known = warnings
        .iter()
        .all(MarkingWarning::leaves_the_identification);
    assert_eq!(code.ki.as_deref(), is_known.then_some(KI));
    for warning in &code.warnings {
        assert!(!warning.words(Locale::Ru).is_empty() && !warning.words(Locale::En).is_empty());
    }
}

#[test]
fn tobacco_and_milk_say_more() {
    let block = read("010460703495001921AbCdEfG\u{1d}8005012000\u{1d}93AbC1");
    assert_eq!(block.max_price, Some(Money::from_minor(12_000)));
    assert_eq!(block.ki.as_deref(), Some("010460703495001921AbCdEfG"));
    let milk = read("\u{1d}010460703495001921AbCdEf\u{1d}93AbC1\u{1d}3103001234");
    assert_eq!(milk.weight, Some(Quantity::from_thousandths(1234)));
    assert_eq!(milk.for_register(), milk.raw);
    let pack = read("04607034950019-1a%Z<QACsWdGVz");
    assert_eq!(pack.layout, MarkingLayout::TobaccoPack);
    assert_eq!(pack.serial, "-1a%Z<Q");
    assert_eq!(pack.ki.as_deref(), Some("04607034950019-1a%Z<Q"));
    // A is 0, C is 2, s is 44 and W is 22: 2 × 6400 + 44 × 80 + 22 kopecks.
    assert_eq!(pack.max_price, Some(Money::from_minor(16_342)));
    assert_eq!(pack.warnings, []);
}

#[rstest]
#[case("4607034950019")]
#[case("04607034950019")]
#[case("0104607034950019")]
#[case("01046070349500193103001234")]
#[case("]d201046070349500192112345\u{1d}17261231\u{1d}10AB")]
#[case("010460703495001821AbCdEfG\u{1d}93AbC1")]
#[case("04607034950019123456712345678")]
#[case("BZ:A1-000007:0")]
#[case("\u{1d}2048310355850210X>G-.j(RH=UI7")]
#[case("]d204607034950019-1a%Z<QACsWdGVz")]
#[case("")]
fn other_codes_are_not_taken_for_marking_codes(#[case] text: &str) {
    assert_eq!(MarkingCode::read(text), None);
}

#[rstest]
#[case("0104607034950019215aBc-DEfg1234\u{1d}93dGVz", true)]
#[case("\u{1d}0104607034950019215aBc-DEfg1234\u{1d}93AAAA", true)]
#[case("]d2\u{1d}0104607034950019215aBc-DEfg1234\u{1d}93dGVz\r\n", true)]
#[case(KI, true)]
// Without the separator nobody knows where the serial number ends.
#[case("0104607034950019215aBc-DEfg123493dGVz", false)]
#[case("0104607034950019215aBc-DEfg1235\u{1d}93dGVz", false)]
#[case("0104607034950019215abc-defg1234\u{1d}93dGVz", false)]
#[case("4607034950019", false)]
#[case("", false)]
fn a_piece_is_known_again_by_any_scan_of_it(#[case] scan: &str, #[case] is_it: bool) {
    let ki = read("0104607034950019215aBc-DEfg1234\u{1d}93dGVz")
        .ki
        .unwrap();
    assert_eq!(ki.is_of(scan), is_it);
    let pack = read("04607034950019-1a%Z<QACsWdGVz").ki.unwrap();
    assert!(pack.is_of("04607034950019-1a%Z<QACsWdGVz") && !pack.is_of(scan));
}

proptest! {
    #[test]
    fn what_is_built_is_read_back(
        payload in 100_000_000_000_u64..1_000_000_000_000,
        serial in "[!%&'*+,./:;=<>?A-Za-z0-9_-]{13}",
        tail in "[A-Za-z0-9+/=]{4}",
        lead in prop::sample::select(vec!["", "\u{1d}", "]d2", "]d2\u{1d}"]),
    ) {
        let gtin = Gtin::from_payload(payload).unwrap();
        let ki = format!("01{}21{serial}", gtin.canonical());
        let raw = format!("{lead}{ki}\u{1d}93{tail}");
        let code = read(&raw);
        prop_assert_eq!((&code.raw, code.gtin, &code.serial), (&raw, gtin, &serial));
        prop_assert_eq!(code.ki.as_deref(), Some(ki.as_str()));
        prop_assert_eq!(code.warnings, []);
    }
}
