use proptest::prelude::{Strategy, any, prop, prop_assert_eq, proptest};
use serde_json::{Value, json};

use super::*;
use crate::scale::decimal::Decimal;
use crate::scale::describe::decode;
use crate::scale::protocol::ScaleProtocol;
use crate::scale::said::Junk;
use crate::scale::sellable::NotSellable;
use crate::simulate::scale::device::DeviceSide;
use crate::simulate::scale::toledo_prix::{Device, Form};
use crate::testing::decoding::{self, is_no_weight, pan, reads_no_other, says};
use crate::testing::loopback::Loopback;

const PROTOCOL: ScaleProtocol = ScaleProtocol::ToledoPrix;

fn read(bytes: &[u8]) -> Value {
    decode(PROTOCOL, &ScaleOptions::default(), bytes)
}

/// A frame of protocol A with its checksum.
fn a(bits: [u8; 2], weight: &str, money: &str) -> Vec<u8> {
    let mut frame = [
        &[STX, bits[0]],
        weight.as_bytes(),
        &[bits[1]],
        money.as_bytes(),
        b"\r",
    ]
    .concat();
    let sum = frame.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    frame.push(sum.wrapping_neg());
    frame
}

#[rstest::rstest]
#[case(b"\x0201234\x03", "1.234")]
#[case(b"\x0201234\r", "1.234")]
#[case(b"\x0200000\x03", "0.000")]
#[case(b"\x0201.234\r", "1.234")]
#[case(b"\x0201,234\x03", "1.234")]
#[case(b"\x02 1.234\r", "1.234")]
fn a_weight_alone_is_kilograms_at_rest(#[case] bytes: &[u8], #[case] weight: &str) {
    let read = read(bytes);
    says(
        &read,
        &json!({"weight": weight, "unit": "kg", "stable": true}),
    );
}

#[rstest::rstest]
#[case(b"\x0201.34\r")]
#[case(b"\x021.234\r")]
#[case(b"\x02001.34\r")]
#[case(b"\x02001.234\r")]
#[case(b"\x02012.34\x03")]
#[case(b"\x02001234\x03")]
fn a_weight_that_lost_a_character_is_none(#[case] bytes: &[u8]) {
    is_no_weight(&read(bytes), "malformed");
}

#[test]
fn a_point_stands_where_the_technician_says() {
    let options = ScaleOptions {
        decimals: Some(2),
        ..ScaleOptions::default()
    };
    let read = |bytes: &[u8]| decode(PROTOCOL, &options, bytes);
    assert_eq!(read(b"\x02012.34\r")["weight"], "12.34");
    is_no_weight(&read(b"\x0201.234\r"), "malformed");
}

#[test]
fn what_is_implied_is_what_the_technician_set() {
    let options = ScaleOptions {
        unit: Some(WeightUnit::Gram),
        decimals: Some(0),
        price_decimals: 0,
        ..ScaleOptions::default()
    };
    let alone = decode(PROTOCOL, &options, b"\x0201234\x03");
    assert_eq!(
        (&alone["weight"], &alone["unit"]),
        (&json!("1234"), &json!("g"))
    );
    let printed = decode(PROTOCOL, &options, b"\x02000042012340009990012\x03\x03");
    assert_eq!(printed["error"], "noise", "{printed}");
    let printed = decode(PROTOCOL, &options, b"\x0200004201234000999001233\x03");
    assert_eq!(
        (&printed["price"], &printed["total"]),
        (&json!("999"), &json!("1233"))
    );
}

#[rstest::rstest]
#[case(b"\x02IIIII\x03", json!({"stable": false}))]
#[case(b"\x02NNNNN\r", json!({"negative": true}))]
#[case(b"\x02SSSSS\r", json!({"overload": true}))]
#[case(&a([0x08, 0], "000000", "000000000000"), json!({"overload": true}))]
#[case(&a([0x04, 0], "211126", "000000000000"), json!({"not_weighing": true}))]
#[case(b"\x05", json!({"dir": "tx"}))]
fn what_is_no_weight_is_none(#[case] bytes: &[u8], #[case] expected: Value) {
    let read = read(bytes);
    assert_eq!(read["weight"], Value::Null);
    says(&read, &expected);
}

#[rstest::rstest]
#[case([0x01, 0x00], "001234", "001233000999", "1.234", "12.33", false, false)]
#[case([0x10, 0x40], "001234", "001233000999", "1.234", "12.33", true, true)]
#[case([0x20, 0x08], "001234", "001233000100", "12.34", "1233", true, false)]
#[case([0x00, 0x01], "015000", "1500000010000", "15.000", "15000.00", true, false)]
#[case([0x30, 0x30], "  1234", "  1233   999", "1.234", "1233", true, false)]
fn protocol_a_says_all_in_its_bits(
    #[case] bits: [u8; 2],
    #[case] weight: &str,
    #[case] money: &str,
    #[case] shown: &str,
    #[case] total: &str,
    #[case] stable: bool,
    #[case] net: bool,
) {
    let read = read(&a(bits, weight, money));
    says(&read, &json!({"weight": shown, "total": total}));
    says(&read, &json!({"stable": stable, "net": net}));
}

