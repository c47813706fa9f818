use proptest::prelude::any;
use rstest::rstest;
use serde_json::{Value, json};

use bezmen_domain::quantity::Quantity;

use super::*;
use crate::scale::codec::ScaleCodec;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::scale::ScaleFault;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::usb_hid_pos_scale::device;
use crate::testing::decoding::{pan, says, weights_in};
use crate::testing::from_hex;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::UsbHidPosScale;

#[rstest]
#[case("03 03 03 FD D2 04", json!({"weight": "1.234", "unit": "kg", "stable": false, "at_zero": false}))]
#[case("03 04 02 00 D2 04", json!({"weight": "1234", "unit": "g", "stable": true}))]
#[case("03 04 0B FF 31 00", json!({"weight": "4.9", "unit": "oz", "stable": true}))]
#[case("03 04 0C FE 2C 01", json!({"weight": "3.00", "unit": "lb"}))]
#[case("03 04 01 00 40 E2", json!({"weight": "57.920", "unit": "g"}))]
#[case("03 04 08 FD 0A 00", json!({"weight": "10", "unit": "kg"}))]
#[case("03 04 02 01 0A 00", json!({"weight": "100", "unit": "g"}))]
#[case("03 04 00 FD 0A 00", json!({"weight": "0.010", "unit": null}))]
#[case("03 01 03 FD 00 00", json!({"weight": null, "fault": true}))]
#[case("03 05 03 FD 14 00", json!({"weight": null, "negative": true}))]
#[case("03 06 03 FD 00 00", json!({"weight": null, "overload": true}))]
#[case("03 07 03 FD 00 00", json!({"weight": null, "fault": true}))]
#[case("03 08 03 FD 00 00", json!({"weight": null, "no_zero": true}))]
#[case("03 04 04 FD D2 04", json!({"weight": null, "error": "malformed"}))]
#[case("03 09 03 FD D2 04", json!({"weight": null, "error": "noise"}))]
#[case("03 04 0D FD D2 04", json!({"weight": null, "error": "noise"}))]
#[case("03 04 03 02 D2 04", json!({"weight": null, "error": "noise"}))]
#[case("03 04 03 7F D2 04", json!({"weight": null, "error": "noise"}))]
#[case("02 04 03 FD D2 04", json!({"weight": null}))]
#[case("03 04 03 FD D2", json!({"weight": null, "error": "incomplete"}))]
fn reports_are_read(#[case] hex: &str, #[case] expected: Value) {
    let read = decode(PROTOCOL, &ScaleOptions::default(), &from_hex(hex));
    says(&read, &expected);
}

#[test]
fn a_unit_that_no_goods_are_sold_by_is_not_replaced_by_that_of_the_settings() {
    let options = ScaleOptions {
        unit: Some(WeightUnit::Kilogram),
        ..ScaleOptions::default()
    };
    let carats = from_hex("03 04 04 FD D2 04");
    assert_eq!(weights_in(PROTOCOL, &options, &[&carats]), []);
    let unnamed = from_hex("03 04 00 FD D2 04");
    let read = weights_in(PROTOCOL, &options, &[&unnamed]);
    assert_eq!(read[0].unit, WeightUnit::Kilogram);
}

#[test]
fn halves_of_reports_are_no_report() {
    let mut codec = ScaleCodec::new(PROTOCOL, ScaleOptions::default());
    let mut heard = Vec::new();
    let report = from_hex("03 04 03 FD 84 03");
    for turn in 0..9 {
        let at = Duration::from_millis(100 * turn);
        codec.receive(&report[..3], at, &mut heard);
    }
    assert!(heard.iter().all(|piece| piece.said.is_err()), "{heard:?}");
    heard.clear();
    codec.receive(&report, Duration::from_secs(1), &mut heard);
    assert!(
        heard.last().is_some_and(|piece| piece.said.is_ok()),
        "{heard:?}"
    );
    let glued = [&report[..3], &report[..3], &report[..]].concat();
    let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&glued]);
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!(read[0].raw, 900);
}

#[rstest]
#[case(1)]
#[case(2)]
#[case(3)]
#[case(4)]
#[case(5)]
fn a_stream_that_is_opened_within_a_report_is_read_from_the_next(#[case] from: usize) {
    for grams in [3_u16, 259, 512, 771, 900, 1_027, 15_000] {
        let [low, high] = grams.to_le_bytes();
        for status in [3, 4] {
            let stream = [3, status, 3, 0xfd, low, high].repeat(3);
            let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&stream[from..]]);
            assert!(
                read.iter().all(
                    |one| one.kilograms() == Some(Quantity::from_thousandths(i64::from(grams)))
                ),
                "{grams} {status}: {read:?}"
            );
            assert!(!read.is_empty(), "{grams} {status}");
        }
    }
}

#[test]
fn over_a_connection_everything_arrives() {
    Loopback::new(PROTOCOL).goods_are_weighed();
}

#[rstest]
#[case(ScaleFault::Glued)]
#[case(ScaleFault::Dribbles)]
#[case(ScaleFault::GarbageFirst)]
fn noise_around_the_reports_does_no_harm(#[case] fault: ScaleFault) {
    Loopback::new(PROTOCOL).weighs_despite(fault);
}

proptest::proptest! {
    #[test]
    fn what_the_scale_says_is_read_whatever_is_around_it(
        (grams, stable) in (0_i64..=15_000, any::<bool>()),
        before in proptest::collection::vec(4_u8.., 0..40),
        after in proptest::collection::vec(4_u8.., 0..40),
        cut in 0_usize..64,
    ) {
        let report = device().stream(&mut pan(grams, 0, stable)).unwrap();
        let stream = [&before[..], &report, &after].concat();
        let (one, two) = stream.split_at(cut.min(stream.len()));
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[one, two]);
        proptest::prop_assert_eq!(read.len(), 1);
        proptest::prop_assert_eq!((read[0].raw, read[0].exponent), (grams, -3));
        proptest::prop_assert_eq!(read[0].stable, Some(stable));
    }

    #[test]
    fn a_garbled_head_makes_no_other_weight(
        grams in 1_i64..=15_000,
        at in 0_usize..2,
        garble in 1_u8..,
    ) {
        let mut report = device().stream(&mut pan(grams, 0, true)).unwrap();
        report[at] ^= garble;
        for reading in weights_in(PROTOCOL, &ScaleOptions::default(), &[&report]) {
            proptest::prop_assert_eq!((reading.raw, reading.exponent), (grams, -3));
        }
    }

    #[test]
    fn random_bytes_do_no_harm(noise in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&noise]);
        let heads = noise.windows(LENGTH).filter(|piece| {
            piece[0] == DATA && matches!(piece[1], 2..=4) && piece[2] <= 12
        });
        proptest::prop_assert!(read.len() <= heads.count());
    }
}
