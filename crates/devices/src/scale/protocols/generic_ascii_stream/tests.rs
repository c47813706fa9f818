use proptest::prelude::{Strategy, any, prop, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::WeightUnit;
use crate::simulate::scale::generic_ascii_stream::Device;
use crate::testing::decoding::{self, are_all, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::GenericAsciiStream;

fn read(line: &str) -> Value {
    let bytes = format!("{line}\r\n").into_bytes();
    decode(PROTOCOL, &ScaleOptions::default(), &bytes)
}

#[rstest::rstest]
#[case("ST,+00012.34 kg", "12.34", "kg", json!(true))]
#[case("US,-0000.015  g", "-0.015", "g", json!(false))]
#[case("ST,GS,+00013.5kg", "13.5", "kg", json!(true))]
#[case("ST,GS-001.234,kg", "-1.234", "kg", json!(true))]
#[case("ST,NT,+ 12.34,kg", "12.34", "kg", json!(true))]
#[case("ST,OK,+0001.234 kg", "1.234", "kg", json!(true))]
#[case("ST GS     1.234 lb", "1.234", "lb", json!(true))]
#[case("UN,GS,    1.234 oz", "1.234", "oz", json!(false))]
#[case("ST,GS,     12,kg", "12", "kg", json!(true))]
#[case("ST,GS,  1,234,kg", "1.234", "kg", json!(true))]
#[case("ST,GS,    1.250 t", "1250", "kg", json!(true))]
#[case("ST,GS,+  1.234", "1.234", "", json!(true))]
#[case("\x02   1.234 kg", "1.234", "kg", Value::Null)]
#[case("   1.234 KG", "1.234", "kg", Value::Null)]
#[case("1.234kg", "1.234", "kg", Value::Null)]
#[case("G   1.234 kg", "1.234", "kg", Value::Null)]
#[case("      12.73 g    ?", "12.73", "g", json!(false))]
#[case("      0.01 g  ", "0.01", "g", json!(true))]
#[case("      0.01 g   NET", "0.01", "g", json!(true))]
#[case("      0.01 g", "0.01", "g", Value::Null)]
#[case("   0.01 kg  ", "0.01", "kg", Value::Null)]
#[case("        200 g ? NET", "200", "g", json!(false))]
#[case("ST,GS,  1.234 kg ?", "1.234", "kg", json!(false))]
fn a_weight_is_read_as_it_is_shown(
    #[case] line: &str,
    #[case] weight: &str,
    #[case] unit: &str,
    #[case] stable: Value,
) {
    let read = read(line);
    let unit = if unit.is_empty() {
        Value::Null
    } else {
        json!(unit)
    };
    let expected = (&json!(weight), &unit, &stable);
    assert_eq!((&read["weight"], &read["unit"], &read["stable"]), expected);
}

#[rstest::rstest]
#[case("ST,GS,+  1.234kg", json!(false))]
#[case("ST,NT   1.234kg", json!(true))]
#[case("  1.234 kg NET", json!(true))]
#[case("  1.234 kg G", json!(false))]
#[case("ST,+0001.234 kg", Value::Null)]
fn net_and_gross_are_told(#[case] line: &str, #[case] net: Value) {
    assert_eq!(read(line)["net"], net);
}

#[rstest::rstest]
#[case("OL,+9999999E+19", "overload")]
#[case("OL,-9999999E+19", "underload")]
#[case("OL,GS,- 999.9kg", "underload")]
#[case("OL,GS,        kg", "overload")]
#[case("QT,+00012345 PC", "not_weighing")]
#[case("ST,+000123.4  %", "not_weighing")]
#[case("ST,+00012.34ozt", "not_weighing")]
fn a_status_is_never_a_weight(#[case] line: &str, #[case] key: &str) {
    let read = read(line);
    assert_eq!((&read["weight"], &read[key]), (&Value::Null, &json!(true)));
}

#[rstest::rstest]
#[case("ST,GS,+  1.2x4kg")]
#[case("ST,GS,+  1.234kg 5")]
#[case("ST,GS,+  1.234kgST,GS,+  1.234kg")]
#[case("XT,GS,+  1.234kg")]
#[case("T,GS,+  1.234kg")]
#[case("ST+  1.234kg")]
#[case("ST,TR,+  0.100kg")]
#[case("ST,GS,+  1.2.4kg")]
#[case("ST,GS,+  1,234.5kg")]
#[case("ST,GS,+  kg")]
#[case(".234kg")]
#[case("1. kg")]
#[case("12 apples")]
#[case("ST,GS 0")]
#[case("12")]
#[case("1.5")]
#[case("wn 001.234kg")]
#[case("S S     1.234 kg")]
#[case("1\x012.5 kg")]
#[case("\x02\x02   1.234 kg")]
#[case("OL,GS,\x05")]
fn a_line_that_is_not_understood_whole_is_no_weight(#[case] line: &str) {
    let read = read(line);
    assert_eq!(read["weight"], Value::Null, "{read}");
    assert!(read["error"].is_string(), "{read}");
}

#[rstest::rstest]
#[case(b"ST,GS,+  1.234kg\n", 1)]
#[case(b"\r\n\nST,GS,+  1.234kg\r\n", 1)]
#[case(b"ST,GS,+  1.234kg\rST,GS,+  1.234kg\r\n", 0)]
fn lines_end_with_lf(#[case] bytes: &[u8], #[case] weights: usize) {
    assert_eq!(decoding::observations(PROTOCOL, bytes).len(), weights);
}

#[test]
fn a_decimal_comma_can_be_forbidden() {
    let options = ScaleOptions {
        decimal_comma: false,
        ..ScaleOptions::default()
    };
    let read = decode(PROTOCOL, &options, b"ST,GS,+  1,234kg\r\n");
    assert_eq!(read["error"], "malformed");
    let read = decode(PROTOCOL, &options, b"ST,GS,+    12,kg\r\n");
    assert_eq!(read["weight"], "12");
}

#[test]
fn decimals_without_a_point_are_what_the_technician_set() {
    let options = ScaleOptions {
        decimals: Some(3),
        ..ScaleOptions::default()
    };
    let weight = |line: &[u8]| decode(PROTOCOL, &options, line)["weight"].clone();
    assert_eq!(weight(b"ST,GS,+0001234kg\r\n"), "1.234");
    assert_eq!(weight(b"ST,GS,+00012.3kg\r\n"), "12.3");
}

#[test]
fn a_number_alone_counts_when_it_is_wide_or_its_unit_is_set() {
    let bare = decoding::observations(PROTOCOL, b"00013.50\r\n");
    let Observation::Weight(reading) = bare[0] else {
        panic!("{bare:?}");
    };
    assert_eq!((reading.raw, reading.unit), (1_350, WeightUnit::Unknown));
    let options = ScaleOptions {
        unit: Some(WeightUnit::Gram),
        ..ScaleOptions::default()
    };
    let read = decode(PROTOCOL, &options, b"1350\r\n");
    says(&read, &json!({"weight": "1350", "unit": "g"}));
}

#[test]
fn the_end_of_a_torn_line_is_no_weight_from_a_scale_that_says_st() {
    let heard = decoding::observations(PROTOCOL, b"ST,GS,- 1.234kg\r\n 1.234kg\r\n");
    assert_eq!(heard.len(), 1);
}

#[test]
fn the_end_of_a_line_that_began_before_the_connection_is_no_weight() {
    let weights = |codec: &mut ScaleCodec, bytes: &[u8]| {
        let mut heard = Vec::new();
        codec.receive(bytes, Duration::ZERO, &mut heard);
        decoding::digits(&heard)
    };
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    codec.reset();
    assert_eq!(codec.to_send(Duration::ZERO), None);
    assert_eq!(
        weights(&mut codec, b"234kg\r\nST,GS,+  1.234kg\r\n"),
        [1234]
    );

    // A scale that prints when a key is pressed prints nothing before.
    codec.reset();
    for at in [0, 100, 200, 300] {
        assert_eq!(codec.to_send(Duration::from_millis(at)), None);
    }
    assert_eq!(weights(&mut codec, b"   1.234 kg\r\n"), [1234]);
}

#[rstest::rstest]
#[case("   1.234 kg", "   1.34 kg")]
#[case("ST,GS,   1.234kg", "ST,GS,   1.34kg")]
#[case("ST,+0012.34 kg", "ST,+012.34 kg")]
#[case("      12.73 g  ", "      1.73 g  ")]
fn a_line_that_was_filled_up_is_never_narrower(#[case] whole: &str, #[case] torn: &str) {
    let read = |lines: &[&str]| {
        let stream = format!("{}\r\n", lines.join("\r\n"));
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), stream.as_bytes(), &[]);
        decoding::digits(&heard).len()
    };
    assert_eq!(read(&[whole, torn, whole]), 2);
    assert_eq!(read(&[torn]), 1, "alone it is well");
    assert_eq!(read(&["12.5kg", "9.5kg"]), 2, "these have no width");
}

