use proptest::prelude::{Strategy, any, prop, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::sma_scp0499::device;
use crate::testing::decoding::{self, are_all, is_no_weight, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::SmaScp0499;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"\n 1G       5.025lb \r", "5.025", "lb", true, false)]
#[case(b"\n 1N      100000lb \r", "100000", "lb", true, true)]
#[case(b"\n 1g      5.0025lb \r", "5.0025", "lb", true, false)]
#[case(b"\nZ1G       0.000kg \r", "0.000", "kg", true, false)]
#[case(b"\n 1GM      7.650kg \r", "7.650", "kg", false, false)]
#[case(b"\n 2n      -0.250 kg\r", "-0.250", "kg", true, true)]
#[case(b"\n 1G x      1234g  \r", "1234", "g", true, false)]
#[case(b"\n 1G       1.250t  \r", "1250", "kg", true, false)]
#[case(b"\n 1G      1.234kg \r", "1.234", "kg", true, false)]
#[case(b"\n 1GM-12345.678kg \r", "-12345.678", "kg", false, false)]
#[case(b"\n 1G        1.50OZ \r", "1.50", "oz", true, false)]
fn a_weight_is_read_as_it_is_shown(
    #[case] bytes: &[u8],
    #[case] weight: &str,
    #[case] unit: &str,
    #[case] stable: bool,
    #[case] net: bool,
) {
    let read = read(bytes);
    says(&read, &json!({"weight": weight, "unit": unit}));
    says(&read, &json!({"stable": stable, "net": net}));
    assert_eq!(read["at_zero"], bytes[1] == b'Z');
}

#[rstest::rstest]
#[case(b"\nO1G      99.999kg \r", json!({"overload": true}))]
#[case(b"\nU1GM     -9.999kg \r", json!({"underload": true, "stable": false}))]
#[case(b"\nE1G  ----------kg \r", json!({"outside_zero_range": true}))]
#[case(b"\nI1G  ----------kg \r", json!({"no_zero": true}))]
#[case(b"\nT1G  ----------kg \r", json!({"ok": false, "error": "logical"}))]
#[case(b"\n?\r", json!({"ok": false, "error": "unrecognized"}))]
#[case(b"\nMOD:Simulated 15 kg\r", json!({"model": "Simulated 15 kg"}))]
#[case(b"\nSMA:2/1.0\r", json!({}))]
#[case(b"\n 1T       0.100kg \r", json!({"tare": "0.100"}))]
#[case(b"\n 1T       0.100t  \r", json!({"tare": "100"}))]
#[case(b"\nW\r", json!({"dir": "tx"}))]
#[case(b"\nZ\r", json!({"dir": "tx"}))]
fn what_is_no_weight_is_none(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = read(bytes);
    assert_eq!(read["weight"], Value::Null);
    assert!(read.get("skipped").is_none(), "{read}");
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"\n 1G  ----------kg \r", "malformed")]
#[case(b"\n 1G       1.2x4kg \r", "malformed")]
#[case(b"\n 1G       1.234pcs\r", "malformed")]
#[case(b"\n 1G       1,234kg \r", "malformed")]
#[case(b"\n 1X       1.234kg \r", "noise")]
#[case(b"\nQ1G       1.234kg \r", "noise")]
#[case(b"\n 1G        1.234kg \r", "noise")]
#[case(b"\n 1G     1.234kg \r", "noise")]
#[case(b"\n 1Gx     1.234kg \r", "noise")]
#[case(b"\n 1G x    1.234kg \r", "malformed")]
#[case(b"\n 1G       1.234kg ", "incomplete")]
fn what_is_no_answer_is_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = read(bytes);
    is_no_weight(&read, error);
}

#[test]
fn a_scale_that_sends_full_answers_sends_no_short_ones() {
    let full = b"\n 1G       1.234kg \r";
    let short = b"\n 1G       1.34kg \r";
    let read = |bytes: &[u8]| {
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), bytes, &[]);
        decoding::digits(&heard)
    };
    assert_eq!(read(&[full, short.as_slice(), full].concat()), [1234, 1234]);
    assert_eq!(read(&[short.as_slice(), short].concat()), [134, 134]);

    // Another scale may be on the line when the connection was made again.
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    let mut heard = Vec::new();
    codec.receive(full, Duration::ZERO, &mut heard);
    codec.reset();
    codec.receive(short, Duration::ZERO, &mut heard);
    assert_eq!(decoding::digits(&heard), [1234, 134]);
}

#[rstest::rstest]
#[case(ScaleCommand::Zero, b"\nZ1G       0.000kg \r", true)]
#[case(ScaleCommand::Zero, b"\nE1G  ----------kg \r", false)]
#[case(ScaleCommand::Zero, b"\n 1GM      0.500kg \r", false)]
#[case(ScaleCommand::Tare, b"\n 1N       0.000kg \r", true)]
#[case(ScaleCommand::ClearTare, b"\n 1G       0.500kg \r", true)]
fn the_answer_to_a_command_says_whether_it_was_done(
    #[case] command: ScaleCommand,
    #[case] answer: &[u8],
    #[case] done: bool,
) {
    let mut protocol = new(&ScaleOptions::default());
    assert!(protocol.command(command));
    protocol.to_send(Duration::ZERO).unwrap();
    let said = Said::Observation(decoding::observations(PROTOCOL, answer)[0]);
    let expected = if done {
        Observation::Done
    } else {
        Observation::refused(RefusalReason::Logical)
    };
    assert_eq!(protocol.heard(&said, Duration::ZERO), Some(expected));
    assert_eq!(protocol.heard(&said, Duration::ZERO), None);
}

#[test]
fn goods_are_weighed_tared_and_zeroed_over_a_line() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed();
    loopback.tare(500);
    loopback.tell(ScaleCommand::ClearTare);
    loopback.sells(600);
    loopback.poller.command(ScaleCommand::Zero);
    loopback.until(|snapshot| {
        snapshot.last_answer == Some(Observation::refused(RefusalReason::Logical))
    });
    loopback.zero(50);
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
        let answers = device().receive(b"\nW\r\nM\r\nA\r\nX\r\nW\r", &mut pan);
        let stream = answers.join(noise.as_slice());
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
        are_all(&decoding::weights(&heard), 2, grams - tare, stable, tare > 0);
    }

    #[test]
    fn a_frame_with_a_byte_that_is_no_digit_is_no_other_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..20,
        wrong in any::<u8>().prop_filter("part of a number", |byte| !matches!(byte & 0x7f, b'0'..=b'9' | b'.' | b' ' | b'-' | b'+')),
    ) {
        let mut frame = device().receive(b"\nW\r", &mut pan(grams, 0, true)).concat();
        frame[place] = wrong;
        reads_no_other(PROTOCOL, &frame, grams);
    }
}
