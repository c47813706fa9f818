use bezmen_domain::locale::Locale;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::scale::decimal::Decimal;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::{Obstacle, Status};
use crate::scale::reading::{Refusal, RefusalReason};
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::massa_k_100::{Model, of};
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{pan, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;
use crate::testing::{from_hex, vector};

const PROTOCOL: ScaleProtocol = ScaleProtocol::MassaK100;

fn read(body: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), &frame(body))
}

#[rstest]
#[case(&[0x24, 0xff, 0xff, 0xff, 0xff, 0, 1, 1, 0], json!({"weight": "-0.1", "unit": "g", "stable": true, "net": true, "at_zero": false, "negative": true, "division": 0}))]
#[case(&[0x24, 5, 0, 0, 0, 1, 0, 0, 1, 0xfa, 0, 0, 0], json!({"weight": "5", "stable": false, "at_zero": true, "tare": "250"}))]
#[case(&[0x24, 7, 0, 0, 0, 4, 1, 0, 0], json!({"weight": "7000", "unit": "g", "division": 4}))]
#[case(&[0x10, 0x0c, 0xfe, 0xff, 0xff, 3, 0], json!({"weight": "-50000", "stable": false}))]
#[case(&[0x24, 7, 0, 0, 0, 5, 1, 0, 0], json!({"weight": null, "error": "malformed"}))]
#[case(&[0x24, 7, 0, 0, 0, 1, 2, 0, 0], json!({"error": "malformed"}))]
#[case(&[0x24, 7, 0, 0, 0, 1, 1, 0], json!({"error": "malformed"}))]
#[case(&[0x28, 0x09], json!({"weight": null, "not_weighing": true, "status_code": "09"}))]
#[case(&[0x28, 0x17], json!({"fault": true, "status_code": "17"}))]
#[case(&[0x28, 0x18], json!({"no_zero": true}))]
#[case(&[0x28, 0x19], json!({"fault": true}))]
#[case(&[0x28, 0x07], json!({"ok": false, "error": "unrecognized"}))]
#[case(&[0x28, 0x0a], json!({"ok": false, "error": "parameter"}))]
#[case(&[0x28, 0x15], json!({"ok": false, "error": "logical", "status_code": "15"}))]
#[case(&[0x28], json!({"ok": false}))]
#[case(&[0x27], json!({"ok": true}))]
#[case(&[0x12], json!({"ok": true}))]
#[case(&[0xf0], json!({"ok": false, "error": "unrecognized"}))]
#[case(&[0x14], json!({"weight": null}))]
#[case(&[0xa3, 0xfa, 0, 0, 0], json!({"dir": "tx"}))]
#[case(&[0x00], json!({"dir": "tx"}))]
#[case(b"\x21\x01\x02\x03\x04\xc2\xe5\xf1\xfb 1\r\n", json!({"model": "Весы 1"}))]
#[case(b"\x76Max 15 kg\r\nMin 0.04 kg\r\n\xcf\xce 38.16\r\n", json!({"model": "Max 15 kg; Min 0.04 kg; ПО 38.16", "capacity": "15"}))]
#[case(b"\x76Max 0.6/1.5 kg\r\n", json!({"capacity": "1.5"}))]
#[case(&[0x99, 1, 2], json!({"error": "malformed"}))]
fn bodies_are_read(#[case] body: &[u8], #[case] expected: Value) {
    let read = read(body);
    says(&read, &expected);
}

#[test]
fn every_error_of_the_vectors_has_words() {
    let Some(vectors) = vector("scales.json") else {
        return;
    };
    for code in vectors["massa_k_100"]["errors"].as_object().unwrap().keys() {
        let code = u8::from_str_radix(code, 16).unwrap();
        assert!(error_words(code, Locale::Ru).is_some(), "{code}");
        let read = read(&[0x28, code]);
        assert_eq!(
            read["meaning"],
            json!(error_words(code, Locale::En)),
            "{read}"
        );
    }
}

#[test]
fn a_list_of_parts_is_no_weight() {
    let mut body = vec![0x24];
    body.extend([1; 24]);
    let read = read(&body);
    assert!(read["weight"].is_null(), "{read}");
}

#[test]
fn a_broken_length_does_not_swallow_the_next_frame() {
    let good = frame(&[0x24, 0xf4, 1, 0, 0, 1, 1, 0, 0]);
    let mut long = good.clone();
    long[3] = 25;
    let mut short = frame(&[0x24, 7, 0, 0, 0, 1, 1, 0, 0, 9, 0, 0, 0]);
    short[3] = 9;
    for broken in [long, short, good[..9].to_vec()] {
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&broken, &good, &good]);
        let raw: Vec<i64> = read.iter().map(|reading| reading.raw).collect();
        assert_eq!(raw, [500, 500], "{broken:02x?}");
    }
}

#[rstest]
#[case(Model::WithTare)]
#[case(Model::WithoutTare)]
#[case(Model::Old)]
#[case(Model::OldWithParts)]
fn every_model_is_weighed_with_tared_and_zeroed(#[case] model: Model) {
    let device = of(model, 1);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    till.run(Duration::from_secs(3));
    till.pan.grams = 250;
    assert_eq!(till.weight().raw, 250);
    assert_eq!(till.tell(ScaleCommand::Tare), Some(Observation::Done));
    till.pan.grams = 300;
    assert_eq!(till.weight().raw, 50);
    assert_eq!(till.tell(ScaleCommand::Tare), Some(Observation::Done));
    assert_eq!((till.weight().raw, till.pan.tare()), (0, 300));
    assert_eq!(
        till.tell(ScaleCommand::SetTare(12)),
        Some(Observation::Done)
    );
    assert_eq!(till.weight().raw, 288);
    assert_eq!(till.tell(ScaleCommand::ClearTare), Some(Observation::Done));
    assert_eq!(till.weight().raw, 300);
    assert_eq!(till.tell(ScaleCommand::Zero), Some(Observation::Done));
    assert_eq!(till.weight().raw, 0);
    till.pan.grams = 5_000;
    assert!(matches!(
        till.tell(ScaleCommand::Zero),
        Some(Observation::Refused(Refusal {
            reason: RefusalReason::Logical,
            ..
        }))
    ));
    till.pan.stable = false;
    assert!(matches!(
        till.tell(ScaleCommand::Tare),
        Some(Observation::Refused(_))
    ));
}

