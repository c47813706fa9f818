use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::decimal::Decimal;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::cas_enq_dc1::{Device, Style};
use crate::simulate::scale::device::DeviceSide;
use crate::testing::decoding::{self, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;

const PROTOCOL: ScaleProtocol = ScaleProtocol::CasEnqDc1;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

/// A block with its BCC.
fn block(data: &str) -> Vec<u8> {
    let bcc = data.bytes().fold(0, |bcc, byte| bcc ^ byte);
    [&[STX], data.as_bytes(), &[bcc, ETX]].concat()
}

fn six(data: &str) -> Vec<u8> {
    [&[SOH], block(data).as_slice(), &[EOT]].concat()
}

#[rstest::rstest]
#[case("S  1.234kg", "1.234", "kg", true)]
#[case("S 12.345lb", "12.345", "lb", true)]
#[case("U- 0.020KG", "-0.020", "kg", false)]
#[case("S   1234 g", "1234", "g", true)]
#[case("S   1234g ", "1234", "g", true)]
#[case("U  20.25Lb", "20.25", "lb", false)]
#[case("S   15.5oz", "15.5", "oz", true)]
fn a_weight_is_read_as_it_is_shown(
    #[case] data: &str,
    #[case] weight: &str,
    #[case] unit: &str,
    #[case] stable: bool,
) {
    let read = read(&six(data));
    says(
        &read,
        &json!({"weight": weight, "unit": unit, "stable": stable}),
    );
}

#[rstest::rstest]
#[case(0x01, "S   1.234kg")]
#[case(0x81, "S   1.234kg")]
#[case(0x81, "S 1.234  kg")]
fn seven_characters_without_eot_are_read_too(#[case] first: u8, #[case] data: &str) {
    let frame = [&[first], block(data).as_slice()].concat();
    assert_eq!(frame.len(), 15);
    assert_eq!(read(&frame)["weight"], "1.234");
}

#[test]
fn six_characters_may_begin_with_81h() {
    let mut frame = six("S  1.234kg");
    frame[0] = 0x81;
    assert_eq!(read(&frame)["weight"], "1.234");
}

#[rstest::rstest]
#[case(&["    4.94", "S  1.234kg", "    4.00"])]
#[case(&["S  1.234kg", "    4.94", "    4.00"])]
fn the_answer_to_dc2_has_the_total_before_the_price(#[case] blocks: &[&str]) {
    let blocks: Vec<u8> = blocks.iter().flat_map(|data| block(data)).collect();
    let mut frame = [&[SOH], blocks.as_slice(), &[EOT]].concat();
    let whole = read(&frame);
    assert_eq!(
        (&whole["weight"], &whole["total"], &whole["price"]),
        (&json!("1.234"), &json!("4.94"), &json!("4.00"))
    );
    frame[8] ^= 0x01;
    assert_eq!(read(&frame)["error"], "checksum");
}

#[rstest::rstest]
#[case("UFFFFFFFkg")]
#[case("S FFFFFFkg")]
#[case("SF   0.0kg")]
fn overload_is_no_weight(#[case] data: &str) {
    let read = read(&six(data));
    assert_eq!(
        (&read["weight"], &read["overload"]),
        (&Value::Null, &json!(true))
    );
}

#[rstest::rstest]
#[case("S  1.2 4kg")]
#[case("S  1,234kg")]
#[case("S -1.234kg")]
#[case("S       kg")]
#[case("S*01.234kg")]
#[case("S  1.234pc")]
fn what_is_impossible_in_a_whole_frame_is_no_weight(#[case] data: &str) {
    assert_eq!(read(&six(data))["error"], "malformed");
}

#[rstest::rstest]
#[case(b"\x05")]
#[case(b"\x11")]
#[case(b"\x12")]
fn what_the_till_sends_is_known(#[case] bytes: &[u8]) {
    assert_eq!(read(bytes)["dir"], "tx");
}

#[test]
fn a_line_read_with_even_parity_is_seen_through_and_a_flipped_bit_is_not() {
    let even = |byte: &u8| byte | u8::from(byte.count_ones() % 2 == 1) << 7;
    let mut frame: Vec<u8> = six("S  1.234kg").iter().map(even).collect();
    assert_eq!(read(&frame)["weight"], "1.234");
    // Two flips that the BCC does not see, in two characters of one kind.
    frame[7] ^= 0x01;
    frame[8] ^= 0x01;
    assert_eq!(read(&frame)["error"], "parity");
}

fn send(protocol: &mut CasEnqDc1, at_ms: u64) -> Option<u8> {
    let sent = protocol.to_send(Duration::from_millis(at_ms))?;
    assert_eq!(sent.len(), 1);
    sent.first().copied()
}

fn hear(protocol: &mut CasEnqDc1, said: &Said, at_ms: u64) -> Option<Observation> {
    protocol.heard(said, Duration::from_millis(at_ms))
}

#[test]
fn it_enquires_then_asks_and_begins_again_when_refused_or_not_answered() {
    let mut protocol = new(&ScaleOptions::default());
    let weight = Said::Observation(read_weight());
    assert_eq!(send(&mut protocol, 0), Some(ENQ));
    assert_eq!(send(&mut protocol, 900), None, "the answer may still come");
    assert_eq!(send(&mut protocol, 1_000), Some(ENQ));
    let busy = hear(&mut protocol, &Said::Control(NAK), 1_010);
    assert_eq!(busy, Some(Observation::Status(Status::MOVING)));
    assert_eq!(send(&mut protocol, 1_100), None);
    assert_eq!(send(&mut protocol, 1_210), Some(ENQ));
    hear(&mut protocol, &Said::Request, 1_215);
    hear(&mut protocol, &Said::Control(ACK), 1_220);
    assert_eq!(send(&mut protocol, 1_220), Some(DC1));
    assert_eq!(send(&mut protocol, 1_300), None);
    hear(&mut protocol, &weight, 1_310);
    assert_eq!(send(&mut protocol, 1_350), None, "five times a second");
    assert_eq!(send(&mut protocol, 1_410), Some(ENQ));
    protocol.garbled(Duration::from_millis(1_420));
    assert_eq!(send(&mut protocol, 1_600), None);
    assert_eq!(send(&mut protocol, 1_620), Some(ENQ), "sooner than that");
}

fn read_weight() -> Observation {
    answer::read(b"S  1.234kg").unwrap()
}

#[test]
fn a_scale_that_does_not_know_dc2_is_asked_by_dc1_again() {
    let mut protocol = new(&ScaleOptions::default());
    assert!(protocol.command(ScaleCommand::Price(400)));
    let mut asked = Vec::new();
    for turn in 0..3 {
        let at = turn * 2_000;
        assert_eq!(send(&mut protocol, at), Some(ENQ));
        hear(&mut protocol, &Said::Control(ACK), at);
        asked.extend(send(&mut protocol, at));
    }
    assert_eq!(asked, [DC2, DC2, DC1]);
    assert!(!protocol.command(ScaleCommand::Zero));
}

#[test]
fn goods_are_weighed_over_a_line() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed();
    loopback.poller.command(ScaleCommand::Price(100));
    loopback.until(
        |snapshot| matches!(snapshot.observation, Some(Observation::Weight(reading)) if reading.total.is_some()),
    );
    loopback.scale.put(-900, true);
    loopback.says(NotSellable::Unstable);
}

