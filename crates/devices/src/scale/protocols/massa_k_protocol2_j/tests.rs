use proptest::prelude::any;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::ScaleFault;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::massa_k_protocol2_j::{Dialect, of};
use crate::testing::decoding::{self, digits, pan, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::from_hex;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::MassaKProtocol2J;

#[rstest]
#[case("80 00 D2 04 00", json!({"weight": "1234", "unit": "g", "stable": true, "at_zero": false, "net": false}))]
#[case("80 00 14 00 80", json!({"weight": "-20", "negative": true}))]
#[case("A0 00 64 00 80", json!({"weight": "-100", "net": true}))]
#[case("E0 00 64 00 80", json!({"weight": "-100", "net": true, "at_zero": true}))]
#[case("20 04 7B 00 00", json!({"weight": "1230", "net": true, "stable": false}))]
#[case("80 05 0F 00 00", json!({"weight": "1500", "unit": "g"}))]
#[case("80 00 FF FF 7F", json!({"weight": "8388607"}))]
#[case("4A", json!({"dir": "tx"}))]
#[case("45", json!({"dir": "tx"}))]
#[case("44", json!({"dir": "tx"}))]
#[case("0E", json!({"dir": "tx"}))]
#[case("80 02 D2 04 00", json!({"weight": null}))]
#[case("81 00 D2 04 00", json!({"weight": null}))]
#[case("C0 00 D2 04 00", json!({"weight": null, "error": "malformed"}))]
#[case("D2 04", json!({"weight": "1234", "unit": "g", "stable": null}))]
#[case("45 D2 04", json!({"weight": "1234", "unit": "g"}))]
#[case("80 00", json!({"error": "incomplete"}))]
#[case("FF D2 04", json!({"weight": null, "error": "noise"}))]
#[case("80 00 D2 05", json!({"weight": null, "error": "incomplete"}))]
fn frames_are_read(#[case] hex: &str, #[case] expected: Value) {
    let read = decode(PROTOCOL, &ScaleOptions::default(), &from_hex(hex));
    says(&read, &expected);
}

/// A codec that has just asked, and the bytes that come then.
fn after_a_question(pieces: &[&[u8]]) -> Vec<i64> {
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    decoding::after_a_question(&mut codec, &[ALL], Duration::ZERO, pieces)
}

const NONE: [i64; 0] = [];
const ANSWER_1234: &[u8] = &[0x80, 0x00, 0xd2, 0x04, 0x00];

#[test]
fn an_answer_to_a_question_counts_and_what_else_comes_does_not() {
    assert_eq!(after_a_question(&[ANSWER_1234]), [1234]);
    assert_eq!(after_a_question(&[&[0x4a], ANSWER_1234]), [1234], "an echo");
    assert_eq!(after_a_question(&[ANSWER_1234, ANSWER_1234]), [1234]);
    assert_eq!(
        after_a_question(&[&[ANSWER_1234, ANSWER_1234].concat()]),
        [1234]
    );
    // Shifted frames are frames as well; none of them is taken.
    assert_eq!(after_a_question(&[&[0xff], ANSWER_1234]), NONE);
    assert_eq!(after_a_question(&[&[&[0x00], ANSWER_1234].concat()]), NONE);
    assert_eq!(after_a_question(&[&[ANSWER_1234, &[0x11]].concat()]), NONE);
    assert_eq!(after_a_question(&[ANSWER_1234, &[0x11]]), NONE);
    assert_eq!(after_a_question(&[&[0x99; 40], ANSWER_1234]), NONE);
}

#[test]
fn it_asks_again_on_a_quiet_line_after_garbage() {
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    let at = Duration::from_millis;
    let mut heard = Vec::new();
    codec.to_send(at(0)).unwrap();
    codec.receive(&[0x99, 0x80], at(300), &mut heard);
    codec.receive(ANSWER_1234, at(320), &mut heard);
    assert_eq!(codec.to_send(at(340)), None);
    codec.receive(&[], at(390), &mut heard);
    assert_eq!(codec.to_send(at(400)), Some(vec![ALL]));
    assert_eq!(digits(&heard), NONE);
    codec.receive(ANSWER_1234, at(420), &mut heard);
    assert_eq!(digits(&heard), NONE, "more may follow");
    codec.receive(&[], at(500), &mut heard);
    assert_eq!(digits(&heard), [1234]);
    codec.receive(ANSWER_1234, at(520), &mut heard);
    codec.receive(&[], at(600), &mut heard);
    assert_eq!(digits(&heard), [1234], "nobody asked");
}

#[test]
fn a_listener_that_is_lost_is_found_by_a_question_or_by_two_equal_frames() {
    let noise: &[u8] = &[0x33, 0x99];
    let listen = |pieces: &[&[u8]]| -> Vec<i64> {
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), pieces);
        read.iter().map(|reading| reading.raw).collect()
    };
    assert_eq!(listen(&[ANSWER_1234, ANSWER_1234]), [1234, 1234]);
    assert_eq!(listen(&[noise, &[0x4a], ANSWER_1234]), [1234]);
    assert_eq!(listen(&[noise, ANSWER_1234, ANSWER_1234]), [1234, 1234]);
    assert_eq!(listen(&[noise, ANSWER_1234]), NONE);
    assert_eq!(listen(&[noise, &[0; 40]]), NONE, "a line at zero level");
}

