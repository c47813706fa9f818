use bezmen_domain::locale::Locale;
use bezmen_domain::receipt::{Align as RowAlign, ReceiptKind, mark_copy};
use proptest::prelude::*;

use super::*;
use crate::printer::interpret::{self, EventKind, Rendering};
use crate::printer::profile::DeviceKind;

/// The profiles that print Russian as text.
fn profiles() -> Vec<PrinterProfile> {
    PrinterProfile::all()
        .filter(|profile| profile.writes_cyrillic())
        .cloned()
        .collect()
}

/// One of each way of printing that there is.
fn various() -> Vec<PrinterProfile> {
    [
        "epson",
        "pos58",
        "xprinter",
        "star-line",
        "wincor",
        "TH230",
        "T-1",
        "TM-U220",
        "ZJ-5870",
        "AF-240",
        "OCD-300",
        "simple",
    ]
    .map(|name| PrinterProfile::built_in(name).unwrap())
    .to_vec()
}

fn document() -> ReceiptDocument {
    let rows = vec![
        Row::Text {
            text: "Магазин «Берёзка»".to_owned(),
            align: RowAlign::Center,
            style: Style::Bold,
        },
        Row::Rule,
        Row::Item {
            name: "Молоко 3,2% «Простоквашино» 930 мл".to_owned(),
            details: "2 × 89,90".to_owned(),
            sum: "179,80".to_owned(),
        },
        Row::Blank,
        Row::Pair {
            left: "ИТОГО".to_owned(),
            right: "1\u{2009}234,50 ₽".to_owned(),
            style: Style::Large,
        },
        Row::Qr {
            data: "BZ:A1-1:0190f3c2".to_owned(),
        },
        Row::Cut,
    ];
    ReceiptDocument {
        kind: ReceiptKind::Sale,
        locale: Locale::Ru,
        rows,
    }
}

#[test]
fn a_receipt_reads_on_paper_as_it_was_meant() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let rendering = interpret::render(&receipt(&document(), &profile), &profile);
    let rows = rendering.rows();
    assert_eq!(rows[0].trim(), "Магазин «Берёзка»");
    assert_eq!(rows[1], "-".repeat(48));
    assert_eq!(rows[2], "Молоко 3,2% «Простоквашино» 930 мл");
    assert!(
        rows[3].starts_with("2 × 89,90") && rows[3].ends_with("179,80"),
        "{}",
        rows[3]
    );
    assert_eq!(rows[3].chars().count(), 48);
    assert_eq!(rows[4], "");
    assert!(
        rows[5].starts_with("ИТОГО") && rows[5].ends_with("1 234,50 руб."),
        "{}",
        rows[5]
    );
    assert_eq!(
        rows[5].chars().count(),
        24,
        "large letters take two columns"
    );
    let total = rendering.lines[5].spans[0].style;
    assert_eq!((total.width, total.height), (2, 2));
    assert!(rendering.lines[0].spans[0].style.bold);
    assert_eq!(rendering.qr_codes(), ["BZ:A1-1:0190f3c2"]);
    assert!(matches!(
        rendering.events.last().unwrap().kind,
        EventKind::Cut {
            full: false,
            feed: 0
        }
    ));
}

#[test]
fn every_profile_prints_it_without_an_unknown_byte_or_a_question_mark() {
    for profile in profiles() {
        let rendering = interpret::render(&receipt(&mark_copy(document()), &profile), &profile);
        let text = rendering.text();
        assert!(
            !text.contains(['?', '\u{fffd}', '〓']),
            "{}: {text}",
            profile.name
        );
        assert!(text.contains("*** КОПИЯ ***"), "{}: {text}", profile.name);
        assert!(
            rendering
                .lines
                .iter()
                .all(|line| line.text.chars().count() <= usize::from(profile.columns.font_a)),
            "{}",
            profile.name
        );
        assert!(
            !rendering.events.iter().any(|event| matches!(
                event.kind,
                EventKind::Unknown { .. }
                    | EventKind::Truncated { .. }
                    | EventKind::UnknownCodeTable { .. }
            )),
            "{}",
            profile.name
        );
        let drawn = rendering
            .events
            .iter()
            .filter(|event| matches!(event.kind, EventKind::Image { .. }))
            .count();
        if profile.draws_qr {
            assert_eq!(
                rendering.qr_codes(),
                ["BZ:A1-1:0190f3c2"],
                "{}",
                profile.name
            );
        } else if profile.draws_pictures() {
            assert!(drawn > 0, "{}: the code is drawn", profile.name);
        } else {
            assert!(
                text.replace('\n', "").contains("BZ:A1-1:0190f3c2"),
                "{}: the code's content is printed instead: {text}",
                profile.name
            );
        }
    }
}

