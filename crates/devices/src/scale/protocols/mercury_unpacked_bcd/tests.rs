use proptest::prelude::any;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::decimal::Decimal;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::ScaleFault;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::mercury_unpacked_bcd::{Model, of};
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{self, pan, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::from_hex;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::MercuryUnpackedBcd;

fn read(hex: &str) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), &from_hex(hex))
}

#[rstest]
#[case("050702000000 000003020100 030803030000", json!({"weight": "0.275", "unit": "kg", "stable": null, "price": "123.00", "total": "33.83"}))]
#[case("050702000000 000003020100 020803030000", json!({"weight": "0.275", "total": "33.82"}))]
#[case("050702000000 0000030201 030803030000", json!({"weight": "0.275", "price": "123.00", "total": "33.83"}))]
#[case("050702000000 000000000000 000000000000", json!({"weight": "0.275"}))]
#[case("050702000000 0000000000 000000000000", json!({"weight": "0.275"}))]
#[case("000000000000 000003020100 000000000000", json!({"weight": "0.000", "price": "123.00", "total": "0.00"}))]
#[case("050702000000 000003020100 040803040000", json!({"weight": null, "error": "malformed"}))]
#[case("050702000000 000003020100 000000000000", json!({"weight": null}))]
#[case("05070A000000 000003020100 030803030000", json!({"weight": null, "error": "incomplete"}))]
#[case("050702000000 00000302", json!({"weight": null, "error": "incomplete"}))]
#[case("01", json!({"dir": "tx"}))]
#[case("03", json!({"dir": "tx"}))]
#[case("00 00 01", json!({"dir": "tx"}))]
#[case("00 00 03 00 00 00 00 00 00", json!({"dir": "tx"}))]
#[case("00 00 03 00 00 00 00 00", json!({"dir": "tx"}))]
#[case("02 00 05 00 00 00 00", json!({"dir": "tx"}))]
#[case("00 00 02 00 00 03 02 01 00", json!({"dir": "tx"}))]
fn frames_are_read(#[case] hex: &str, #[case] expected: Value) {
    let read = read(hex);
    says(&read, &expected);
}

#[test]
fn unit_and_decimals_are_those_of_the_settings() {
    let options = ScaleOptions {
        unit: Some(crate::scale::reading::WeightUnit::Gram),
        decimals: Some(1),
        price_decimals: 0,
        ..ScaleOptions::default()
    };
    let frame = from_hex("000502010000 000401000000 000000000000");
    let read = decode(PROTOCOL, &options, &frame);
    assert_eq!(
        read["error"],
        json!("malformed"),
        "125 g at 140 are 17: {read}"
    );
    let frame = from_hex("000502010000 000401000000 070100000000");
    let read = decode(PROTOCOL, &options, &frame);
    says(&read, &json!({"weight": "125.0", "unit": "g"}));
    says(&read, &json!({"price": "140", "total": "17"}));
}

/// A codec that has just asked, and the bytes that come then.
fn after_a_question(pieces: &[&[u8]]) -> Vec<i64> {
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    decoding::after_a_question(&mut codec, QUESTIONS[0], Duration::ZERO, pieces)
}

/// As [`after_a_question`], of a scale that is known by the answers of an empty pan.
fn of_a_known_scale(form: Form, pieces: &[&[u8]]) -> Vec<i64> {
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    let empty = vec![0; form.length()];
    let mut ask = |second: u64, pieces: &[&[u8]]| {
        let at = Duration::from_secs(second);
        decoding::after_a_question(&mut codec, QUESTIONS[0], at, pieces)
    };
    assert_eq!(ask(0, &[&empty]), NONE, "not known yet");
    assert_eq!(ask(1, &[&empty]), NONE, "not known yet");
    ask(2, &[&empty]);
    ask(3, pieces)
}

const NONE: [i64; 0] = [];

#[test]
fn only_what_comes_alone_after_a_question_is_an_answer() {
    let answer = from_hex("030702000000000000000000000000000000");
    let echo = QUESTIONS[0];
    let read = |pieces: &[&[u8]]| of_a_known_scale(Form::SixDigits, pieces);
    assert_eq!(read(&[&answer]), [273]);
    assert_eq!(read(&[&[0; 18]]), [0], "an empty pan");
    assert_eq!(read(&[&answer[..1], &answer[1..]]), [273]);
    assert_eq!(read(&[echo, &answer]), [273]);
    assert_eq!(read(&[&answer, &answer]), [273]);
    assert_eq!(read(&[&[0], &answer]), NONE);
    assert_eq!(read(&[&answer, &[0]]), NONE);
    assert_eq!(read(&[&answer[1..17]]), NONE);
    assert_eq!(read(&[&[0xff], &answer]), NONE);
}

#[test]
fn an_answer_without_a_price_is_no_weight_before_the_scale_is_known() {
    let answer = from_hex("040302010000 000000000000 000000000000");
    assert_eq!(after_a_question(&[&answer]), NONE);
    assert_eq!(of_a_known_scale(Form::SixDigits, &[&answer]), [1234]);
    let lost = &answer[1..];
    assert_eq!(of_a_known_scale(Form::SixDigits, &[lost]), NONE, "0.123");
    let short = &answer[..17];
    assert_eq!(of_a_known_scale(Form::FiveDigits, &[short]), [1234]);
    let late = [&[0], short].concat();
    assert_eq!(of_a_known_scale(Form::FiveDigits, &[&late]), NONE, "12.340");
}