#[rstest::rstest]
#[case(b"\x0201.234 000999 001233\x03")]
#[case(b"\x02001234?000999?001233\x03")]
#[case(b"\x0200004201234000999001233\x03")]
fn what_comes_with_prices_has_them(#[case] bytes: &[u8]) {
    let read = read(bytes);
    says(&read, &json!({"weight": "1.234", "unit": "kg"}));
    says(&read, &json!({"price": "9.99", "total": "12.33"}));
}

#[rstest::rstest]
#[case(b"\x0201x34\x03", "noise")]
#[case(b"\x020123\x03", "noise")]
#[case(b"\x02012345\x03", "malformed")]
#[case(b"\x020123456\x03", "malformed")]
#[case(b"\x02IIINI\x03", "noise")]
#[case(b"\x021.2.4\r", "malformed")]
#[case(b"\x0201234\x04", "noise")]
#[case(b"\x0200004201234000999\x0201233\x03", "malformed")]
#[case(b"\x0201.234 000999 \x0201233\x03", "malformed")]
#[case(b"\x0201234", "incomplete")]
fn what_is_no_answer_is_no_weight(#[case] bytes: &[u8], #[case] error: &str) {
    let read = read(bytes);
    is_no_weight(&read, error);
}

#[test]
fn a_line_read_with_even_parity_is_seen_through_and_a_flipped_bit_is_not() {
    let even = |byte: &u8| (byte & 0x7f) | u8::from((byte & 0x7f).count_ones() % 2 == 1) << 7;
    for (frame, error) in [
        (b"\x0201234\x03".to_vec(), "parity"),
        (a([0, 0], "001234", "001233000999"), "checksum"),
    ] {
        let mut polluted: Vec<u8> = frame.iter().map(even).collect();
        assert_eq!(read(&polluted)["weight"], "1.234");
        polluted[5] ^= 0x01;
        assert_eq!(read(&polluted)["error"], error);
    }
}

#[test]
fn goods_are_weighed_over_a_line() {
    let loopback = Loopback::new(PROTOCOL);
    loopback.goods_are_weighed();
    loopback.scale.put(-900, true);
    loopback.says(NotSellable::Negative);
}

proptest! {
    #[test]
    fn what_a_scale_says_is_what_lies_on_it(
        grams in 0_i64..=15_000,
        price in 0_i64..66_000,
        stable: bool,
        noise in prop::collection::vec(any::<u8>(), 0..40),
        pieces in prop::collection::vec(1_usize..20, 1..5),
    ) {
        for form in [Form::P05, Form::C, Form::A, Form::P04a, Form::P15] {
            let mut pan = pan(grams, 0, stable);
            pan.price = price;
            let Some(frame) = Device::of(form).frame(&mut pan) else {
                continue;
            };
            // An STX in the noise could become a weight with what follows it.
            let noise: Vec<u8> = noise.iter().copied().filter(|byte| byte & 0x7f != STX).collect();
            let stream = [frame.as_slice(), &noise, &frame, &frame].concat();
            let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &stream, &pieces);
            let weights = decoding::weights(&heard);
            let shown = stable || form == Form::A;
            prop_assert_eq!(weights.len(), if shown { 3 } else { 0 }, "{:?}", heard);
            for reading in weights {
                prop_assert_eq!((reading.raw, reading.exponent), (grams, -3));
                prop_assert_eq!(reading.stable, Some(stable));
                if reading.price.is_some() {
                    prop_assert_eq!(reading.price, Some(Decimal::new(price, -2)));
                    prop_assert_eq!(reading.total, Some(Decimal::new(pan.total(grams), -2)));
                }
            }
        }
    }

    #[test]
    fn protocol_a_with_one_wrong_byte_is_no_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..23,
        wrong in 1_u8..,
    ) {
        let device = Device::of(Form::A);
        let mut frame = device.frame(&mut pan(grams, 0, true)).unwrap();
        frame[place] ^= wrong;
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &frame, &[]);
        prop_assert_eq!(decoding::weights(&heard), [], "{:?}", heard);
        let mut spoilt = device.frame(&mut pan(grams, 0, true)).unwrap();
        device.spoil(&mut spoilt);
        let heard = decoding::heard(PROTOCOL, &ScaleOptions::default(), &spoilt, &[]);
        prop_assert_eq!(decoding::junk(&heard), [Junk::Checksum]);
    }

    #[test]
    fn p05_with_a_byte_that_is_no_digit_is_no_other_weight(
        grams in 0_i64..=15_000,
        place in 0_usize..7,
        wrong in any::<u8>().prop_filter("part of a number", |byte| !matches!(byte & 0x7f, b'0'..=b'9' | b'.' | b',' | b' ')),
    ) {
        let mut frame = Device::of(Form::P05).frame(&mut pan(grams, 0, true)).unwrap();
        frame[place] = wrong;
        reads_no_other(PROTOCOL, &frame, grams);
    }
}
