use super::*;
use crate::testing::{from_hex, vector};

fn epson() -> PrinterProfile {
    PrinterProfile::built_in("epson").unwrap()
}

fn kinds(bytes: &[u8]) -> Vec<EventKind> {
    render(bytes, &epson())
        .events
        .into_iter()
        .map(|event| event.kind)
        .collect()
}

#[test]
fn text_goes_by_the_code_table_of_the_profile() {
    let rendering = render(
        b"\x1b@\x1bt\x11\x8f\xe0\xa8\xa2\xa5\xe2\n\x1bt\x2e\xcf\xf0\xe8\xe2\xe5\xf2\n",
        &epson(),
    );
    assert_eq!(rendering.rows(), ["Привет", "Привет"]);
}

#[test]
fn a_chinese_printer_shows_hanzi_until_it_is_told_otherwise() {
    let profile = PrinterProfile::built_in("xprinter").unwrap();
    assert_eq!(
        render(b"\x1b@\x1bt\x11\x8f\xe0\xa8\xa2 ok\n", &profile).rows(),
        ["〓〓 ok"]
    );
    assert_eq!(
        render(b"\x1b@\x1c.\x1bt\x11\x8f\xe0\xa8\xa2 ok\n", &profile).rows(),
        ["Прив ok"]
    );
}

#[test]
fn a_table_the_printer_lacks_is_reported_and_shows_as_unknown_letters() {
    let rendering = render(b"\x1bt\x63\x8f\xe0\n", &epson());
    assert_eq!(rendering.rows(), ["\u{fffd}\u{fffd}"]);
    assert_eq!(
        rendering.events[0].kind,
        EventKind::UnknownCodeTable { number: 0x63 }
    );
}

#[test]
fn long_text_wraps_at_the_paper_and_double_width_sooner() {
    let rendering = render(
        &[
            vec![b'a'; 50],
            b"\n".to_vec(),
            b"\x1d!\x10".to_vec(),
            vec![b'b'; 30],
            b"\n".to_vec(),
        ]
        .concat(),
        &epson(),
    );
    let lengths: Vec<usize> = rendering.rows().iter().map(String::len).collect();
    assert_eq!(lengths, [48, 2, 24, 6]);
}

#[test]
fn alignment_moves_the_row_and_only_at_its_start() {
    let rendering = render(b"\x1ba\x01mid\nx\x1ba\x02y\n\x1ba\x02end\n", &epson());
    assert_eq!(
        rendering.rows(),
        [
            format!("{}mid", " ".repeat(22)),
            format!("{}xy", " ".repeat(23)),
            format!("{}end", " ".repeat(45))
        ]
    );
    assert_eq!(rendering.lines[0].text, "mid");
}

#[test]
fn looks_cover_the_text_they_belong_to() {
    let line = &render(b"ab\x1bE\x01cd\x1bE\x00e\n", &epson()).lines[0];
    let spans: Vec<(usize, usize, bool)> = line
        .spans
        .iter()
        .map(|span| (span.start, span.end, span.style.bold))
        .collect();
    assert_eq!(spans, [(0, 2, false), (2, 4, true), (4, 5, false)]);
}

#[test]
fn text_that_was_not_printed_yet_is_lost_when_the_printer_starts_anew() {
    assert_eq!(render(b"lost\x1b@kept\n", &epson()).rows(), ["kept"]);
}

#[test]
fn a_drawer_command_without_its_times_eats_the_text_behind_it() {
    let rendering = render(b"\x1bp\x00ABC\n", &epson());
    assert_eq!(rendering.rows(), ["C"]);
    assert_eq!(
        rendering.events[0].kind,
        EventKind::Kick {
            pin: 2,
            t1: b'A',
            t2: b'B'
        }
    );
}

#[test]
fn every_form_of_a_cut_is_known() {
    for (bytes, full, feed) in [
        ("1d5600", true, 0),
        ("1d5631", false, 0),
        ("1d564105", true, 5),
        ("1d564203", false, 3),
        ("1b69", true, 0),
        ("1b6d", false, 0),
    ] {
        assert_eq!(
            kinds(&from_hex(bytes)),
            [EventKind::Cut { full, feed }],
            "{bytes}"
        );
    }
}

#[test]
fn pieces_are_parted_at_the_cut() {
    let mut interpreter = Interpreter::new(&epson());
    interpreter.feed(b"one\n\x1dVB\x00two\n\x1dVB\x00thr");
    assert_eq!(
        interpreter
            .take_cut()
            .iter()
            .map(Rendering::text)
            .collect::<Vec<_>>(),
        ["one", "two"]
    );
    interpreter.feed(b"ee");
    assert_eq!(interpreter.finish()[0].text(), "three");
}

#[test]
fn bytes_one_by_one_read_as_bytes_at_once() {
    let bytes = b"\x1b@\x1bt\x11\x80\n\x1d(k\x07\x001P01234\x1d(k\x03\x001Q0\x1dk\x02460068200017\x00\x1dv0\x00\x01\x00\x02\x00\xff\xff\x1bD\x08\x10\x00a\tb\n\x1bp\x00\x19\xfa\x10\x04\x01\x1dVB\x00";
    let mut interpreter = Interpreter::new(&epson());
    bytes.iter().for_each(|byte| interpreter.feed(&[*byte]));
    let one_by_one = Rendering::join(interpreter.finish());
    assert_eq!(one_by_one, render(bytes, &epson()));
    assert_eq!(one_by_one.rows(), ["А", "a       b"]);
    assert_eq!(one_by_one.qr_codes(), ["1234"]);
    assert!(one_by_one.events.iter().any(|event| event.kind
        == EventKind::Image {
            width: 8,
            height: 2
        }));
    assert!(one_by_one.events.iter().any(|event| event.kind
        == EventKind::Barcode {
            symbology: "ean13",
            data: "460068200017".to_owned(),
            printed: true
        }));
}

