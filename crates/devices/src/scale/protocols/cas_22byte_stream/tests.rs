use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::scale::cas_22byte_stream::Device;
use crate::testing::decoding::{self, are_all, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Cas22ByteStream;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"ST,GS,1\xc4,  13.500 kg\r\n", "13.500", "kg", true, false)]
#[case(b"US,NT,=\x82,  -0.250 kg\r\n", "-0.250", "kg", false, true)]
#[case(b"ST,GS,1\xe5,-  1.250  t\r\n", "-1250", "kg", true, false)]
#[case(b"ST,GS,\x93\xc4,000013.5 kg\r\n", "13.5", "kg", true, false)]
#[case(b"ST,NT,1\xc2,    1234  g\r\n", "1234", "g", true, true)]
#[case(b"ST,GS,1\xc4,   12.34 lb\r\n", "12.34", "lb", true, false)]
#[case(b"ST,GS,+00013.5kg\r\n", "13.5", "kg", true, false)]
#[case(b"US,NT,-00000.5 t\r\n", "-500", "kg", false, true)]
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
}

#[test]
fn ten_bytes_say_a_number_and_nothing_else() {
    let decoded = read(b"000013.5\r\n");
    assert_eq!(decoded["weight"], "13.5");
    assert_eq!(
        (&decoded["unit"], &decoded["stable"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(read(b"-  1.250\r\n")["weight"], "-1.250");
}

#[test]
fn the_zero_lamp_is_told() {
    assert_eq!(read(b"ST,GS,1\xc5,   0.000 kg\r\n")["at_zero"], true);
    assert_eq!(read(b"ST,GS,1\xc4,   0.005 kg\r\n")["at_zero"], false);
}

#[rstest::rstest]
#[case(b"OL,GS,1\x84,         kg\r\n", "overload")]
#[case(b"OL,GS,1\x84,  99.999 kg\r\n", "overload")]
#[case(b"OL,NT,1\x82, -99.999 kg\r\n", "underload")]
#[case(b"OL,GS,+99999.9kg\r\n", "overload")]
fn overload_is_no_weight(#[case] bytes: &[u8], #[case] key: &str) {
    let read = read(bytes);
    assert_eq!((&read["weight"], &read[key]), (&Value::Null, &json!(true)));
}

#[rstest::rstest]
#[case(b"ST,GS,1\x44,  13.500 kg\r\n")]
#[case(b"SS,GS,1\xc4,  13.500 kg\r\n")]
#[case(b"ST,GT,1\xc4,  13.500 kg\r\n")]
#[case(b"ST,GS,1\xc4,  13.5x0 kg\r\n")]
#[case(b"ST,GS,1\xc4,  1 .500 kg\r\n")]
#[case(b"ST,GS,1\xc4,  13,500 kg\r\n")]
#[case(b"ST,GS,1\xc4,  13.500 pc\r\n")]
#[case(b"ST,GS,1\xc4,  13.500,kg\r\n")]
#[case(b"ST,GS,1\xc4, 13.500 kg\r\n")]
#[case(b"ST,GS,1\xc4,  13.500 kg\n\r")]
#[case(b"ST,GS 001.234,kg\r\n")]
#[case(b"   13.500\r\n")]
#[case(b" 13.500\r\n")]
#[case(b"        \r\n")]
#[case(b"  13.500\n")]
fn what_is_no_frame_is_no_weight(#[case] bytes: &[u8]) {
    let read = read(bytes);
    assert_eq!(read["weight"], Value::Null, "{read}");
    assert!(read["error"].is_string(), "{read}");
}

#[rstest::rstest]
#[case(b"\x01ZE\r\n")]
#[case(b"\x0dWT\r\n")]
#[case(b"\x01KT00100\r\n")]
#[case(b"\x01KT\r\n")]
fn what_the_till_sends_is_known(#[case] bytes: &[u8]) {
    assert_eq!(read(bytes)["dir"], "tx");
}

fn weight(raw: i64, exponent: i8, net: bool) -> Said {
    let mut reading = Reading::plain(raw, exponent, WeightUnit::Kilogram, Some(true));
    reading.net = Some(net);
    Said::weight(reading)
}

#[test]
fn a_tare_is_told_in_the_digits_that_the_scale_shows() {
    let at = Duration::from_millis;
    let mut protocol = new(&ScaleOptions::default());
    assert!(
        !protocol.command(ScaleCommand::SetTare(100)),
        "unknown digits"
    );
    protocol.heard(&weight(1_350, -2, false), at(0));
    assert!(!protocol.command(ScaleCommand::SetTare(105)), "too fine");
    assert!(protocol.command(ScaleCommand::SetTare(100)));
    assert_eq!(protocol.to_send(at(0)), Some(b"\x01KT00010\r\n".to_vec()));
    assert_eq!(protocol.heard(&weight(1_350, -2, false), at(100)), None);
    assert_eq!(
        protocol.heard(&weight(1_340, -2, true), at(200)),
        Some(Observation::Done)
    );
    assert!(protocol.command(ScaleCommand::ClearTare));
    assert_eq!(protocol.to_send(at(300)), Some(b"\x01KT00000\r\n".to_vec()));
    let refused = Observation::refused(RefusalReason::Unexplained);
    let late = protocol.heard(&weight(1_340, -2, true), at(1_800));
    assert_eq!(late, Some(refused));
    assert!(protocol.command(ScaleCommand::Zero));
    assert_eq!(protocol.to_send(at(1_900)), Some(b"\x01ZE\r\n".to_vec()));
    let overload = Said::Observation(decoding::observations(PROTOCOL, b"OL,GS,+99999.9kg\r\n")[0]);
    assert_eq!(protocol.heard(&overload, at(2_000)), None);
    assert_eq!(protocol.heard(&overload, at(3_400)), Some(refused));
}

#[test]
fn goods_are_weighed_tared_and_zeroed_over_a_line() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed();
    loopback.tare(100);
    loopback.tell(ScaleCommand::ClearTare);
    loopback.sells(200);
    loopback.zero(50);
    loopback.set_tare(20, 480);
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
        let frame = Device::frame(&mut pan);
        let stream = [frame.as_slice(), &noise, &frame, &frame].concat();
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
        let weights = decoding::weights(&heard);
        are_all(&weights, 3, grams - tare, stable, tare > 0);
        for reading in weights {
            prop_assert_eq!(reading.zero, Some(grams == tare));
        }
    }

    #[test]
    fn a_frame_with_a_byte_that_is_no_digit_is_no_other_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..22,
        wrong in any::<u8>().prop_filter("part of a number", |byte| !matches!(byte, b'0'..=b'9' | b'.' | b' ' | b'-' | b'+')),
        cut in 0_usize..22,
    ) {
        let frame = Device::frame(&mut pan(grams, 0, true));
        let mut wrong_byte = frame.clone();
        wrong_byte[place] = wrong;
        let stream = [&frame[cut..], &wrong_byte, &frame[..cut]].concat();
        reads_no_other(PROTOCOL, &stream, grams);
    }
}