#[test]
fn a_job_starts_the_printer_anew_and_leaves_the_chinese_mode() {
    for profile in PrinterProfile::all().filter(|profile| profile.kind == DeviceKind::Printer) {
        assert_eq!(
            receipt(&document(), profile)[..4],
            [0x1b, 0x40, 0x1c, 0x2e],
            "{}",
            profile.name
        );
    }
}

#[test]
fn cut_drawer_and_code_have_the_bytes_of_the_manual() {
    let profile = PrinterProfile::built_in("epson").unwrap();
    let bytes = receipt(&document(), &profile);
    assert!(bytes.ends_with(&[0x1d, 0x56, 0x42, 0]));
    assert_eq!(drawer_kick(&profile), [0x1b, 0x70, 0x00, 0x19, 0xfa]);
    let model_two = [0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0];
    let print = [0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30];
    for part in [model_two.as_slice(), print.as_slice()] {
        assert!(bytes.windows(part.len()).any(|window| window == part));
    }
}

#[test]
fn a_bar_code_is_code_128_or_ean_13_or_else_text() {
    let mut profile = PrinterProfile::built_in("mpt").unwrap();
    profile.wakes_in_kanji_mode = false;
    let page = |data: &str| {
        let rows = vec![Row::Barcode {
            data: data.to_owned(),
        }];
        let document = ReceiptDocument {
            kind: ReceiptKind::Test,
            locale: Locale::En,
            rows,
        };
        interpret::render(&receipt(&document, &profile), &profile)
    };
    let barcode = |rendering: &Rendering| {
        rendering.events.iter().find_map(|event| {
            if let EventKind::Barcode {
                symbology, data, ..
            } = &event.kind
            {
                Some((*symbology, data.clone()))
            } else {
                None
            }
        })
    };
    assert_eq!(
        barcode(&page("4600682000174")),
        Some(("ean13", "4600682000174".to_owned()))
    );
    assert_eq!(
        barcode(&page("A1-{7}")),
        Some(("code128", "{BA1-{{7}".to_owned()))
    );
    let too_wide = page("A receipt number far too long for the paper");
    assert_eq!(barcode(&too_wide), None);
    assert!(
        too_wide
            .text()
            .replace('\n', "")
            .contains("far too long for the paper")
    );
}