#[rstest]
#[case(0, 1_234, 1_234, 0)]
#[case(1, 1_234, 12_340, -1)]
#[case(4, 1_230, 123, 1)]
#[case(5, 1_200, 12, 2)]
fn every_division_is_weighed_with(
    #[case] division: u8,
    #[case] grams: i64,
    #[case] raw: i64,
    #[case] exponent: i8,
) {
    let device = of(Dialect::Full, division);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    till.pan.grams = grams;
    let reading = till.weight();
    assert_eq!((reading.raw, reading.exponent), (raw, exponent));
    assert_eq!(reading.kilograms().unwrap().thousandths(), grams);
}

#[test]
fn the_shortest_dialect_is_found_and_weighed_with() {
    let device = of(Dialect::Short, 0);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    till.pan.grams = 0x0e45;
    till.run(Duration::from_secs(2));
    let reading = till.weight();
    assert_eq!((reading.raw, reading.stable), (0x0e45, None));
    till.pan.stable = false;
    assert_eq!(till.weight().stable, Some(false));
    (till.pan.grams, till.pan.stable) = (-20, true);
    till.run(Duration::from_millis(500));
    assert!(
        matches!(till.settle(), Some(Observation::Status(status)) if status.obstacle.is_some())
    );
    till.device = Box::new(of(Dialect::Full, 0));
    till.pan.grams = 300;
    till.run(Duration::from_secs(2));
    assert_eq!(till.weight().raw, 300);
}

#[test]
fn an_echo_is_not_taken_for_half_of_a_short_answer() {
    let mut protocol = new(&ScaleOptions::default());
    protocol.question = FLAGS;
    let at = Duration::from_millis;
    assert_eq!(protocol.to_send(at(0)), Some(vec![FLAGS]));
    assert_eq!(protocol.step(&[FLAGS]), QUESTION);
    protocol.heard(&Said::Request, at(0));
    let Step::Frame { said, .. } = protocol.step_last(&[0x80, 0x00]) else {
        panic!("no flags");
    };
    protocol.heard(&said, at(10));
    assert_eq!(protocol.to_send(at(300)), Some(vec![WEIGHT]));
    assert_eq!(protocol.step(&[WEIGHT, 0x12]), QUESTION);
    protocol.heard(&Said::Request, at(310));
    assert!(matches!(
        protocol.step_last(&[0x12, 0x05]),
        Step::Frame { length: 2, .. }
    ));
}

#[rstest]
#[case(Dialect::Full)]
#[case(Dialect::Short)]
fn zero_is_done_when_the_weight_says_so(#[case] dialect: Dialect) {
    let device = of(dialect, 0);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    till.pan.grams = 100;
    till.run(Duration::from_secs(3));
    assert_eq!(till.tell(ScaleCommand::Zero), Some(Observation::Done));
    till.pan.grams = 9_000;
    assert!(till.codec.command(ScaleCommand::Zero));
    let said = till.run(Duration::from_secs(6));
    let refused = Said::Observation(Observation::refused(RefusalReason::Logical));
    assert!(said.contains(&refused), "{said:?}");
    assert!(!till.codec.command(ScaleCommand::Tare), "it has no tare");
}

#[test]
fn over_a_connection_everything_arrives() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.moves(512);
    loopback.zero(100);
    loopback.is_overloaded(NotSellable::NoReading);
    loopback.scale.put(612, true);
    loopback.sells(512);
}

#[rstest]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::Echoes)]
fn repeated_and_slow_answers_are_read(#[case] fault: ScaleFault) {
    Loopback::new(PROTOCOL).weighs_despite(fault);
}

#[test]
fn answers_that_never_come_alone_are_said_to_be_garbled() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.scale.set_fault(ScaleFault::GarbageFirst);
    loopback.scale.put(345, true);
    loopback.until(|snapshot| snapshot.state.code() == "garbled");
    loopback.scale.set_fault(ScaleFault::None);
    loopback.sells(345);
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read(
        (grams, tare, stable) in (-500_i64..=15_000, 0_i64..=2_000, any::<bool>()),
        cut in 0_usize..=5,
        echo in any::<bool>(),
    ) {
        let answer = of(Dialect::Full, 0).receive(&[ALL], &mut pan(grams, tare, stable)).concat();
        let (one, two) = answer.split_at(cut);
        let echo: &[u8] = if echo { &[ALL] } else { &[] };
        proptest::prop_assert_eq!(after_a_question(&[echo, one, two]), [grams - tare]);
        let listened = weights_in(PROTOCOL, &ScaleOptions::default(), &[echo, one, two]);
        proptest::prop_assert_eq!(listened.len(), 1);
        proptest::prop_assert_eq!(listened[0].raw, grams - tare);
        proptest::prop_assert_eq!(listened[0].stable, Some(stable));
    }

    #[test]
    fn a_shifted_answer_is_never_another_weight(
        grams in -500_i64..=15_000,
        before in proptest::collection::vec(any::<u8>(), 1..8),
        after in proptest::collection::vec(any::<u8>(), 0..8),
    ) {
        let answer = of(Dialect::Full, 0).receive(&[ALL], &mut pan(grams, 0, true)).concat();
        let all = [&before[..], &answer, &after].concat();
        let read = after_a_question(&[&all]);
        proptest::prop_assert!(read.is_empty() || read == [grams], "{:?}", read);
    }

    #[test]
    fn random_bytes_on_a_lost_line_say_nothing(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        let lost = [&[0xff, 0xff, 0xff][..], &noise].concat();
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&lost]);
        let questions = noise.iter().filter(|byte| is_question(**byte)).count();
        proptest::prop_assert!(read.len() <= questions, "{:?}", read);
    }
}
