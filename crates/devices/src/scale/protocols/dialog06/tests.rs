use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::{ScaleProtocol, VendorKey};
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::dialog06::{device, sealed};
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{is_no_weight, reads_all, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Dialog06;
const KEY: VendorKey = VendorKey {
    polynomial: 0x1021,
    checksum: 0x3132,
};

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"\x0202\x1b3\x1b00512\x1b001000\x1b000512\x03", "0.512", "kg")]
#[case(b"\x0202\x1b4\x1b00512\x1b001000\x1b005120\x03", "5.12", "kg")]
#[case(b"\x0202\x1b1\x1b00512\x1b001000\x1b005120\x03", "5.12", "lb")]
#[case(b"\x0202\x1b2\x1b02005\x1b00199\x1b000399\x03", "2.005", "lb")]
fn the_unit_digit_names_unit_and_decimals(
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
#[case("00", json!({"status_code": "00"}))]
#[case("01", json!({"status_code": "01", "fault": true}))]
#[case("02", json!({"status_code": "02", "ok": false, "error": "transmission"}))]
#[case("10", json!({"status_code": "10", "ok": false, "error": "unrecognized"}))]
#[case("11", json!({"status_code": "11", "bad_price": true}))]
#[case("12", json!({"status_code": "12", "ok": false, "error": "parameter"}))]
#[case("20", json!({"status_code": "20", "stable": false}))]
#[case("21", json!({"status_code": "21", "not_unloaded": true}))]
#[case("22", json!({"status_code": "22", "not_weighing": true}))]
#[case("30", json!({"status_code": "30", "below_min": true}))]
#[case("31", json!({"status_code": "31", "negative": true}))]
#[case("32", json!({"status_code": "32", "overload": true}))]
#[case("33", json!({"status_code": "33", "not_unloaded": true}))]
#[case("77", json!({"status_code": "77", "fault": true}))]
fn a_code_is_never_a_weight(#[case] code: &str, #[case] expected: Value) {
    let read = read(format!("\x0209\x1b{code}\x03").as_bytes());
    assert!(read.get("weight").is_none_or(Value::is_null), "{read}");
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"\x0202\x1b3\x1b0051\x1b001000\x1b000512\x03", "malformed")]
#[case(b"\x0202\x1b3\x1b0051A\x1b001000\x1b000512\x03", "malformed")]
#[case(b"\x0202\x1b5\x1b00512\x1b001000\x1b000512\x03", "malformed")]
#[case(b"\x0202\x1b0\x1b00512\x1b001000\x1b000512\x03", "malformed")]
#[case(b"\x0202\x1b3\x1b00512\x1b001000\x1b000512", "incomplete")]
#[case(b"\x0206\x1b3\x03", "noise")]
#[case(b"\x0201\x1b12\x1b\x03", "malformed")]
fn what_is_no_record_gives_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = read(bytes);
    is_no_weight(&read, error);
}

#[rstest::rstest]
#[case(b"\x04\x0201\x1b12345\x1b\x03")]
#[case(b"\x04\x0203\x1b001234\x1b0050\x03")]
#[case(b"\x04\x0203\x1b001234\x1b0050\x1b\x03")]
#[case(b"\x04\x0204\x1b001234\x1bRED APPLES  1\x03")]
#[case(b"\x04\x0210\x1b12AB34CD\x03")]
#[case(b"\x04")]
fn what_the_till_says_is_known(#[case] bytes: &[u8]) {
    assert_eq!(read(bytes)["dir"], "tx");
}

#[test]
fn a_sealed_scale_is_unlocked_by_the_key_and_refuses_without_it() {
    let challenge = b"\x0211\x1b25b\x03";
    assert_eq!(read(challenge)["error"], "locked");
    let options = ScaleOptions {
        vendor_key: Some(KEY),
        ..ScaleOptions::default()
    };
    assert_eq!(decode(PROTOCOL, &options, challenge)["challenge"], "5B");
    assert_eq!(
        decode(PROTOCOL, &options, b"\x0211\x1b0\x03")["error"],
        "locked"
    );

    let mut trial = Exchange::with(PROTOCOL, options, sealed(KEY.polynomial));
    trial.pan.grams = 1_234;
    let weighed = trial.weight();
    assert_eq!((weighed.raw, weighed.stable), (1_234, Some(true)));
    let mut locked = Exchange::with(PROTOCOL, ScaleOptions::default(), sealed(KEY.polynomial));
    locked.pan.grams = 1_234;
    let said = locked.observe(Duration::from_secs(2));
    assert!(said.contains(&Observation::refused(RefusalReason::Locked)));
    assert!(!said.iter().any(|one| matches!(one, Observation::Weight(_))));
    let wrong = ScaleOptions {
        vendor_key: Some(VendorKey {
            polynomial: 0x8005,
            ..KEY
        }),
        ..ScaleOptions::default()
    };
    let mut refused = Exchange::with(PROTOCOL, wrong, sealed(KEY.polynomial));
    refused.pan.grams = 1_234;
    let said = refused.observe(Duration::from_secs(2));
    assert!(!said.iter().any(|one| matches!(one, Observation::Weight(_))));
}

