use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::WeightUnit;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::nci_ecr::{Device, Form};
use crate::testing::decoding::{self, is_no_weight, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::NciEcr;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"\n01.234KG\r\n00\r\x03", "1.234", "kg", true)]
#[case(b"\n01.234KG\r\nS00\r\x03", "1.234", "kg", true)]
#[case(b"\n0012.34lb\r\n10\r\x03", "12.34", "lb", false)]
#[case(b"\n  1234g \r\n00\r\x03", "1234", "g", true)]
#[case(b"\n0001.23 kg\r\n00\r\x03", "1.23", "kg", true)]
#[case(b"\n  0.50 oz   \r\n0p00\r\x03", "0.50", "oz", true)]
#[case(b"\n-00.250KG\r\n01\r\x03", "-0.250", "kg", true)]
#[case(b"\n02lb 03.4oz\r\n00\r\x03", "35.4", "oz", true)]
#[case(b"\n 0lb 15.95oz\r\nS00\r\x03", "15.95", "oz", true)]
#[case(b"\n-1lb  0.5oz\r\n01\r\x03", "-16.5", "oz", true)]
fn a_weight_is_read_as_it_is_shown(
    #[case] bytes: &[u8],
    #[case] weight: &str,
    #[case] unit: &str,
    #[case] stable: bool,
) {
    let read = read(bytes);
    says(
        &read,
        &json!({"weight": weight, "unit": unit, "stable": stable}),
    );
}

#[rstest::rstest]
#[case(b"\nS10\r\x03", json!({"stable": false}))]
#[case(b"\n30\r\x03", json!({"stable": false, "at_zero": true}))]
#[case(b"\n0r0\r\x03", json!({"overload": true, "net": false}))]
#[case(b"\n0p4\r\x03", json!({"stable": true, "net": true}))]
#[case(b"\n0pt6\r\x03", json!({"stable": true, "net": true}))]
#[case(b"\n0p8\r\x03", json!({"no_zero": true}))]
#[case(b"\n40\r\x03", json!({"fault": true}))]
#[case(b"\n08\r\x03", json!({"fault": true}))]
#[case(b"\n^^^^^^KG\r\n02\r\x03", json!({"overload": true}))]
#[case(b"\n^^^^^^\r\n00\r\x03", json!({"overload": true}))]
#[case(b"\n______lb\r\n01\r\x03", json!({"underload": true}))]
#[case(b"\n------kg\r\n00\r\x03", json!({"no_zero": true}))]
#[case(b"\nSEtUP kg\r\n00\r\x03", json!({"not_weighing": true}))]
#[case(b"\n15.999KG\r\n02\r\x03", json!({"overload": true}))]
#[case(b"\nlb\r\n00\r\x03", json!({"stable": true}))]
fn a_status_is_never_a_weight(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = read(bytes);
    assert_eq!(read["weight"], Value::Null);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"\n01.2x4KG\r\n00\r\x03", "malformed")]
#[case(b"\n01.234\r\n00\r\x03", "malformed")]
#[case(b"\n01.234KG\r\n0\r\x03", "malformed")]
#[case(b"\n01.234KG\r\n\x60\x30\r\x03", "malformed")]
#[case(b"\n01.234KG\r\n0p\r\x03", "malformed")]
#[case(b"\n02lb 16.0oz\r\n00\r\x03", "malformed")]
#[case(b"\n.234KG\r\n00\r\x03", "malformed")]
#[case(b"\n01.34KG\r\n00\r\x03", "malformed")]
#[case(b"\n01.34 KG\r\n00\r\x03", "malformed")]
#[case(b"\n01234KG\r\n00\r\x03", "malformed")]
#[case(b"\n02kg 03.4oz\r\n00\r\x03", "malformed")]
#[case(b"\n01.234KG\r\n00\r", "incomplete")]
#[case(b"01.234KG\r\n", "incomplete")]
fn what_is_no_answer_is_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = read(bytes);
    is_no_weight(&read, error);
}

#[rstest::rstest]
#[case(b"W\r")]
#[case(b"S\r")]
#[case(b"Z\r")]
fn what_the_till_sends_is_known(#[case] bytes: &[u8]) {
    assert_eq!(read(bytes)["dir"], "tx");
}

#[test]
fn a_command_is_done_when_its_status_names_no_obstacle() {
    let at = Duration::ZERO;
    let mut protocol = new(&ScaleOptions::default());
    assert!(protocol.command(ScaleCommand::Zero));
    assert!(!protocol.command(ScaleCommand::SetTare(10)));
    assert_eq!(protocol.to_send(at), Some(b"Z\r".to_vec()));
    let moving = Said::Observation(decoding::observations(PROTOCOL, b"\n10\r\x03")[0]);
    let refused = Observation::refused(RefusalReason::Logical);
    assert_eq!(protocol.heard(&moving, at), Some(refused));
    assert_eq!(protocol.heard(&moving, at), None, "nothing was told now");
    assert_eq!(protocol.to_send(POLL), Some(b"W\r".to_vec()));
}

#[test]
fn goods_are_weighed_tared_and_zeroed_over_a_line() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed();
    loopback.tare(100);
    loopback.scale.put(20, true);
    loopback.says(NotSellable::Negative);
}

proptest! {
    #[test]
    fn what_a_scale_says_is_what_lies_on_it(
        grams in -500_i64..=15_000,
        stable: bool,
        noise in prop::collection::vec(any::<u8>(), 0..40),
        pieces in prop::collection::vec(1_usize..20, 1..5),
    ) {
        for form in [Form::Ecr, Form::Nci] {
            let mut pan = pan(grams, 0, stable);
            let answers = Device::of(form).receive(b"W\rS\rW\r", &mut pan);
            let stream = answers.join(noise.as_slice());
            let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
            let weights = decoding::weights(&heard);
            let shown = form == Form::Nci || (stable && grams >= 0);
            prop_assert_eq!(weights.len(), if shown { 2 } else { 0 }, "{:?}", heard);
            for reading in weights {
                prop_assert_eq!((reading.raw, reading.exponent), (grams, -3));
                prop_assert_eq!(reading.unit, WeightUnit::Kilogram);
                prop_assert_eq!((reading.stable, reading.zero), (Some(stable), Some(grams == 0)));
            }
        }
    }

    #[test]
    fn a_frame_with_a_byte_that_is_no_digit_is_no_other_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..14,
        wrong in any::<u8>().prop_filter("part of a number, or a new beginning", |byte| !matches!(byte & 0x7f, b'0'..=b'9' | b'.' | b' ' | b'-' | LF)),
    ) {
        let answers = Device::of(Form::Ecr).receive(b"W\r", &mut pan(grams, 0, true));
        let mut frame = answers.concat();
        frame[place] = wrong;
        reads_no_other(PROTOCOL, &frame, grams);
    }
}