#[rstest]
#[case(0, 12, 120)]
#[case(2, 250, 25)]
#[case(3, 1_250, 13)]
fn a_tare_is_told_in_the_divisions_of_the_scale(
    #[case] division: u8,
    #[case] grams: u32,
    #[case] divisions: i64,
) {
    let device = of(Model::WithTare, division);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    assert_eq!(
        till.tell(ScaleCommand::SetTare(grams)),
        Some(Observation::Done)
    );
    let tare = Decimal::new(divisions, i8::try_from(division).unwrap() - 1);
    assert_eq!(till.weight().tare, Some(tare));
}

#[test]
fn parameters_are_asked_for_once() {
    let mut till = Exchange::new(PROTOCOL);
    let said = till.run(Duration::from_secs(3));
    let described: Vec<&Said> = said
        .iter()
        .filter(|said| matches!(said, Said::Parameters(_)))
        .collect();
    let [Said::Parameters(parameters)] = described.as_slice() else {
        panic!("{described:?}");
    };
    assert_eq!(parameters.capacity, Some(Decimal::new(15, 0)));
    assert!(parameters.model.as_deref().unwrap().contains("ПО 38.16"));
}

#[test]
fn a_command_without_an_answer_is_sent_again_once() {
    let mut protocol = new(&ScaleOptions::default());
    assert!(protocol.command(ScaleCommand::Zero));
    let zero = from_hex("F855CE0100727200");
    let at = Duration::from_millis;
    assert_eq!(protocol.to_send(at(0)), Some(zero.clone()));
    assert_eq!(protocol.to_send(at(900)), None);
    assert_eq!(protocol.to_send(at(1_000)), Some(zero));
    assert_eq!(
        protocol.to_send(at(2_000)),
        Some(from_hex("F855CE0100232300"))
    );
}

#[test]
fn an_error_after_a_command_is_its_refusal() {
    let mut protocol = new(&ScaleOptions::default());
    let overload = Said::Observation(Observation::Status(Status::obstacle(Obstacle::Overload)));
    assert_eq!(protocol.heard(&overload, Duration::ZERO), None);
    assert!(protocol.command(ScaleCommand::Zero));
    protocol.to_send(Duration::ZERO).unwrap();
    assert!(matches!(
        protocol.heard(&overload, Duration::ZERO),
        Some(Observation::Refused(_))
    ));
}

#[test]
fn over_a_connection_everything_arrives() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.moves(512);
    loopback.set_tare(12, 500);
    loopback.zero(100);
    loopback.is_overloaded(NotSellable::Overload);
    loopback.poller.command(ScaleCommand::Zero);
    loopback.until(|snapshot| matches!(snapshot.last_answer, Some(Observation::Refused(_))));
}

fn shown() -> impl Strategy<Value = (Pan, Model, i64)> {
    let models = prop_oneof![
        Just(Model::WithTare),
        Just(Model::WithoutTare),
        Just(Model::Old)
    ];
    (-500_i64..=15_000, 0_i64..=2_000, any::<bool>(), models)
        .prop_map(|(grams, tare, stable, model)| (pan(grams, tare, stable), model, grams - tare))
}

fn ask(pan: &mut Pan, model: Model) -> Vec<u8> {
    let question = if model == Model::Old { 0xa0 } else { 0x23 };
    of(model, 1).receive(&frame(&[question]), pan).concat()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read_whatever_is_around_it(
        (mut pan, model, net) in shown(),
        before in proptest::collection::vec(any::<u8>(), 0..40),
        after in proptest::collection::vec(any::<u8>(), 0..40),
        cut in 0_usize..64,
    ) {
        let answer = ask(&mut pan, model);
        let stream = [&before[..], &answer, &after].concat();
        let (one, two) = stream.split_at(cut.min(stream.len()));
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[one, two]);
        proptest::prop_assert_eq!(read.len(), 1);
        proptest::prop_assert_eq!((read[0].raw, read[0].exponent), (net, 0));
        proptest::prop_assert_eq!(read[0].stable, Some(pan.stable));
        if model == Model::WithTare {
            proptest::prop_assert_eq!(read[0].tare, Some(Decimal::new(pan.tare(), 0)));
        }
    }

    #[test]
    fn a_garbled_byte_never_makes_another_weight(
        (mut pan, model, net) in shown(),
        at in any::<proptest::sample::Index>(),
        garble in 1_u8..,
    ) {
        let mut answer = ask(&mut pan, model);
        let at = at.index(answer.len());
        answer[at] ^= garble;
        for reading in weights_in(PROTOCOL, &ScaleOptions::default(), &[&answer]) {
            proptest::prop_assert_eq!(reading.raw, net);
        }
    }

    #[test]
    fn random_bytes_say_nothing(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        proptest::prop_assert_eq!(weights_in(PROTOCOL, &ScaleOptions::default(), &[&noise]), []);
    }
}