proptest! {
    #[test]
    fn what_a_scale_says_is_what_lies_on_it(
        grams in -500_i64..=15_000,
        price in 0_i64..1_000_000,
        stable: bool,
        seven: bool,
        noise in prop::collection::vec(any::<u8>(), 0..40),
        pieces in prop::collection::vec(1_usize..20, 1..5),
    ) {
        let mut pan = pan(grams, 0, stable);
        pan.price = price;
        let mut device = Device::of(if seven { Style::Seven } else { Style::Six });
        let alone = device.weight(&mut pan);
        let priced = Device::priced(&mut pan);
        let stream = [&alone, noise.as_slice(), &priced, &noise, &alone].concat();
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
        let weights = decoding::weights(&heard);
        prop_assert_eq!(weights.len(), 3, "{:?}", heard);
        for reading in weights {
            prop_assert_eq!((reading.raw, reading.exponent), (grams, -3));
            prop_assert_eq!(reading.stable, Some(stable));
            if let Some(total) = reading.total {
                prop_assert_eq!(total, Decimal::new(pan.total(grams), -2));
                prop_assert_eq!(reading.price, Some(Decimal::new(price, -2)));
            }
        }
        let mut spoilt = alone.clone();
        device.spoil(&mut spoilt);
        let spoilt = decoding::heard(PROTOCOL, &ScaleOptions::default(), &spoilt, &pieces);
        prop_assert_eq!(decoding::junk(&spoilt), [Junk::Checksum]);
        prop_assert!(device.receive(&[DC1], &mut pan) == [[NAK]], "it was not enquired first");
    }

    #[test]
    fn a_frame_with_one_wrong_byte_is_no_other_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..15,
        wrong: u8,
    ) {
        let mut frame = Device::of(Style::Six).weight(&mut pan(grams, 0, true));
        frame[place] = wrong;
        reads_no_other(PROTOCOL, &frame, grams);
    }
}
