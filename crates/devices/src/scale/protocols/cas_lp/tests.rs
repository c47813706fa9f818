use proptest::prelude::any;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::{ScaleCommand, ScaleProtocol};
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::ScaleFault;
use crate::simulate::scale::cas_lp::device;
use crate::simulate::scale::device::DeviceSide;
use crate::testing::decoding::{self, pan, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::from_hex;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::CasLp;

fn kilograms() -> ScaleOptions {
    ScaleOptions {
        unit: Some(WeightUnit::Kilogram),
        ..ScaleOptions::default()
    }
}

#[rstest]
#[case("AA40D204 000000000000000000000000", None, None, json!({"weight_raw": 1234, "weight": "1234", "unit": null, "stable": true}))]
#[case("AA00D204 000000000000000000000000", Some(WeightUnit::Kilogram), None, json!({"weight_raw": 1234, "weight": "1.234", "unit": "kg", "stable": false}))]
#[case("80C01400 010203040506070809101112", Some(WeightUnit::Kilogram), Some(2), json!({"weight_raw": -20, "weight": "-0.20", "negative": true}))]
#[case("AA40FFFF 000000000000000000000000", Some(WeightUnit::Gram), None, json!({"weight": "65535", "unit": "g"}))]
#[case("AA401400 000000000000000000000000", Some(WeightUnit::Pound), None, json!({"weight": "0.20", "unit": "lb"}))]
#[case("80AA40D204 000000000000000000000000", None, None, json!({"weight_raw": 1234, "weight": "1234", "stable": true, "skipped": null}))]
#[case("80AAD204 000000000000000000000000", None, None, json!({"weight_raw": -1234, "stable": false}))]
#[case("89", None, None, json!({"dir": "tx"}))]
#[case("80", None, None, json!({"control": "80"}))]
#[case("AA40D204 0000", None, None, json!({"weight": null, "error": "incomplete"}))]
#[case("AB40D204 000000000000000000000000", None, None, json!({"weight": null}))]
#[case("FFAA40D204 000000000000000000000000", None, None, json!({"weight": "1234", "skipped": 1}))]
fn frames_are_read(
    #[case] hex: &str,
    #[case] unit: Option<WeightUnit>,
    #[case] decimals: Option<u8>,
    #[case] expected: Value,
) {
    let options = ScaleOptions {
        unit,
        decimals,
        ..ScaleOptions::default()
    };
    let read = decode(PROTOCOL, &options, &from_hex(hex));
    says(&read, &expected);
}

/// A codec whose scale is ready and was asked, and the bytes that come then.
fn after_a_question(pieces: &[&[u8]]) -> Vec<i64> {
    let mut codec = ScaleCodec::new(PROTOCOL, kilograms());
    let at = Duration::from_millis;
    assert_eq!(codec.to_send(at(0)), Some(vec![1]));
    codec.receive(&[1, READY], at(10), &mut Vec::new());
    codec.receive(&[], at(100), &mut Vec::new());
    decoding::after_a_question(&mut codec, &[WEIGHT], at(200), pieces)
}

const NONE: [i64; 0] = [];

#[test]
fn only_what_comes_alone_after_a_question_is_an_answer() {
    let answer = from_hex("AA40D204000000000000000000000000");
    assert_eq!(after_a_question(&[&answer]), [1234]);
    assert_eq!(after_a_question(&[&[WEIGHT], &answer]), [1234]);
    assert_eq!(after_a_question(&[&answer, &answer]), [1234]);
    assert_eq!(after_a_question(&[&[READY], &answer]), NONE);
    assert_eq!(after_a_question(&[&answer, &[0]]), NONE);
    assert_eq!(after_a_question(&[&answer[1..]]), NONE);
}

#[test]
fn a_scale_that_was_switched_off_and_on_is_chosen_anew() {
    let mut till = Exchange::with(PROTOCOL, kilograms(), device());
    till.pan.grams = 512;
    assert_eq!(till.weight().raw, 512);
    till.device = Box::new(device());
    till.run(Duration::from_secs(2));
    till.pan.grams = -20;
    let reading = till.weight();
    assert_eq!((reading.raw, reading.stable), (-20, Some(true)));
    assert!(
        !till.codec.command(ScaleCommand::Zero),
        "its commands are not known"
    );
}

#[test]
fn a_scale_of_another_number_does_not_answer() {
    let options = ScaleOptions {
        address: 7,
        ..kilograms()
    };
    let mut till = Exchange::with(PROTOCOL, options, device());
    assert_eq!(till.settle(), None);
    assert!(till.sent.iter().all(|sent| sent == &[7]), "{:?}", till.sent);
}

#[test]
fn over_a_connection_everything_arrives() {
    let loopback = Loopback::with(PROTOCOL, kilograms());
    loopback.says(NotSellable::Empty);
    loopback.moves(512);
    loopback.is_lifted();
    loopback.is_overloaded(NotSellable::NoReading);
    loopback.weighs(512);
}

#[test]
fn without_a_unit_nothing_is_sold() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.scale.put(512, true);
    loopback.says(NotSellable::UnknownUnit);
}

#[rstest]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::Echoes)]
fn repeated_and_slow_answers_are_read(#[case] fault: ScaleFault) {
    Loopback::with(PROTOCOL, kilograms()).weighs_despite(fault);
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read(
        (grams, stable) in (-500_i64..=15_000, any::<bool>()),
        cut in 0_usize..=16,
    ) {
        let mut scale = device();
        let mut pan = pan(grams, 0, stable);
        scale.receive(&[1], &mut pan);
        let answer = scale.receive(&[WEIGHT], &mut pan).concat();
        let (one, two) = answer.split_at(cut);
        proptest::prop_assert_eq!(after_a_question(&[one, two]), [grams]);
        let read = weights_in(PROTOCOL, &kilograms(), &[one, two, &answer]);
        proptest::prop_assert_eq!(read.len(), 2);
        proptest::prop_assert!(read.iter().all(|one| one.raw == grams && one.stable == Some(stable)));
    }

    #[test]
    fn what_is_longer_or_shorter_than_an_answer_says_nothing(
        noise in proptest::collection::vec(any::<u8>(), 0..400)
    ) {
        proptest::prop_assume!(!matches!(noise.len(), 16 | 17 | 32 | 33));
        proptest::prop_assert_eq!(after_a_question(&[&noise]), NONE);
    }
}