#[test]
fn the_sum_shows_at_once_which_answers_a_scale_sends() {
    let six = from_hex("050702000000 000003020100 030803030000");
    let five = from_hex("050702000000 0000030201 030803030000");
    for answer in [&six, &five] {
        for zeros in 0..=3 {
            let answer = [vec![0; zeros], answer.clone()].concat();
            assert_eq!(after_a_question(&[&answer]), [275], "{answer:02x?}");
        }
        assert_eq!(after_a_question(&[&answer[1..]]), NONE);
    }
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    let mut ask = |second: u64, answer: &[u8]| {
        let at = Duration::from_secs(second);
        decoding::after_a_question(&mut codec, QUESTIONS[0], at, &[answer])
    };
    assert_eq!(ask(0, &six), [275]);
    let priceless = from_hex("040302010000 000000000000 000000000000");
    assert_eq!(ask(1, &priceless), [1234]);
    assert_eq!(ask(2, &priceless[1..]), NONE);
}

#[test]
fn a_flood_of_digits_is_judged_in_time_that_grows_with_it() {
    let flood = vec![1; 400_000];
    assert!(weights_in(PROTOCOL, &ScaleOptions::default(), &[&flood]).is_empty());
}

#[rstest]
#[case(Model::Mercury)]
#[case(Model::Shtrih5)]
fn each_model_is_found_weighed_with_priced_and_tared(#[case] model: Model) {
    let mut till = Exchange::with(PROTOCOL, ScaleOptions::default(), of(model));
    till.pan.grams = 275;
    till.run(Duration::from_secs(3));
    assert_eq!(till.weight().raw, 275);
    assert_eq!(
        till.tell(ScaleCommand::Price(12_300)),
        Some(Observation::Done)
    );
    let reading = till.weight();
    assert_eq!(reading.price, Some(Decimal::new(12_300, -2)));
    assert_eq!(reading.total, Some(Decimal::new(3_383, -2)));
    assert_eq!(till.tell(ScaleCommand::Tare), Some(Observation::Done));
    assert_eq!(till.pan.tare(), 275);
    till.pan.grams = 0;
    assert_eq!(till.tell(ScaleCommand::ClearTare), Some(Observation::Done));
    assert_eq!(till.pan.tare(), 0);
    (till.pan.grams, till.pan.stable) = (300, false);
    assert!(till.codec.command(ScaleCommand::Tare));
    let refused = Said::Observation(Observation::refused(RefusalReason::Logical));
    assert!(till.run(Duration::from_secs(4)).contains(&refused));
    for command in [
        ScaleCommand::Zero,
        ScaleCommand::SetTare(5),
        ScaleCommand::Price(1_000_000),
    ] {
        assert!(!till.codec.command(command), "{command:?}");
    }
}

#[test]
fn over_a_connection_everything_arrives() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.moves(512);
    loopback.tell(ScaleCommand::Price(5_990));
    loopback.tare(512);
    loopback.is_overloaded(NotSellable::NoReading);
}

#[rstest]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::Echoes)]
fn repeated_and_slow_answers_are_read(#[case] fault: ScaleFault) {
    Loopback::new(PROTOCOL).weighs_despite(fault);
}

fn answer(model: Model, pan: &mut Pan) -> Vec<u8> {
    of(model).receive(&[0, 0, 3, 0, 0, 0, 0, 0], pan).concat()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read(
        (grams, price) in (0_i64..=15_000, 0_i64..=60_000),
        five in any::<bool>(),
        cut in 0_usize..=17,
    ) {
        let mut pan = pan(grams, 0, true);
        pan.price = price;
        let model = if five { Model::Shtrih5 } else { Model::Mercury };
        let answer = answer(model, &mut pan);
        let (one, two) = answer.split_at(cut);
        let form = if five { Form::FiveDigits } else { Form::SixDigits };
        proptest::prop_assert_eq!(of_a_known_scale(form, &[one, two]), [grams]);
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[one, two]);
        proptest::prop_assert_eq!(read.len(), 1);
        proptest::prop_assert_eq!(read[0].raw, grams);
        if price > 0 {
            proptest::prop_assert_eq!(read[0].price, Some(Decimal::new(price, -2)));
            proptest::prop_assert_eq!(read[0].total, Some(Decimal::new(pan.total(grams), -2)));
        }
    }

    #[test]
    fn a_priced_answer_is_found_after_noise_and_never_shifted(
        (grams, price) in (100_i64..=15_000, 1_000_i64..=60_000),
        before in proptest::collection::vec(10_u8.., 1..40),
    ) {
        let mut pan = pan(grams, 0, true);
        pan.price = price;
        let stream = [before, answer(Model::Mercury, &mut pan)].concat();
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&stream]);
        proptest::prop_assert_eq!(read.len(), 1);
        proptest::prop_assert_eq!(read[0].raw, grams);
    }

    #[test]
    fn a_garbled_digit_of_a_priced_answer_is_noticed(
        (grams, price) in (1_000_i64..=15_000, 10_000_i64..=60_000),
        at in 3_usize..6,
        garble in 1_u8..,
    ) {
        let mut pan = pan(grams, 0, true);
        pan.price = price;
        let mut answer = answer(Model::Mercury, &mut pan);
        answer[at] ^= garble;
        proptest::prop_assert_eq!(after_a_question(&[&answer]), NONE);
    }

    #[test]
    fn random_bytes_say_nothing_to_who_asked(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        proptest::prop_assert_eq!(after_a_question(&[&noise]), NONE);
    }
}