#[test]
fn a_product_name_is_never_a_command() {
    let profile = PrinterProfile::virtual_printer();
    let rows = vec![Row::Text {
        text: "Сыр\u{1b}p\u{0}\u{19}\u{fa} \u{1d}V\u{0}".to_owned(),
        align: RowAlign::Left,
        style: Style::Normal,
    }];
    let rendering = interpret::render(
        &receipt(
            &ReceiptDocument {
                kind: ReceiptKind::Sale,
                locale: Locale::Ru,
                rows,
            },
            &profile,
        ),
        &profile,
    );
    assert_eq!(rendering.kicks(), 0);
    assert!(
        !rendering
            .events
            .iter()
            .any(|event| matches!(event.kind, EventKind::Cut { .. }))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn cyrillic_and_ascii_come_back_from_every_printer(text in "[А-Яа-яЁё -~]{1,32}", cuts in proptest::collection::vec(1_usize..9, 0..20)) {
        for profile in profiles() {
            let bytes = self::text(&text, &profile);
            let mut interpreter = interpret::Interpreter::new(&profile);
            let mut rest = bytes.as_slice();
            for cut in &cuts {
                let (piece, later) = rest.split_at((*cut).min(rest.len()));
                interpreter.feed(piece);
                rest = later;
            }
            interpreter.feed(rest);
            let rendering = Rendering::join(interpreter.finish());
            let read: String = rendering.lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(&read, &text, "{}", profile.name);
        }
    }

    #[test]
    fn any_text_at_all_is_printed_within_the_paper(text in "\\PC{0,120}") {
        for profile in various() {
            let rows = vec![
                Row::Text { text: text.clone(), align: RowAlign::Right, style: Style::Large },
                Row::Item { name: text.clone(), details: text.clone(), sum: text.clone() },
            ];
            let document = ReceiptDocument { kind: ReceiptKind::Sale, locale: Locale::Ru, rows };
            let rendering = interpret::render(&receipt(&document, &profile), &profile);
            let columns = usize::from(profile.columns.font_a);
            for line in &rendering.lines {
                let cells: usize = line.spans.iter().map(|span| (span.end - span.start) * usize::from(span.style.width)).sum();
                prop_assert!(cells <= columns);
            }
            for event in &rendering.events {
                match event.kind {
                    EventKind::Init => {}
                    EventKind::Image { width, .. } => prop_assert!(width <= u32::from(profile.width_dots) + 7),
                    _ => prop_assert!(false, "{}: {:?}", profile.name, event),
                }
            }
        }
    }

    #[test]
    fn what_is_printable_comes_back_as_it_is(text in "[ -~А-Яа-яЁёІіЇїЄєҐґЎўҚқӘәҢңӨөҰұҮүҺһéüßñłż«»—–…№₽₸€£½×°•ⅰﬁ①ế]{1,32}") {
        for profile in profiles() {
            let line = codepage::printable_on(&text, &profile);
            if codepage::needs_picture(&line, &profile.slots) {
                continue;
            }
            let columns = usize::from(profile.columns.font_a);
            let line: String = line.chars().take(columns).collect();
            let rendering = interpret::render(&self::text(&line, &profile), &profile);
            prop_assert_eq!(rendering.lines.len(), 1, "{}", profile.name);
            prop_assert_eq!(&rendering.lines[0].text, &line, "{}", profile.name);
        }
    }

    #[test]
    fn no_control_byte_of_a_text_reaches_the_printer(text in "[\\x00-\\x1f\\x7f-\\u{9f}А-я]{0,60}") {
        for profile in PrinterProfile::all() {
            let mut out = Vec::new();
            codepage::TextEncoder::new(&profile.slots).encode(&text, &mut out);
            let mut rest = out.as_slice();
            while let Some((first, after)) = rest.split_first() {
                rest = match after {
                    [0x74, number, later @ ..] if *first == 0x1b && profile.page_of(*number).is_some() => later,
                    _ => {
                        prop_assert!(*first >= 0x20 && *first != 0x7f, "{first:02x}");
                        after
                    }
                };
            }
        }
    }

    #[test]
    fn words_of_russians_neighbours_are_not_lost(text in "[ა-ჰԱ-Ֆա-ֆΑ-ΡΣ-Ωα-ωҐґӘәҢң ]{1,20}") {
        for profile in various().iter().filter(|profile| profile.draws_pictures()) {
            let line = codepage::printable_on(&text, profile);
            prop_assert!(!line.contains('?'), "{}: {line}", profile.name);
        }
    }
}

#[test]
fn cyrillic_without_a_table_is_drawn_in_the_same_columns() {
    for name in ["T-1", "TM-U220", "metapace"] {
        let profile = PrinterProfile::built_in(name).unwrap();
        let bytes = text("Хлеб\nBread\n", &profile);
        let rendering = interpret::render(&bytes, &profile);
        assert!(rendering.rows().contains(&"Bread".to_owned()), "{name}");
        let cell = profile.cell();
        let pictures: Vec<(u32, u32)> = rendering
            .events
            .iter()
            .filter_map(|event| match event.kind {
                EventKind::Image { width, height } => Some((width, height)),
                _ => None,
            })
            .collect();
        let width = 4 * u32::from(cell.width);
        if name == "TM-U220" {
            assert!(
                bytes.windows(5).any(|part| part == [0x1b, 0x2a, 1, 36, 0]),
                "{bytes:02x?}"
            );
        } else {
            assert_eq!(pictures, [(width.div_ceil(8) * 8, 30)], "{name}");
        }
    }
}
