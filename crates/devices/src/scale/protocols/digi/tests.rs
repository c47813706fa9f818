use proptest::prelude::any;
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::digi::{nixdorf, stream};
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{is_no_weight, reads_all, reads_only, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Digi;

fn in_kilograms() -> ScaleOptions {
    ScaleOptions {
        unit: Some(WeightUnit::Kilogram),
        ..ScaleOptions::default()
    }
}

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

/// An answer with its checksum and frame.
fn sealed(body: &[u8]) -> Vec<u8> {
    [&[STX], body, &[fields::xor(body), ETX]].concat()
}

#[rstest::rstest]
#[case(b"  1.234\r  0.000\r\n", json!({"weight": "1.234", "stable": null, "tare": "0.000", "net": false}))]
#[case(b"\x00\r001,234\r000,100\r\n", json!({"weight": "1.234", "stable": true, "tare": "0.100", "net": true}))]
#[case(b"\x01\r  1.234\r  0.000\r\n", json!({"weight": "1.234", "stable": false}))]
#[case(b"0  1.234\r4  0.050\r\n", json!({"weight": "1.234", "stable": null, "tare": "0.050"}))]
#[case(b"\x01\r0 12.345\r4  0.000\r\n", json!({"weight": "12.345", "stable": false}))]
#[case(b"\x00\r0001.234\r4000.000\r\n", json!({"weight": "1.234", "stable": true}))]
#[case(b"\x00\r -0.050\r  0.050\r\n", json!({"weight": "-0.050", "negative": true}))]
#[case(b"\x00\r-------\r  0.000\r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"   1234\r      0\r\n", json!({"weight": "1234", "unit": null}))]
fn each_of_the_four_streams_is_read(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = read(bytes);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"w001.2340000", json!({"weight": "1.234", "unit": null, "stable": null}))]
#[case(b"w 12,345\x00\x01\x02\x03", json!({"weight": "12.345"}))]
fn the_answer_for_nixdorf_is_read(#[case] body: &[u8], #[case] expected: Value) {
    let read = read(&sealed(body));
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"  1.234\r  0.00\r\n".to_vec(), "noise")]
#[case(b"  1.2.4\r  0.000\r\n".to_vec(), "malformed")]
#[case(b"0  1.234\r5  0.050\r\n".to_vec(), "noise")]
#[case(b"  1.234\r  0.000\r".to_vec(), "incomplete")]
#[case(b"\x02w001.2340000!\x03".to_vec(), "checksum")]
#[case(sealed(b"w0 1.2340000"), "malformed")]
#[case(sealed(b"w00x.2340000"), "noise")]
fn what_is_no_frame_gives_no_weight(#[case] bytes: Vec<u8>, #[case] error: &str) {
    let read = read(&bytes);
    is_no_weight(&read, error);
}

#[test]
fn unit_and_decimals_of_the_profile_complete_what_the_frame_leaves_open() {
    let options = ScaleOptions {
        decimals: Some(3),
        ..in_kilograms()
    };
    let read = decode(PROTOCOL, &options, b"   1234\r      0\r\n");
    says(&read, &json!({"weight": "1.234", "unit": "kg"}));
    let options = ScaleOptions {
        decimal_comma: false,
        ..ScaleOptions::default()
    };
    let read = decode(PROTOCOL, &options, b"  1,234\r      0\r\n");
    assert_eq!(read["weight"], "1234");
}

#[test]
fn it_listens_before_it_asks_and_never_asks_a_stream() {
    assert_eq!(read(QUESTION)["dir"], "tx");
    let mut asked = Exchange::with(PROTOCOL, in_kilograms(), nixdorf());
    asked.pan.grams = 1_234;
    assert_eq!(asked.observe(LISTEN), []);
    assert_eq!(asked.weight().raw, 1_234);
    let mut streamed = Exchange::with(PROTOCOL, in_kilograms(), stream(true, true));
    streamed.pan.grams = 1_234;
    assert_eq!(streamed.weight().stable, Some(true));
    assert_eq!(streamed.sent, [] as [Vec<u8>; 0]);
}

#[test]
fn goods_and_movement_reach_the_till() {
    let loopback = Loopback::with(PROTOCOL, in_kilograms());
    loopback.says(NotSellable::Empty);
    loopback.weighs(512);
    loopback.moves(512);
    loopback.is_lifted();
    loopback.scale.put(16_000, true);
    loopback.says(NotSellable::NotWeighing);
}

fn frame(grams: i64, form: u8) -> Vec<u8> {
    let mut pan = Pan::default();
    pan.grams = grams;
    match form {
        0..=3 => stream(form & 1 == 1, form & 2 == 2)
            .stream(&mut pan)
            .unwrap(),
        _ => nixdorf().receive(QUESTION, &mut pan).concat(),
    }
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec((0_i64..15_000, 0_u8..5), 1..6),
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(b'A'..=b'Z', 0..12),
    ) {
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|(grams, form)| (*grams, frame(*grams, *form))).collect();
        reads_all(PROTOCOL, &frames, &noise, &cuts);
    }

    #[test]
    fn a_changed_byte_is_noticed_by_the_checksum(
        grams in 0_i64..15_000, place in 0_usize..15, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams, 4);
        let changed = bytes[place] != byte;
        bytes[place] = byte;
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&bytes]);
        proptest::prop_assert_eq!(read.is_empty(), changed, "{:?}", read);
    }

    #[test]
    fn a_changed_byte_of_the_stream_gives_another_weight_only_as_one_that_may_stand_there(
        grams in 0_i64..15_000, form in 0_u8..4, place in 0_usize..17, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams, form);
        bytes[place] = byte;
        reads_only(PROTOCOL, &bytes, |reading| reading.raw == grams || is_weight(byte));
    }
}
