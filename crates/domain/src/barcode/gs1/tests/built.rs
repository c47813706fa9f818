use proptest::prelude::*;

use crate::barcode::gs1::{Ai, Element, GS, Message};
use crate::barcode::gtin::Gtin;

/// Elements with right values: keys, texts, measures, dates, counts.
fn element() -> impl Strategy<Value = Element> {
    let of = |ai: &'static str, value: BoxedStrategy<String>| {
        value
            .prop_map(move |value| Element {
                ai: Ai::parse(ai).unwrap(),
                value,
            })
            .boxed()
    };
    let text = "[!%&\"'()*+,./0-9:;<=>?A-Z_a-z-]{1,20}".boxed();
    prop_oneof![
        of(
            "01",
            (0_u64..10_000_000_000_000)
                .prop_map(|payload| Gtin::from_payload(payload).unwrap().canonical())
                .boxed()
        ),
        of("10", text.clone()),
        of("21", text.clone()),
        of("400", text.clone()),
        of("98", text),
        of("3103", "[0-9]{6}".boxed()),
        of("3922", "[0-9]{1,15}".boxed()),
        of("30", "[0-9]{1,8}".boxed()),
        of(
            "17",
            (0_u8..100, 1_u8..13, 0_u8..29)
                .prop_map(|(year, month, day)| format!("{year:02}{month:02}{day:02}"))
                .boxed()
        ),
        of("8008", "260[1-9]1[0-9]1[0-9]([0-5][0-9]){0,2}".boxed()),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(elements in prop::collection::vec(element(), 1..12), extra in 0_u8..4) {
        let message = Message { elements };
        let mut text = message.element_string(GS);
        // Scanners may leave the first FNC1 out and may end with one.
        if extra % 2 == 1 {
            text = text.trim_start_matches(GS).to_owned();
        }
        if extra > 1 {
            text.push(GS);
        }
        prop_assert_eq!(Message::parse(&text), Ok(message.clone()));
        prop_assert_eq!(Message::parse_bracketed(&message.bracketed()), Ok(message));
    }
}
