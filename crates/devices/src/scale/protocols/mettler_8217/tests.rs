use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::said::Heard;
use crate::testing::decoding::{is_no_weight, says};

fn read(bytes: &[u8]) -> Value {
    decode(ScaleProtocol::Mettler8217, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"\x0200.512\r", "0.512", "kg")]
#[case(b"\x02 1.234\r", "1.234", "kg")]
#[case(b"\x02 01.234\r", "1.234", "kg")]
#[case(b"\x02002.50\r", "2.50", "lb")]
fn a_weight_at_rest_is_read(#[case] bytes: &[u8], #[case] weight: &str, #[case] unit: &str) {
    let read = read(bytes);
    says(
        &read,
        &json!({"weight": weight, "unit": unit, "stable": true}),
    );
}

#[rstest::rstest]
#[case(0x41, json!({"stable": false}))]
#[case(0x42, json!({"overload": true}))]
#[case(0x44, json!({"negative": true}))]
#[case(0xc3, json!({"overload": true, "stable": false}))]
fn a_status_is_never_a_weight(#[case] status: u8, #[case] expected: Value) {
    let read = read(&[STX, b'?', status, CR]);
    assert_eq!(read["weight"], Value::Null);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"\x02?\x01\r", "malformed")]
#[case(b"\x02001.234", "incomplete")]
#[case(b"\x02001234\r", "malformed")]
#[case(b"\x0201.2.4\r", "malformed")]
#[case(b"\x020.234\r", "malformed")]
#[case(b"\x021.234\r", "malformed")]
#[case(b"\x022.50\r", "malformed")]
#[case(b"\x02 000.512\r", "malformed")]
fn what_is_no_frame_gives_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = read(bytes);
    is_no_weight(&read, error);
}

#[rstest::rstest]
#[case(WeightUnit::Kilogram)]
#[case(WeightUnit::Gram)]
fn a_scale_in_kilograms_sends_no_pounds(#[case] unit: WeightUnit) {
    let options = ScaleOptions {
        unit: Some(unit),
        ..ScaleOptions::default()
    };
    let read = |bytes: &[u8]| decode(ScaleProtocol::Mettler8217, &options, bytes);
    is_no_weight(&read(b"\x0201.34\r"), "malformed");
    is_no_weight(&read(b"\x02001.34\r"), "malformed");
    assert_eq!(read(b"\x0201.234\r")["weight"], "1.234");
}

#[test]
fn leaked_even_parity_is_seen_through_and_a_flipped_bit_is_not() {
    let even = |byte: &u8| byte | u8::from(byte.count_ones() % 2 == 1) << 7;
    let mut frame: Vec<u8> = b"\x0201.234\r".iter().map(even).collect();
    assert_eq!(read(&frame)["weight"], "1.234");
    frame[2] ^= 0x01;
    assert_eq!(read(&frame)["error"], "parity");
}

#[test]
fn a_command_is_done_when_the_status_after_it_names_no_obstacle() {
    let at = Duration::ZERO;
    let mut protocol = new(&ScaleOptions::default());
    assert!(protocol.command(ScaleCommand::Zero));
    assert_eq!(protocol.to_send(at), Some(b"Z".to_vec()));
    let zero = Said::Observation(Observation::Status(read_status(0x50).unwrap()));
    assert_eq!(protocol.heard(&zero, at), Some(Observation::Done));
    assert_eq!(
        protocol.heard(&zero, at),
        None,
        "nothing was told this time"
    );
}

#[test]
fn a_field_that_is_too_long_is_no_weight_however_it_is_cut() {
    let frame = b"\x02        0.33\r";
    let weights = |size: usize| {
        let mut heard = Vec::new();
        let mut codec = ScaleCodec::new(ScaleProtocol::Mettler8217, ScaleOptions::default());
        for piece in frame.chunks(size) {
            codec.receive(piece, Duration::ZERO, &mut heard);
        }
        codec.finish(Duration::ZERO, &mut heard);
        let is_weight = |one: &&Heard| {
            let said = one.said.as_ref().ok().and_then(Said::observation);
            matches!(said, Some(Observation::Weight(_)))
        };
        heard.iter().filter(is_weight).count()
    };
    assert_eq!((weights(frame.len()), weights(1)), (0, 0));
}
