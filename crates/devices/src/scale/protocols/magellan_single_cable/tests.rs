use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::magellan_single_cable::device;
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{self, reads_all, reads_only, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::MagellanSingleCable;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"S14400512\r", "0.512", "kg")]
#[case(b"S1112345\r", "12.345", "kg")]
#[case(b"S1440512\r", "5.12", "lb")]
#[case(b"S110007\r", "0.07", "lb")]
fn four_digits_are_pounds_and_five_are_kilograms(
    #[case] bytes: &[u8],
    #[case] weight: &str,
    #[case] unit: &str,
) {
    let read = read(bytes);
    says(
        &read,
        &json!({"weight": weight, "unit": unit, "stable": true}),
    );
}

#[rstest::rstest]
#[case(b"S140\r", json!({"not_weighing": true, "no_zero": null}))]
#[case(b"S141\r", json!({"stable": false}))]
#[case(b"S142\r", json!({"overload": true}))]
#[case(b"S143\r", json!({"at_zero": true, "stable": true}))]
#[case(b"S145\r", json!({"negative": true}))]
fn a_state_is_never_a_weight(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = read(bytes);
    assert_eq!(read["weight"], Value::Null);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"S08F4006381333931\r", "4006381333931", "EAN13")]
#[case(b"S08FF96385074\r", "96385074", "EAN8")]
#[case(b"S08A03600029145212\r", "03600029145212", "UPCA")]
#[case(b"S08E0425261\r", "042100005264", "UPCE")]
#[case(b"S08E04252614\r", "042100005264", "UPCE")]
#[case(b"S08E425261\r", "042100005264", "UPCE")]
#[case(b"S08E4252614\r", "042100005264", "UPCE")]
#[case(b"S08E123453\r", "012300000451", "UPCE")]
#[case(b"S08E123454\r", "012340000053", "UPCE")]
#[case(b"S08E123457\r", "012345000072", "UPCE")]
#[case(b"S08B1ITEM-7\r", "ITEM-7", "CODE39")]
#[case(b"S08B212345678901231\r", "12345678901231", "ITF")]
#[case(b"S08R40101044123456789\r", "0101044123456789", "DATABAR")]
#[case(b"S08R0109501101530003\r", "0109501101530003", "DATABAR")]
#[case(b"S08R400AB\r", "400AB", "DATABAR")]
#[case(
    b"S08Dm0104601234567893215abc\x1d93dGVz\r",
    "0104601234567893215abc\x1d93dGVz",
    "DATAMATRIX"
)]
#[case(b"S08zz1\r", "zz1", "UNKNOWN")]
fn labels_share_the_line(#[case] bytes: &[u8], #[case] text: &str, #[case] kind: &str) {
    let read = read(bytes);
    says(&read, &json!({"barcode": text, "symbology": kind}));
}

#[rstest::rstest]
#[case(b"S144012345\r", "malformed")]
#[case(b"S144\r", "malformed")]
#[case(b"S14401x34\r", "malformed")]
#[case(b"S08E04252613\r", "malformed")]
#[case(b"S08E21234567\r", "malformed")]
#[case(b"S08F12345\r", "malformed")]
#[case(b"S08B3\r", "malformed")]
#[case(b"S14401234", "incomplete")]
#[case(b"144 01234\r", "noise")]
#[case(b"S14401\x02234\r", "noise")]
fn what_is_no_line_gives_nothing(#[case] bytes: &[u8], #[case] error: &str) {
    assert_eq!(read(bytes)["error"], error);
}

#[test]
fn a_profile_may_name_another_unit() {
    let options = ScaleOptions {
        unit: Some(WeightUnit::Kilogram),
        decimals: Some(2),
        ..ScaleOptions::default()
    };
    let read = decode(PROTOCOL, &options, b"S1440512\r");
    says(&read, &json!({"weight": "5.12", "unit": "kg"}));
    let options = ScaleOptions {
        unit: Some(WeightUnit::Kilogram),
        ..ScaleOptions::default()
    };
    assert_eq!(
        decode(PROTOCOL, &options, b"S1440512\r")["error"],
        "malformed"
    );
    assert_eq!(
        decode(PROTOCOL, &options, b"S14400512\r")["weight"],
        "0.512"
    );
}

fn digits(stream: &[u8]) -> Vec<i64> {
    decoding::digits(&decoding::heard(
        PROTOCOL,
        &ScaleOptions::default(),
        stream,
        &[],
    ))
}

#[test]
fn a_scale_in_kilograms_sends_no_pounds() {
    assert_eq!(
        digits(b"S14401234\rS1440134\rS110123\rS14401234\r"),
        [1234, 1234]
    );
    assert_eq!(digits(b"S1440134\rS1440134\r"), [134, 134]);
}

#[rstest::rstest]
#[case(b"SS14401234\r", &[1234])]
#[case(b"S144S14401234\r", &[1234])]
#[case(b"S14S144S14401234\r", &[1234])]
#[case(b"S8B3S14401234\r", &[])]
#[case(b"08B3S14401234", &[])]
#[case(b"S08E1S14401234\r", &[])]
fn a_line_whose_end_was_lost_does_not_cost_the_next_one(
    #[case] stream: &[u8],
    #[case] weights: &[i64],
) {
    assert_eq!(digits(stream), weights);
}

#[test]
fn it_is_asked_again_after_each_answer_but_not_after_a_label() {
    let mut protocol = new(&ScaleOptions::default());
    let at = Duration::from_millis;
    assert_eq!(protocol.to_send(at(0)).unwrap(), STATE);
    protocol.heard(&protocol.read(b"S08B3A").unwrap(), at(10));
    assert_eq!(protocol.to_send(at(300)), None);
    protocol.heard(&protocol.read(b"S141").unwrap(), at(310));
    assert_eq!(protocol.to_send(at(310)).unwrap(), STATE);
}

#[test]
fn goods_movement_overload_and_barcodes_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.says(NotSellable::Empty);
    loopback.weighs(512);
    loopback.moves(512);
    loopback.scale.scan("F4006381333931");
    let label = loopback.label();
    assert_eq!(
        (label.text.as_str(), label.symbology),
        ("4006381333931", "EAN13")
    );
    loopback.sells(512);
    loopback.is_lifted();
    loopback.is_overloaded(NotSellable::Overload);
}

fn frame(grams: i64) -> Vec<u8> {
    let (mut device, mut pan) = (device(), Pan::default());
    pan.grams = grams;
    device.receive(STATE, &mut pan).concat()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec(1_i64..15_000, 1..6),
        cuts in proptest::collection::vec(1_usize..7, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no S", |byte| byte & 0x7f != b'S'), 0..12),
    ) {
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|grams| (*grams, frame(*grams))).collect();
        reads_all(PROTOCOL, &frames, &noise, &cuts);
    }

    #[test]
    fn a_changed_byte_gives_another_weight_only_as_another_digit(
        grams in 1_i64..15_000, place in 0_usize..10, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams);
        bytes[place] = byte & 0x7f;
        reads_only(PROTOCOL, &bytes, |reading| reading.raw == grams || bytes[place].is_ascii_digit() || bytes[place] == b'\r');
    }
}
