use proptest::prelude::any;
use rstest::rstest;
use serde_json::{Value, json};

use bezmen_domain::locale::Locale;

use super::frames::build;
use super::*;
use crate::scale::decimal::Decimal;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::reading::{Code, Refusal, RefusalReason};
use crate::scale::said::Parameters;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::shtrih_pos2::{device, of};
use crate::simulate::scale::{ScaleFault, pan::Pan};
use crate::testing::decoding::{pan, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;
use crate::testing::{from_hex, vector};

const PROTOCOL: ScaleProtocol = ScaleProtocol::ShtrihPos2;

fn read(hex: &str) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), &from_hex(hex))
}

#[rstest]
#[case("05", json!({"dir": "tx"}))]
#[case("15", json!({"control": "15"}))]
#[case("06", json!({"control": "06"}))]
#[case("020B3A00150008060000000000 2A", json!({"weight": "1.544", "unit": "kg", "stable": true, "at_zero": false, "net": false}))]
#[case("02 02 3A 7A 42", json!({"ok": false, "error": "locked", "status_code": "122"}))]
#[case("02 02 30 00 32", json!({"ok": true}))]
#[case("02 02 31 97 A4", json!({"ok": false, "error": "logical", "status_code": "151"}))]
#[case("02 02 32 11 21", json!({"ok": false, "error": "parameter"}))]
#[case("02 02 3A BA 82", json!({"weight": null, "fault": true, "status_code": "186"}))]
#[case("02 02 3A 98 A0", json!({"weight": null, "stable": false, "status_code": "152"}))]
#[case("02 02 E8 00 EA", json!({"dir": "tx"}))]
#[case("02 02 E8 B9 53", json!({"ok": false, "error": "parameter", "status_code": "185"}))]
#[case("02 01 12 13", json!({"dir": "tx"}))]
#[case("02 0B 3A 00 15 00 08 06 00 00 00 00 00 2B", json!({"weight": null, "error": "checksum"}))]
#[case("02 0B 3A 00 15 00 08 06", json!({"error": "incomplete"}))]
#[case("02 0A 3A 00 14 00 08 07 00 00 00 00 2B", json!({"error": "noise"}))]
fn frames_are_read(#[case] hex: &str, #[case] expected: Value) {
    says(&read(hex), &expected);
}

#[rstest]
#[case(0x0015, json!({"weight": "0.250", "stable": true}))]
#[case(0x0005, json!({"weight": "0.250", "stable": false}))]
#[case(0x0011, json!({"weight": null, "not_weighing": true}))]
#[case(0x0034, json!({"weight": null, "no_zero": true}))]
#[case(0x0094, json!({"weight": null, "fault": true}))]
#[case(0x0114, json!({"weight": null, "underload": true}))]
#[case(0x0214, json!({"weight": null, "fault": true}))]
#[case(0x0054, json!({"weight": null, "overload": true}))]
fn the_bits_of_the_state_decide(#[case] state: u16, #[case] expected: Value) {
    let [low, high] = state.to_le_bytes();
    let frame = build(0x3a, &[0, low, high, 250, 0, 0, 0, 0, 0, 0]);
    says(
        &decode(PROTOCOL, &ScaleOptions::default(), &frame),
        &expected,
    );
}

#[test]
fn the_unit_and_the_decimals_of_the_settings_go_first() {
    let options = ScaleOptions {
        unit: Some(WeightUnit::Gram),
        decimals: Some(1),
        ..ScaleOptions::default()
    };
    let frame = build(0x3a, &[0, 0x15, 0, 250, 0, 0, 0, 10, 0, 0]);
    let read = decode(PROTOCOL, &options, &frame);
    says(
        &read,
        &json!({"weight": "25.0", "unit": "g", "tare": "1.0"}),
    );
}

#[test]
fn every_error_of_the_vectors_has_words() {
    let Some(vectors) = vector("scales.json") else {
        return;
    };
    for code in vectors["shtrih_pos2"]["errors"].as_object().unwrap().keys() {
        let code: u8 = code.parse().unwrap();
        for locale in [Locale::Ru, Locale::En] {
            assert_eq!(error_words(code, locale).is_some(), code > 0, "{code}");
        }
    }
}

#[test]
fn the_captured_conversation_is_had() {
    let mut protocol = new(&ScaleOptions::default());
    protocol.introduced = Introduction::Over;
    let at = Duration::from_millis;
    assert_eq!(protocol.to_send(at(0)), Some(vec![ENQ]));
    assert_eq!(protocol.to_send(at(5)), None);
    protocol.heard(&Said::Control(NAK), at(10));
    assert_eq!(protocol.to_send(at(10)), Some(from_hex("02053A303033303C")));
    protocol.heard(&Said::Control(ACK), at(20));
    assert_eq!(protocol.to_send(at(20)), None);
    let answer = from_hex("020B3A001500080600000000002A");
    let Step::Frame { said, .. } = protocol.step(&answer) else {
        panic!("no frame");
    };
    protocol.heard(&said, at(30));
    assert_eq!(protocol.to_send(at(30)), Some(vec![ACK]));
    assert_eq!(protocol.to_send(at(40)), None);
    assert_eq!(protocol.to_send(at(210)), Some(vec![ENQ]));
}

#[test]
fn a_garbled_answer_is_asked_for_again() {
    let mut protocol = new(&ScaleOptions::default());
    let at = Duration::from_millis;
    protocol.to_send(at(0)).unwrap();
    protocol.heard(&Said::Control(NAK), at(10));
    protocol.to_send(at(10)).unwrap();
    protocol.heard(&Said::Control(ACK), at(20));
    for turn in 1..3 {
        protocol.garbled(at(turn * 200));
        assert_eq!(protocol.to_send(at(turn * 200 + 50)), None);
        assert_eq!(protocol.to_send(at(turn * 200 + 100)), Some(vec![NAK]));
    }
    protocol.garbled(at(600));
    assert_eq!(protocol.to_send(at(700)), None);
    assert_eq!(protocol.to_send(at(1_600)), Some(vec![ENQ]));
}

