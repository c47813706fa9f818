use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::simulate::scale::adam::{Model, device, of};
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{self, is_no_weight, reads_all, reads_only, says};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Adam;

fn decoded(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"G +   2.00 kg\r\n", json!({"weight": "2.00", "unit": "kg", "net": false, "stable": null}))]
#[case(b"N +   1.00 kg\r\n", json!({"weight": "1.00", "net": true}))]
#[case(b"N -  0.050 lb\r\n", json!({"weight": "-0.050", "unit": "lb", "negative": true}))]
#[case(b"G+ 2.00 kg\r\n", json!({"weight": "2.00"}))]
#[case(b"T +   0.50 kg\r\n", json!({"tare": "0.50", "weight": null}))]
#[case(b"-      123.45 g \r\n", json!({"weight": "-123.45", "unit": "g"}))]
#[case(b"      0.12345lb \r\n", json!({"weight": "0.12345", "unit": "lb"}))]
#[case(b"       125.00kg \r\n", json!({"weight": "125.00", "unit": "kg"}))]
#[case(b"          125PCS\r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"       123.45dwt\r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"GS      123.45 g \r\n", json!({"weight": "123.45", "unit": "g", "net": false}))]
#[case(b"NT      123.45 g \r\n", json!({"weight": "123.45", "net": true}))]
#[case(b"ST,GS      123.45 g \r\n", json!({"weight": "123.45", "net": false, "stable": true}))]
#[case(b"US,NT-     123.45 g \r\n", json!({"weight": "-123.45", "net": true, "stable": false}))]
#[case(b"  1.234kg\r\n", json!({"weight": "1.234", "unit": "kg"}))]
#[case(b"1.234 kg\r\n", json!({"weight": "1.234", "unit": "kg"}))]
#[case(b"\xffN +   1.00 kg\r\n", json!({"weight": "1.00", "net": true, "skipped": 1}))]
#[case(b"\xff\xfeG +   2.00 kg\r\n", json!({"weight": "2.00", "net": false, "skipped": 2}))]
#[case(b"~ST,GS      123.45 g \r\n", json!({"weight": "123.45", "skipped": 1}))]
#[case(b"N\r\n", json!({"dir": "tx"}))]
#[case(b"P\r\n", json!({"dir": "tx"}))]
fn each_form_is_read(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = decoded(bytes);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"No.         01\r\n", "malformed")]
#[case(b"Total   123.45 g \r\n", "malformed")]
#[case(b"N 1.00 kg\r\n", "malformed")]
#[case(b"N + 1.0.0 kg\r\n", "malformed")]
#[case(b"N + 1.00\r\n", "malformed")]
#[case(b"1234kg\r\n", "malformed")]
#[case(b"123.45ct\r\n", "malformed")]
#[case(b"GS     123.45 g \r\n", "malformed")]
#[case(b"\r\n", "malformed")]
#[case(b"\xff 1.00 kg\r\n", "noise")]
#[case(b"N + 1.00 kg\n", "noise")]
#[case(b"N + 1.00 kg", "incomplete")]
fn other_lines_are_no_weights(#[case] bytes: &[u8], #[case] error: &str) {
    let read = decoded(bytes);
    is_no_weight(&read, error);
}

#[rstest::rstest]
#[case(b"-      123.45 g \r\n")]
#[case(b"N +  123.45 g\r\n")]
#[case(b"ST,GS      123.45 g \r\n")]
fn a_scale_that_prints_full_lines_prints_no_bare_number(#[case] full: &[u8]) {
    let tail: &[u8] = b"23.45 g \r\n";
    let stream = [full, tail, full].concat();
    let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &[]);
    let digits: Vec<i64> = decoding::digits(&heard)
        .iter()
        .map(|raw| raw.abs())
        .collect();
    assert_eq!(digits, [12_345, 12_345]);
    assert_eq!(decoded(tail)["weight"], "23.45", "AZextra prints no more");
}

#[rstest::rstest]
#[case(Model::CpwPlus, b"N\r\n".as_slice(), b"Z\r\n".as_slice())]
#[case(Model::Highland, b"P\r\n".as_slice(), b"T\r\n".as_slice())]
fn each_model_is_asked_and_tared_in_its_way(
    #[case] model: Model,
    #[case] question: &[u8],
    #[case] tare: &[u8],
) {
    let mut trial = Exchange::with(PROTOCOL, ScaleOptions::default(), of(model));
    trial.pan.grams = 1_234;
    assert_eq!(trial.weight().raw, 1_234);
    assert_eq!(trial.sent.last().unwrap(), question);
    trial.sent.clear();
    assert!(trial.codec.command(ScaleCommand::Tare));
    let said = trial.observe(Duration::from_secs(1));
    assert_eq!(trial.sent[0], tare);
    assert!(said.contains(&Observation::Done), "{said:?}");
    assert_eq!(trial.pan.tare(), 1_234);
}

#[test]
fn az_extra_prints_each_weight_once() {
    let mut trial = Exchange::with(PROTOCOL, ScaleOptions::default(), of(Model::AzExtra));
    trial.pan.grams = 1_234;
    let said = trial.observe(Duration::from_secs(5));
    let stable = said.iter().map(|one| match one {
        Observation::Weight(reading) => reading.stable,
        other => panic!("{other:?}"),
    });
    // The print itself, and that it rests.
    assert_eq!(stable.collect::<Vec<_>>(), [None, Some(true)]);
    trial.sent.clear();
    assert!(trial.codec.command(ScaleCommand::Tare));
    trial.observe(Duration::from_secs(1));
    assert_eq!(trial.sent[0], b"T\r\n", "it is known to be one");
    assert_eq!(trial.pan.tare(), 1_234);
    trial.pan.grams = 1_934;
    assert_eq!(trial.weight().raw, 700);
}

#[test]
fn goods_tare_zero_and_movement_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed_tared_and_zeroed();
    // What is too heavy is not printed.
    loopback.scale.put(16_000, true);
    loopback.until(|snapshot| snapshot.state.code() == "silent");
}

fn frame(grams: i64, model: Model) -> Vec<u8> {
    let mut pan = Pan::default();
    pan.grams = grams;
    of(model).receive(b"N\r\nP\r\n", &mut pan).concat()
}

#[test]
fn the_scale_of_the_bench_is_a_cpw_plus() {
    let mut pan = Pan::default();
    pan.grams = 1_234;
    assert_eq!(device().receive(b"G\r\n", &mut pan), [b"G +  1.234 kg\r\n"]);
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec(1_i64..15_000, 1..6),
        model in 0_usize..3,
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no line", |byte| byte & 0x7f != b'\n'), 0..12),
    ) {
        let model = [Model::CpwPlus, Model::AzExtra, Model::Highland][model];
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|grams| (*grams, frame(*grams, model))).collect();
        reads_all(PROTOCOL, &frames, &[noise.as_slice(), b"\x01\n"].concat(), &cuts);
    }

    #[test]
    fn a_changed_byte_gives_another_weight_only_as_a_part_of_a_number(
        grams in 1_i64..15_000, model in 0_usize..2, place in 0_usize..15, byte in any::<u8>(),
    ) {
        let model = [Model::CpwPlus, Model::Highland][model];
        let mut bytes = frame(grams, model);
        bytes[place] = byte & 0x7f;
        let number = matches!(bytes[place], b'0'..=b'9' | b'-' | b'+' | b' ' | b'.' | b',');
        reads_only(PROTOCOL, &bytes, |reading| reading.raw == grams || number);
    }
}
