use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::{Obstacle, Status};
use crate::simulate::scale::axis_radwag_si::{device, radwag};
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{is_no_weight, reads_all, reads_only, says};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::AxisRadwagSi;

fn decoded(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"-    0.050 kg \r\n", json!({"weight": "-0.050", "unit": "kg", "stable": null, "negative": true}))]
#[case(b"     123.4  g \r\n", json!({"weight": "123.4", "unit": "g"}))]
#[case(b"       1.5 lb \r\n", json!({"weight": "1.5", "unit": "lb"}))]
#[case(b"       125 ct \r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"        12  % \r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"SI ?       18.5 kg \r\n", json!({"weight": "18.5", "unit": "kg", "stable": false}))]
#[case(b"S    -      8.5 g  \r\n", json!({"weight": "-8.5", "unit": "g", "stable": true}))]
#[case(b"SUI? -   58.237 kg \r\n", json!({"weight": "-58.237", "stable": false}))]
#[case(b"SU   -  172.135 N  \r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"\xff\xfeSI ?       18.5 kg \r\n", json!({"weight": "18.5", "stable": false, "skipped": 2}))]
#[case(b"SI ^     15.125 kg \r\n", json!({"weight": null, "overload": true}))]
#[case(b"SI v -    1.125 kg \r\n", json!({"weight": null, "underload": true}))]
#[case(b"SI I\r\n", json!({"weight": null, "stable": false}))]
#[case(b"S E\r\n", json!({"weight": null, "stable": false}))]
#[case(b"Z D\r\n", json!({"ok": true}))]
#[case(b"UT OK\r\n", json!({"ok": true}))]
#[case(b"T v\r\n", json!({"ok": false, "error": "logical"}))]
#[case(b"ES\r\n", json!({"ok": false, "error": "unrecognized"}))]
#[case(b"OT     0.100 kg  \r\n", json!({"tare": "0.100"}))]
#[case(b"MJ\r\n", json!({"probe": "ok"}))]
#[case(b"SI\r\n", json!({"dir": "tx"}))]
fn each_form_is_read(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = decoded(bytes);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"   12.345 kg \r\n", "malformed")]
#[case(b"    12.34  kg\r\n", "malformed")]
#[case(b"  -  12.34 kg \r\n", "malformed")]
#[case(b" 1   2.345 kg \r\n", "malformed")]
#[case(b"    12.3x5 kg \r\n", "malformed")]
#[case(b"SI !     18.500 kg \r\n", "malformed")]
#[case(b"SX ?     18.500 kg \r\n", "malformed")]
#[case(b"SI \xff       18.5 kg \r\n", "noise")]
#[case(b"    12.345 kg ", "incomplete")]
fn what_is_no_line_gives_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = decoded(bytes);
    is_no_weight(&read, error);
}

#[test]
fn radwag_is_told_in_its_own_words_and_answers() {
    let mut trial = Exchange::with(PROTOCOL, ScaleOptions::default(), radwag());
    trial.pan.grams = 512;
    let weighed = trial.weight();
    assert_eq!((weighed.raw, weighed.stable), (512, Some(true)));
    for (command, line) in [
        (ScaleCommand::SetTare(100), b"UT 0.100\r\n".as_slice()),
        (ScaleCommand::ClearTare, b"UT 0\r\n".as_slice()),
        (ScaleCommand::Tare, b"T\r\n".as_slice()),
    ] {
        trial.sent.clear();
        assert!(trial.codec.command(command));
        let said = trial.observe(Duration::from_secs(1));
        assert_eq!(trial.sent[0], line);
        assert!(said.contains(&Observation::Done), "{said:?}");
    }
    assert!(trial.codec.command(ScaleCommand::Zero));
    let said = trial.observe(Duration::from_secs(1));
    assert!(
        said.iter()
            .any(|one| matches!(one, Observation::Refused(_))),
        "{said:?}"
    );
    trial.pan.grams = 16_000;
    let over = Observation::Status(Status::obstacle(Obstacle::Overload));
    assert_eq!(trial.observe(Duration::from_secs(1)).last(), Some(&over));
}

#[test]
fn axis_has_no_tare_of_a_number() {
    let mut protocol = new(&ScaleOptions::default());
    assert!(!protocol.command(ScaleCommand::SetTare(100)));
    assert!(!protocol.command(ScaleCommand::ClearTare));
    assert!(!protocol.command(ScaleCommand::Price(100)));
}

#[test]
fn goods_tare_zero_and_movement_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed_tared_and_zeroed();
    // AXIS has no word for too much.
    loopback.scale.put(16_000, true);
    loopback.until(|snapshot| snapshot.state.code() == "silent");
}

fn frame(grams: i64, of_radwag: bool) -> Vec<u8> {
    let mut pan = Pan::default();
    pan.grams = grams;
    if of_radwag {
        radwag().receive(QUESTION, &mut pan).concat()
    } else {
        device().receive(QUESTION, &mut pan).concat()
    }
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec((-400_i64..15_000, any::<bool>()), 1..6),
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no line", |byte| byte & 0x7f != b'\n'), 0..12),
    ) {
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|(grams, of_radwag)| (*grams, frame(*grams, *of_radwag))).collect();
        reads_all(PROTOCOL, &frames, &[noise.as_slice(), b"\x01\n"].concat(), &cuts);
    }

    #[test]
    fn a_changed_byte_gives_another_weight_only_as_a_part_of_a_number(
        grams in 1_i64..15_000, of_radwag in any::<bool>(), place in 0_usize..16, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams, of_radwag);
        bytes[place] = byte & 0x7f;
        let number = matches!(bytes[place], b'0'..=b'9' | b'-' | b' ' | b'.' | b',');
        reads_only(PROTOCOL, &bytes, |reading| reading.raw == grams || number);
    }
}