#[test]
fn a_weight_that_waited_since_before_is_not_taken_for_one_of_now() {
    let mut before = pan(700, 0, true);
    let device = device().interrupted(&mut before);
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), device);
    till.pan.grams = 300;
    let said = till.run(Duration::from_secs(2));
    let raws: Vec<i64> = said
        .iter()
        .filter_map(|said| match said.observation() {
            Some(Observation::Weight(reading)) => Some(reading.raw),
            _ => None,
        })
        .collect();
    assert!(raws.len() > 3, "{said:?}");
    assert!(raws.iter().all(|raw| *raw == 300), "{raws:?}");
}

#[rstest]
#[case(-3, 1_250, 1_250)]
#[case(-2, 1_250, 125)]
#[case(-1, 1_200, 12)]
fn the_scale_says_how_its_digits_count(#[case] power: i8, #[case] grams: i64, #[case] raw: i64) {
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), of(power));
    till.pan.grams = grams;
    let reading = till.weight();
    assert_eq!((reading.raw, reading.exponent), (raw, power));
    assert_eq!(
        till.tell(ScaleCommand::SetTare(200)),
        Some(Observation::Done)
    );
    assert_eq!(till.pan.tare(), 200);
}

#[test]
fn it_is_introduced_weighed_with_tared_and_zeroed() {
    let mut till = Exchange::new(PROTOCOL);
    till.pan.grams = 250;
    let said = till.run(Duration::from_secs(1));
    let has = |wanted: Parameters| said.contains(&Said::Parameters(wanted));
    assert!(has(Parameters {
        exponent: Some(-3),
        capacity: Some(Decimal::new(15_000, -3)),
        ..Parameters::default()
    }));
    assert!(has(Parameters {
        model: Some("Штрих-Слим".to_owned()),
        ..Parameters::default()
    }));
    assert_eq!(till.tell(ScaleCommand::Tare), Some(Observation::Done));
    assert_eq!(till.weight().raw, 0);
    assert_eq!(
        till.tell(ScaleCommand::SetTare(12)),
        Some(Observation::Done)
    );
    let reading = till.weight();
    assert_eq!((reading.raw, reading.net), (238, Some(true)));
    assert_eq!(till.tell(ScaleCommand::ClearTare), Some(Observation::Done));
    assert_eq!(till.tell(ScaleCommand::Zero), Some(Observation::Done));
    assert_eq!(till.weight().zero, Some(true));
    till.pan.grams = 5_000;
    assert_eq!(
        till.tell(ScaleCommand::Zero),
        Some(Observation::Refused(Refusal {
            reason: RefusalReason::Logical,
            code: Some(Code::decimal(150)),
        }))
    );
    assert!(!till.codec.command(ScaleCommand::SetTare(70_000)));
    assert!(!till.codec.command(ScaleCommand::Price(1)));
}

#[test]
fn a_wrong_password_is_said() {
    let options = ScaleOptions {
        password: *b"1234",
        ..ScaleOptions::default()
    };
    let mut till = Exchange::with(PROTOCOL, options, device());
    assert_eq!(
        till.settle(),
        Some(Observation::Refused(Refusal {
            reason: RefusalReason::Locked,
            code: Some(Code::decimal(122)),
        }))
    );
}

#[test]
fn over_a_connection_everything_arrives() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.moves(512);
    loopback.set_tare(12, 500);
    loopback.zero(100);
    loopback.is_overloaded(NotSellable::Overload);
}

#[rstest]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::Echoes)]
#[case(ScaleFault::GarbageFirst)]
fn noise_around_the_answers_does_no_harm(#[case] fault: ScaleFault) {
    Loopback::new(PROTOCOL).weighs_despite(fault);
}

fn ask(pan: &mut Pan) -> Vec<u8> {
    let answers = device().receive(&from_hex("02053A303033303C"), pan);
    answers.last().unwrap().clone()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read_whatever_is_around_it(
        (grams, tare, stable) in (-500_i64..=15_000, 0_i64..=2_000, any::<bool>()),
        before in proptest::collection::vec(3_u8.., 0..40),
        after in proptest::collection::vec(any::<u8>(), 0..40),
        cut in 0_usize..64,
    ) {
        let answer = ask(&mut pan(grams, tare, stable));
        let stream = [&before[..], &answer, &after].concat();
        let (one, two) = stream.split_at(cut.min(stream.len()));
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[one, two]);
        proptest::prop_assert_eq!(read.len(), 1);
        proptest::prop_assert_eq!((read[0].raw, read[0].exponent), (grams - tare, -3));
        proptest::prop_assert_eq!(read[0].stable, Some(stable));
        proptest::prop_assert_eq!(read[0].tare, Some(Decimal::new(tare, -3)));
    }

    #[test]
    fn a_garbled_byte_never_makes_another_weight(
        grams in -500_i64..=15_000,
        at in any::<proptest::sample::Index>(),
        garble in 1_u8..,
    ) {
        let mut answer = ask(&mut pan(grams, 0, true));
        let at = at.index(answer.len());
        answer[at] ^= garble;
        proptest::prop_assert_eq!(weights_in(PROTOCOL, &ScaleOptions::default(), &[&answer]), []);
    }

    #[test]
    fn random_bytes_say_nothing(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        proptest::prop_assert_eq!(weights_in(PROTOCOL, &ScaleOptions::default(), &[&noise]), []);
    }
}