#[test]
fn goods_that_lie_still_keep_their_weight_though_they_are_weighed_once_only() {
    let options = ScaleOptions {
        vendor_key: Some(KEY),
        ..ScaleOptions::default()
    };
    let mut trial = Exchange::with(PROTOCOL, options, sealed(KEY.polynomial));
    trial.pan.grams = 700;
    trial.weight();
    let said = trial.observe(Duration::from_secs(3));
    let last = said.last().unwrap();
    assert!(
        matches!(last, Observation::Weight(reading) if reading.raw == 700),
        "{last:?}"
    );
    trial.pan.grams = 0;
    let said = trial.observe(Duration::from_secs(1));
    assert!(matches!(said.last(), Some(Observation::Status(_))));
}

#[test]
fn the_price_goes_before_the_weight_and_each_answer_is_ended() {
    let mut talk = new(&ScaleOptions::default());
    let at = Duration::from_millis;
    assert_eq!(
        talk.to_send(at(0)).unwrap(),
        b"\x04\x0201\x1b000001\x1b\x03"
    );
    assert_eq!(talk.to_send(at(10)), None);
    talk.heard(&Said::Control(ACK), at(20));
    assert_eq!(talk.to_send(at(20)).unwrap(), b"\x04");
    assert_eq!(talk.to_send(at(20)).unwrap(), b"\x04\x05");
    let nak = refused(RefusalReason::Unexplained, None);
    talk.heard(&nak, at(40));
    assert_eq!(talk.to_send(at(40)).unwrap(), b"\x04");
    assert_eq!(talk.to_send(at(40)).unwrap(), b"\x04\x0208\x03");
    talk.heard(&explained(20), at(60));
    assert_eq!(talk.to_send(at(60)).unwrap(), b"\x04");
    assert_eq!(
        talk.to_send(at(100)),
        None,
        "it is asked five times a second"
    );
    assert!(talk.command(ScaleCommand::Price(12_345)));
    assert!(talk.command(ScaleCommand::SetTare(50)));
    assert_eq!(
        talk.to_send(at(100)).unwrap(),
        b"\x04\x0203\x1b012345\x1b0050\x03"
    );
    let done = talk.heard(&Said::Control(ACK), at(110));
    assert_eq!(done, Some(Observation::Done));
    assert!(!talk.command(ScaleCommand::Price(1_000_000)));
    assert!(!talk.command(ScaleCommand::SetTare(10_000)));
    assert!(!talk.command(ScaleCommand::Zero));
}

#[test]
fn an_answer_that_does_not_come_is_asked_for_again() {
    let mut talk = new(&ScaleOptions::default());
    let first = talk.to_send(Duration::ZERO);
    assert_eq!(talk.to_send(Duration::from_millis(499)), None);
    assert_eq!(talk.to_send(Duration::from_millis(500)), first);
}

#[test]
fn goods_tare_movement_and_overload_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.weighs(512);
    loopback.moves(512);
    loopback.set_tare(100, 412);
    loopback.is_overloaded(NotSellable::Overload);
}

/// A frame of the scale with goods at a price on it.
fn frame(grams: i64, price: u32) -> Vec<u8> {
    let (mut device, mut pan) = (device(), Pan::default());
    pan.grams = grams;
    device.receive(
        format!("\x04\x0201\x1b{price:06}\x1b\x03").as_bytes(),
        &mut pan,
    );
    device.receive(b"\x04\x05", &mut pan).concat()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec((1_i64..15_000, 1_u32..60_000), 1..5),
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no control character", |byte| byte & 0x7f >= 0x20), 0..12),
    ) {
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|(grams, price)| (*grams, frame(*grams, *price))).collect();
        reads_all(PROTOCOL, &frames, &noise, &cuts);
    }

    #[test]
    fn a_changed_byte_gives_another_weight_only_as_another_digit(
        grams in 1_i64..15_000, place in 0_usize..26, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams, 1_000);
        bytes[place] = byte & 0x7f;
        for reading in weights_in(PROTOCOL, &ScaleOptions::default(), &[&bytes]) {
            let digit = bytes[place].is_ascii_digit();
            proptest::prop_assert!(reading.raw == grams || digit, "{:?}", reading);
        }
    }
}
