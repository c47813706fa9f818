use proptest::prelude::{Strategy, any};
use serde_json::{Value, json};

use super::*;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::dibal_98::device;
use crate::simulate::scale::pan::Pan;
use crate::testing::decoding::{is_no_weight, reads_all, says, weights_in};
use crate::testing::exchange::Exchange;
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::Dibal98;

/// An answer with its checksum and end.
fn sealed(answer: &[u8]) -> Vec<u8> {
    [answer, &[fields::xor(answer)], b"\r\n"].concat()
}

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

#[rstest::rstest]
#[case(b"990003160000000", json!({"weight": "0.316", "unit": "kg", "stable": null, "total": "0.00"}))]
#[case(b"9901.2340000152", json!({"weight": "1.234", "total": "1.52"}))]
#[case(b"99012.340001518", json!({"weight": "12.34", "total": "15.18"}))]
#[case(b"99001.234001520", json!({"weight": "1.23", "total": "40015.20"}))]
#[case(b"99000.005000000", json!({"weight": "0.00"}))]
#[case(b"990U    0000152", json!({"weight": null, "stable": false, "skipped": null}))]
#[case(b"99UUUUUUUUUUUUU", json!({"weight": null, "stable": false, "skipped": null}))]
#[case(b"990UUUUUUUUUUUU", json!({"weight": null, "stable": false, "skipped": null}))]
#[case(b"990 12370000152", json!({"weight": "1.237"}))]
#[case(b"990000000000000", json!({"weight": "0.000"}))]
#[case(b"99U     0000000", json!({"weight": null, "stable": false}))]
#[case(b"99U012340000152", json!({"weight": "1.234", "stable": false, "total": "1.52"}))]
#[case(b"99001234U000152", json!({"weight": "1.234", "stable": false, "total": "1.52"}))]
#[case(b"990     U000000", json!({"weight": null, "stable": false}))]
#[case(b"990     0000000", json!({"weight": null, "stable": false}))]
#[case(b"990-00.00000000", json!({"weight": null, "negative": true}))]
#[case(b"99000.000000000", json!({"weight": null, "overload": true}))]
#[case(b"99001234\x81\x820000 ", json!({"weight": "1.234"}))]
#[case(b"991000000000000", json!({"ok": false, "error": "transmission", "status_code": "01"}))]
fn answers_are_read(#[case] answer: &[u8], #[case] expected: Value) {
    let read = read(&sealed(answer));
    says(&read, &expected);
}

#[rstest::rstest]
#[case(b"9900031600000005\r\n".to_vec(), "checksum")]
#[case(b"9800000X\r\n".to_vec(), "checksum")]
#[case(sealed(b"9901.2.40000152"), "malformed")]
#[case(sealed(b"990012A40000152"), "noise")]
#[case(b"99000316000".to_vec(), "incomplete")]
#[case(b"9900031600000004\n\r".to_vec(), "noise")]
fn what_is_no_answer_gives_no_weight(#[case] bytes: Vec<u8>, #[case] error: &str) {
    let read = read(&bytes);
    is_no_weight(&read, error);
}

#[test]
fn the_price_goes_out_with_each_question() {
    let mut protocol = new(&ScaleOptions::default());
    assert_eq!(protocol.to_send(Duration::ZERO).unwrap(), b"98000001\r\n");
    assert!(protocol.command(ScaleCommand::Price(123)));
    assert_eq!(protocol.to_send(Duration::ZERO).unwrap(), b"98001231\r\n");
    assert_eq!(read(b"98001231\r\n")["dir"], "tx");
    assert!(!protocol.command(ScaleCommand::Price(100_000)));
    let mut trial = Exchange::with(PROTOCOL, ScaleOptions::default(), device());
    trial.pan.grams = 1_234;
    assert!(trial.codec.command(ScaleCommand::Price(123)));
    let weighed = trial.weight();
    assert_eq!(weighed.total, Some(Decimal::new(152, -2)));
    assert_eq!(trial.pan.price, 123);
}

#[test]
fn goods_movement_and_overload_reach_the_till() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.says(NotSellable::Empty);
    loopback.weighs(512);
    loopback.moves(512);
    loopback.is_lifted();
    loopback.is_overloaded(NotSellable::Overload);
}

fn frame(grams: i64, price: i64) -> Vec<u8> {
    let (mut device, mut pan) = (device(), Pan::default());
    (pan.grams, pan.price) = (grams, price);
    let price = format!("98{price:05}").into_bytes();
    device.receive(&sealed(&price), &mut pan).concat()
}

proptest::proptest! {
    #[test]
    fn what_the_scale_weighs_is_read_however_it_is_cut(
        goods in proptest::collection::vec((0_i64..15_000, 0_i64..99_999), 1..6),
        cuts in proptest::collection::vec(1_usize..9, 1..30),
        noise in proptest::collection::vec(any::<u8>().prop_filter("no 9", |byte| *byte != b'9'), 0..12),
    ) {
        let frames: Vec<(i64, Vec<u8>)> = goods.iter().map(|(grams, price)| (*grams, frame(*grams, *price))).collect();
        reads_all(PROTOCOL, &frames, &noise, &cuts);
    }

    #[test]
    fn a_changed_byte_is_noticed(grams in 0_i64..15_000, place in 0_usize..18, byte in any::<u8>()) {
        let mut bytes = frame(grams, 1_000);
        let changed = bytes[place] != byte;
        bytes[place] = byte;
        let read = weights_in(PROTOCOL, &ScaleOptions::default(), &[&bytes]);
        proptest::prop_assert_eq!(read.is_empty(), changed, "{:?}", read);
    }
}