#[rstest::rstest]
#[case(b"\xff\xfeST,GS,+  1.234kg\r\n", &[1234])]
#[case(b"ST,GS,+\x01US,GS,+  1.234kg\r\n", &[1234])]
#[case(b"\xff  1.234kg\r\n", &[])]
fn noise_before_a_line_costs_nothing_where_its_word_is_known(
    #[case] stream: &[u8],
    #[case] weights: &[i64],
) {
    let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), stream, &[]);
    assert_eq!(decoding::digits(&heard), weights);
}

#[test]
fn a_navigator_says_by_a_blank_that_a_weight_rests() {
    let lines = b"      0.01 g  \r\n      0.02 g ?\r\n";
    assert_eq!(decoding::observations(PROTOCOL, lines).len(), 2);
}

#[test]
fn goods_are_weighed_over_a_line() {
    Loopback::new(PROTOCOL).goods_are_weighed();
}

proptest! {
    #[test]
    fn what_a_scale_says_is_what_lies_on_it(
        grams in -500_i64..=15_000,
        tare in 0_i64..500,
        stable: bool,
        noise in prop::collection::vec(any::<u8>(), 0..40),
        pieces in prop::collection::vec(1_usize..20, 1..5),
    ) {
        let mut pan = pan(grams, tare, stable);
        let line = Device::line(&mut pan);
        let noise: Vec<u8> = noise.into_iter().filter(|byte| !byte.is_ascii_digit()).collect();
        let stream = [line.as_slice(), &noise, b"\n", &line, &line].concat();
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
        are_all(&decoding::weights(&heard), 3, grams - tare, stable, tare > 0);
    }

    #[test]
    fn a_line_with_a_byte_that_is_no_digit_is_no_other_weight(
        grams in 1_000_i64..=15_000,
        place in 0_usize..18,
        wrong in any::<u8>().prop_filter(
            "part of a number, or its unit",
            |byte| !matches!(byte & 0x7f, b'0'..=b'9' | b'.' | b',' | b' ' | b'-' | b'+' | b'\r' | b'\n' | b'g' | b'G'),
        ),
    ) {
        let line = Device::line(&mut pan(grams, 0, true));
        let mut wrong_byte = line.clone();
        wrong_byte[place] = wrong;
        let stream = [line.as_slice(), &wrong_byte].concat();
        reads_no_other(PROTOCOL, &stream, grams);
    }
}
