use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::ohaus::{Model, device, of};
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{self, is_no_weight, reads_all, reads_only, says};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Ohaus;

fn decoded(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

/// The lines of the manuals, their spaces written out.
#[rstest::rstest]
#[case(b"    192.21 g\r\n", json!({"weight": "192.21", "unit": "g", "stable": true}))]
#[case(b"      0.01 g     ?\r\n", json!({"weight": "0.01", "unit": "g", "stable": false}))]
#[case(b"      0.01 g ?\r\n", json!({"weight": "0.01", "stable": false}))]
#[case(b"    192.08 g   00:00:30\r\n", json!({"weight": "192.08", "stable": true}))]
#[case(b"    176.30 g ? 00:00:15\r\n", json!({"weight": "176.30", "stable": false}))]
#[case(b"    -0.050 kg    \r\n", json!({"weight": "-0.050", "unit": "kg", "negative": true}))]
#[case(b"-    0.050 kg\r\n", json!({"weight": "-0.050", "unit": "kg"}))]
#[case(b"        311 g ?\r\n", json!({"weight": "311", "unit": "g", "stable": false}))]
#[case(b"       0.211 kg ?\r\n", json!({"weight": "0.211", "unit": "kg", "stable": false}))]
#[case(b"      12.73 g    ?\r\n", json!({"weight": "12.73", "stable": false}))]
#[case(b"    0.4500 oz    \r\n", json!({"weight": "0.4500", "unit": "oz", "stable": true}))]
#[case(b"-   1.234 kg   ?NET\r\n", json!({"weight": "-1.234", "net": true, "stable": false}))]
#[case(b"    1.234 kg?\r\n", json!({"weight": "1.234", "stable": false}))]
#[case(b"    1.234 kg ? ?\r\n", json!({"error": "malformed"}))]
#[case(b"    1.234 kg    G  \r\n", json!({"weight": "1.234", "net": false}))]
#[case(b"     1.234 kg   NET\r\n", json!({"weight": "1.234", "net": true, "stable": true}))]
#[case(b"     1.234 kg ? B/G\r\n", json!({"weight": "1.234", "net": false, "stable": false}))]
#[case(b"     0.100 kg   T\r\n", json!({"tare": "0.100", "weight": null}))]
#[case(b"    207.80 g   TOTAL\r\n", json!({"weight": null}))]
#[case(b"         3 PCS  ?\r\n", json!({"weight": null, "not_weighing": true}))]
#[case(b"Err 8.3\r\n", json!({"weight": null, "overload": true}))]
#[case(b"[Err 8.4]\r\n", json!({"weight": null, "underload": true}))]
#[case(b"Error 8.1\r\n", json!({"weight": null, "no_zero": true}))]
#[case(b"OK!\r\n", json!({"ok": true}))]
#[case(b"ES\r\n", json!({"ok": false, "error": "unrecognized"}))]
#[case(b"IP\r\n", json!({"dir": "tx"}))]
#[case(b"100T\r\n", json!({"dir": "tx"}))]
fn each_form_is_read(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = decoded(bytes);
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"21 g\r\n", "malformed")]
#[case(b"  192.21 g\r\n", "malformed")]
#[case(b"       192.21 g\r\n", "malformed")]
#[case(b"    192.2 1 g\r\n", "malformed")]
#[case(b"    192.21\r\n", "malformed")]
#[case(b"    192.21g\r\n", "malformed")]
#[case(b"    192.21 g ? 00:0:15\r\n", "malformed")]
#[case(b"    192.21 gramme\r\n", "malformed")]
#[case(b"   \x02192.21 g\r\n", "noise")]
#[case(b"    192.21 g", "incomplete")]
fn other_lines_are_no_weights(#[case] bytes: &[u8], #[case] error: &str) {
    let read = decoded(bytes);
    is_no_weight(&read, error);
}

#[test]
fn a_number_in_fewer_characters_than_before_has_lost_one() {
    let read = |lines: &[&[u8]]| {
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &lines.concat(), &[]);
        decoding::digits(&heard)
    };
    let (whole, torn) = (b"     1.234 kg\r\n", b"     1.34 kg\r\n");
    assert_eq!(read(&[whole, torn, whole]), [1234, 1234]);
    // A model with nine characters is well alone.
    assert_eq!(read(&[torn, torn]), [134, 134]);
    let moving = b"     1.234 kg ?\r\n";
    assert_eq!(
        read(&[whole, moving, b"     1.234 kg   NET\r\n"]),
        [1234; 3]
    );
}

#[rstest::rstest]
#[case(Model::Navigator, b"IP\r\n".as_slice())]
#[case(Model::Scout, b"P\r\n".as_slice())]
fn each_model_is_asked_in_its_way_and_its_tare_is_seen(
    #[case] model: Model,
    #[case] question: &[u8],
) {
    let mut trial = Exchange::with(PROTOCOL, ScaleOptions::default(), of(model));
    trial.pan.grams = 1_234;
    assert_eq!(trial.weight().raw, 1_234);
    assert_eq!(trial.sent.last().unwrap(), question);
    assert!(trial.codec.command(ScaleCommand::Tare));
    let said = trial.observe(Duration::from_secs(2));
    assert!(said.contains(&Observation::Done), "{said:?}");
    assert_eq!(trial.pan.tare(), 1_234);
    assert_eq!(trial.sent.last().unwrap(), question);
}

#[test]
fn goods_tare_zero_movement_and_overload_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed_tared_and_zeroed();
    // Twenty grams of it count as nothing now.
    loopback.scale.put(532, true);
    loopback.set_tare(100, 412);
    loopback.is_overloaded(NotSellable::Overload);
}

fn frame(grams: i64, model: Model) -> Vec<u8> {
    let mut pan = Pan::default();
    pan.grams = grams;
    of(model).receive(b"P\r\n", &mut pan).concat()
}

#[test]
fn the_scale_of_the_bench_is_a_navigator() {
    let mut pan = Pan::default();
    (pan.grams, pan.stable) = (1_234, false);
    assert_eq!(
        device().receive(b"IP\r\n", &mut pan),
        [b"     1.234 kg    ?\r\n"]
    );
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec((-400_i64..15_000, any::<bool>()), 1..6),
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no line", |byte| byte & 0x7f != b'\n'), 0..12),
    ) {
        let model = |old: bool| if old { Model::Scout } else { Model::Navigator };
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|(grams, old)| (*grams, frame(*grams, model(*old)))).collect();
        reads_all(PROTOCOL, &frames, &[noise.as_slice(), b"\x01\n"].concat(), &cuts);
    }

    #[test]
    fn a_changed_byte_gives_another_weight_only_as_a_part_of_a_number(
        grams in 1_i64..15_000, place in 0_usize..15, byte in any::<u8>(),
    ) {
        let mut bytes = frame(grams, Model::Navigator);
        let Some(changed) = bytes.get_mut(place) else { return Ok(()) };
        *changed = byte & 0x7f;
        let number = matches!(*changed, b'0'..=b'9' | b'-' | b'+' | b' ' | b'.' | b',');
        reads_only(PROTOCOL, &bytes, |reading| reading.raw == grams || number);
    }
}