#[test]
fn a_command_cut_short_is_reported() {
    assert_eq!(
        kinds(b"\x1bp\x00"),
        [EventKind::Truncated {
            hex: "1b7000".to_owned()
        }]
    );
    assert_eq!(
        kinds(b"\x1b\x7f"),
        [EventKind::Unknown {
            hex: "1b7f".to_owned()
        }]
    );
}

#[test]
fn an_endless_picture_takes_no_memory() {
    let mut interpreter = Interpreter::new(&epson());
    interpreter.feed(b"\x1d8L\xff\xff\xff\xff");
    for _ in 0..100 {
        interpreter.feed(&[0; 4096]);
    }
    assert!(interpreter.tail.is_some());
}

#[test]
fn commands_of_other_encoders_leave_their_text_alone() {
    for file in [
        "escpos_receipt_printer_encoder.json",
        "escpos_python_escpos.json",
    ] {
        let Some(vectors) = vector(file) else {
            continue;
        };
        for case in vectors["vectors"].as_array().unwrap() {
            let rendering = render(&from_hex(case["hex"].as_str().unwrap()), &epson());
            let unknown: Vec<&Event> = rendering
                .events
                .iter()
                .filter(|event| {
                    matches!(
                        event.kind,
                        EventKind::Unknown { .. } | EventKind::Truncated { .. }
                    )
                })
                .collect();
            assert!(unknown.is_empty(), "{case}: {unknown:?}");
            let text = rendering.text();
            let text = text.trim();
            let expected = ["hello", "héllo", "h?llo", "hélло"];
            let other = text.is_empty() || text.starts_with('h');
            assert!(expected.contains(&text) || other, "{case}: {text}");
        }
    }
}

#[test]
fn a_sample_receipt_of_another_tool_reads_as_text() {
    let Some(vectors) = vector("escpos_sample_streams.json") else {
        return;
    };
    let bytes = from_base64(vectors["samples"][0]["base64"].as_str().unwrap());
    let rendering = render(&bytes, &epson());
    let rows = rendering.rows();
    let rows: Vec<&str> = rows
        .iter()
        .map(|row| row.trim())
        .filter(|row| !row.is_empty())
        .collect();
    assert_eq!(
        rows,
        [
            "ExampleMart Ltd.",
            "Shop No. 42.",
            "SALES INVOICE",
            "$",
            "Example item #1                             4.00",
            "Another thing                               3.50",
            "Something else                              1.00",
            "A final item                                4.45",
            "Subtotal                                   12.95",
            "A local tax                                 1.30",
            "Total            $ 14.25",
            "Thank you for shopping at ExampleMart",
            "For trading hours, please visit example.com",
            "Monday 6th of April 2015 02:56:25 PM",
        ]
    );
    let bold: Vec<&str> = rendering
        .lines
        .iter()
        .filter(|line| line.spans.iter().any(|span| span.style.bold))
        .map(|line| line.text.trim())
        .collect();
    assert_eq!(
        bold,
        [
            "SALES INVOICE",
            "$",
            "Subtotal                                   12.95"
        ]
    );
    let logo = &rendering.events[1];
    assert_eq!(
        (logo.line, &logo.kind),
        (
            0,
            &EventKind::Image {
                width: 300,
                height: 236
            }
        )
    );
    let drawn = draw(&bytes, &epson());
    assert_eq!(
        (&drawn.lines, &drawn.events),
        (&rendering.lines, &rendering.events)
    );
    let picture = drawn.picture.unwrap();
    // The logo stands in the middle.
    let logo = picture.band(0, 236);
    let (mut left, mut right) = (u32::MAX, 0);
    logo.each_black(|x, _| (left, right) = (left.min(x), right.max(x)));
    assert!(left >= 138 && right < 438, "{left} {right}");
    let last_two: Vec<&EventKind> = rendering
        .events
        .iter()
        .rev()
        .take(2)
        .map(|event| &event.kind)
        .collect();
    assert_eq!(
        last_two,
        [
            &EventKind::Kick {
                pin: 2,
                t1: b'<',
                t2: b'x'
            },
            &EventKind::Cut {
                full: true,
                feed: 3
            }
        ]
    );
}

fn from_base64(text: &str) -> Vec<u8> {
    let value = |character: u8| match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text
        .bytes()
        .filter(|character| *character != b'=')
        .map(value)
        .collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit))
            << (6 * (4 - four.len()));
        bytes.extend(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_stumble(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400), cut in 0_usize..400) {
        let profile = epson();
        let whole = render(&bytes, &profile);
        let mut interpreter = Interpreter::new(&profile);
        let (first, second) = bytes.split_at(cut.min(bytes.len()));
        interpreter.feed(first);
        interpreter.feed(second);
        proptest::prop_assert_eq!(Rendering::join(interpreter.finish()), whole);
    }
}

mod commands;
mod limits;
mod paper;
