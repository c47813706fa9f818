use std::time::Duration;

use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::{Quantity, Unit};
use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::simulate::display::{DisplayFault, DisplayReader, SimulatedDisplay};

fn rubles(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn view(state: DisplayState) -> DisplayView {
    DisplayView::new(state, Currency::RUB, Locale::Ru)
}

fn cheese(name: &str) -> DisplayView {
    view(DisplayState::Line {
        name: name.to_owned(),
        quantity: Quantity::from_thousandths(512),
        unit: Unit::Kilogram,
        unit_price: rubles(90_000),
        sum: rubles(46_080),
    })
}

fn writer(name: &str) -> DisplayWriter {
    DisplayWriter::new(DisplayProfile::built_in(name).unwrap())
}

#[rstest]
#[case(DisplayState::Welcome { text: "Магазин «У дома»".into() }, ["  Добро пожаловать  ", "  Магазин «У дома»  "])]
#[case(DisplayState::Closed, ["   Касса закрыта    ", "                    "])]
#[case(DisplayState::Total { total: rubles(123_456_789), lines: 12 }, ["ИТОГО   1 234 567,89", "Позиций           12"])]
#[case(DisplayState::Tender { paid: rubles(10_000), missing: rubles(36_080) }, ["Получено      100,00", "ОСТАЛОСЬ      360,80"])]
#[case(DisplayState::Change { paid: rubles(100_000), change: rubles(5) }, ["Получено    1 000,00", "СДАЧА           0,05"])]
#[case(DisplayState::Change { paid: rubles(46_080), change: rubles(0) }, ["Оплачено      460,80", "Спасибо за покупку! "])]
#[case(DisplayState::Thanks { text: "У дома".into() }, ["Спасибо за покупку! ", "       У дома       "])]
fn states_are_put_into_two_lines(#[case] state: DisplayState, #[case] lines: [&str; 2]) {
    assert_eq!(writer("dm-d").lines(&view(state), Overflow::Cut), lines);
}

#[test]
fn english_words_are_english() {
    let total = DisplayState::Total {
        total: rubles(123_450),
        lines: 1,
    };
    let view = DisplayView::new(total, Currency::GBP, Locale::En);
    assert_eq!(
        writer("cd5220-latin").lines(&view, Overflow::Cut),
        ["TOTAL       1,234.50", "Items              1"]
    );
}

#[test]
fn a_long_name_is_cut_by_words_or_runs() {
    let view = cheese("Сыр Российский выдержанный 50 %");
    let dm_d = writer("dm-d");
    assert_eq!(
        dm_d.lines(&view, Overflow::Cut),
        ["Сыр Российский      ", "0,512x900,00  460,80"]
    );
    assert_eq!(
        dm_d.lines(&view, Overflow::Scroll(4))[0],
        "Российский выдержанн"
    );
    assert_eq!(
        dm_d.lines(&view, Overflow::Scroll(30))[0],
        "%   Сыр Российский в"
    );
    assert_eq!(
        dm_d.lines(&cheese("Дихлордифенилтрихлорметилметан"), Overflow::Cut)[0],
        "Дихлордифенилтрихлор"
    );
}

#[test]
fn a_price_without_room_gives_way_to_the_unit() {
    let view = view(DisplayState::Line {
        name: "Икра".to_owned(),
        quantity: Quantity::from_thousandths(1_250),
        unit: Unit::Kilogram,
        unit_price: rubles(990_000),
        sum: rubles(1_237_500),
    });
    assert_eq!(
        writer("dm-d").lines(&view, Overflow::Cut)[1],
        "1,250 кг   12 375,00"
    );
}

#[test]
fn older_settings_and_displays_behind_a_printer_are_known() {
    let plain = DisplayProfile::of_settings("escpos", false).unwrap();
    assert_eq!((plain.name.as_str(), plain.behind_printer), ("dm-d", false));
    let passed_on = DisplayProfile::of_settings("cd5220", true).unwrap();
    assert!(passed_on.behind_printer);
    for name in DisplayProfile::NAMES
        .into_iter()
        .chain(["escpos", "cd5220", "aures"])
    {
        let profile = DisplayProfile::of_settings(name, false).unwrap();
        assert!(!profile.title(Locale::Ru).is_empty());
    }
    assert!(DisplayProfile::of_settings("nokia", false).is_err());
}

#[test]
fn a_sum_is_shown_whole_or_not_at_all() {
    let line = DisplayLine::pair("ИТОГО", "10 000 000 000 000,00");
    assert_eq!(
        line.fit(20, Overflow::Cut, str::to_owned),
        "ИТ 10000000000000,00"
    );
    let narrow = DisplayLine::pair("ИТОГО", "10 000 000,00");
    assert_eq!(narrow.fit(8, Overflow::Cut, str::to_owned), "ИТОГО   ");
}

#[test]
fn a_display_without_russian_letters_gets_latin_ones() {
    let lines = writer("cd5220-latin").lines(&cheese("Щука"), Overflow::Cut);
    assert!(
        lines[0].is_ascii() && lines[0].starts_with("Shch"),
        "{lines:?}"
    );
    assert_eq!(lines[0].chars().count(), COLUMNS);
}

#[test]
fn bytes_are_those_of_the_manuals() {
    let lines = ["Сыр".to_owned(), "1".to_owned()];
    let hex = |bytes: Vec<u8>| crate::printer::hex::encode(&bytes);
    let spaces = |count: usize| "20".repeat(count);
    assert_eq!(
        hex(writer("cd5220").show(&lines)),
        format!("1b514191ebe0{}0d1b514231{}0d", spaces(17), spaces(19))
    );
    assert_eq!(
        hex(writer("dm-d-printer").show(&lines)),
        format!(
            "1b3d021f2401011b741191ebe0{}1f24010231{}1b3d01",
            spaces(17),
            spaces(19)
        )
    );
    assert_eq!(
        hex(writer("ocd-100").show(&lines)),
        format!("1f2401011b740b91ebe0{}1f24010231{}", spaces(17), spaces(19))
    );
    assert_eq!(
        hex(writer("cd5220").start(Brightness::Medium)),
        "1b400c1b66521b63521b5f001b2a03"
    );
    assert_eq!(
        hex(writer("dm-d").start(Brightness::Full)),
        "1b400c1f011f43001f5804"
    );
}

#[test]
fn a_second_window_gets_the_same_view() {
    let view = cheese("Сыр");
    let json = serde_json::to_value(&view).unwrap();
    assert_eq!(json["state"], "line");
    assert_eq!(json["sum"], 46_080);
    assert_eq!(json["upper"]["text"], "Сыр");
    assert_eq!(serde_json::from_value::<DisplayView>(json).unwrap(), view);
}

#[test]
fn bytes_for_the_printer_are_not_shown() {
    let profile = DisplayProfile::built_in("dm-d-printer").unwrap();
    let mut reader = DisplayReader::new(&profile);
    reader.feed(b"\x1b@receipt\n");
    reader.feed(&DisplayWriter::new(profile).show(&["Display".to_owned(), String::new()]));
    reader.feed(b"\x1b@more of it\n");
    assert_eq!(reader.lines()[0].trim_end(), "Display");
}

#[test]
fn a_string_mode_forbids_the_cursor_until_it_is_cleared() {
    let profile = DisplayProfile::built_in("cd5220").unwrap();
    let mut reader = DisplayReader::new(&profile);
    reader.feed(b"\x1bQAfirst\r\x1bl\x01\x02second");
    assert_eq!(reader.lines()[1].trim_end(), "");
    reader.feed(b"\x0c\x1bl\x03\x02second");
    assert_eq!(reader.lines()[1].trim_end(), "  second");
}

proptest! {
    #[test]
    fn what_is_shown_is_what_was_meant(
        name in any::<String>(),
        other in "[ -~А-яЁё№«»₽қәұ\\n\\x1b\\x0d]{0,60}",
        minor in -1_000_000_000_000_000_i64..=1_000_000_000_000_000,
        step in 0_usize..100,
        chunk in 1_usize..7,
    ) {
        let overflow = if step == 0 { Overflow::Cut } else { Overflow::Scroll(step) };
        for model in DisplayProfile::NAMES {
            let writer = writer(model);
            let mut reader = DisplayReader::new(writer.profile());
            let start = writer.start(Brightness::Full);
            start.chunks(chunk).for_each(|bytes| reader.feed(bytes));
            for text in [&name, &other] {
                let view = view(DisplayState::Line {
                    name: text.clone(),
                    quantity: Quantity::ONE,
                    unit: Unit::Piece,
                    unit_price: rubles(minor),
                    sum: rubles(minor),
                });
                let lines = writer.lines(&view, overflow);
                prop_assert!(lines.iter().all(|line| line.chars().count() == COLUMNS));
                let bytes = writer.show(&lines);
                bytes.chunks(chunk).for_each(|bytes| reader.feed(bytes));
                prop_assert_eq!(reader.lines(), lines, "{}", model);
            }
        }
    }

    #[test]
    fn a_reader_takes_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for model in DisplayProfile::NAMES {
            let mut reader = DisplayReader::new(&DisplayProfile::built_in(model).unwrap());
            reader.feed(&bytes);
            prop_assert!(reader.lines().iter().all(|line| line.chars().count() == COLUMNS));
        }
    }
}

/// Long enough for a busy machine; a test that passes does not wait so long.
const LIMIT: Duration = Duration::from_secs(10);

fn play(display: &SimulatedDisplay, model: &str) {
    let address = display.endpoint().parse().unwrap();
    let mut sink = CustomerDisplay::new(address, writer(model), Brightness::Full);
    let first = cheese("Сыр");
    let lines = writer(model).lines(&first, Overflow::Cut);
    assert_eq!(sink.show(&first, Overflow::Cut).unwrap(), Shown::Sent);
    assert_eq!(display.wait_for(&lines, LIMIT), lines);
    assert_eq!(sink.show(&first, Overflow::Cut).unwrap(), Shown::Already);

    display.set_fault(DisplayFault::Unplugged);
    assert_ne!(display.lines(), lines);
    display.set_fault(DisplayFault::None);
    let deadline = std::time::Instant::now() + LIMIT;
    while display.lines() != lines && std::time::Instant::now() < deadline {
        // The next views find the line gone, and then open it anew.
        let _ = sink.show(&first, Overflow::Cut);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(display.lines(), lines);

    display.set_fault(DisplayFault::Stalls);
    let total = view(DisplayState::Total {
        total: rubles(46_080),
        lines: 1,
    });
    let _ = sink.show(&total, Overflow::Cut);
    display.set_fault(DisplayFault::None);
    let lines = writer(model).lines(&total, Overflow::Cut);
    assert_eq!(display.wait_for(&lines, LIMIT), lines);

    display.set_fault(DisplayFault::Dark);
    sink.show(&view(DisplayState::Closed), Overflow::Cut)
        .unwrap();
    display.set_fault(DisplayFault::Slow);
    sink.refresh();
    let second = view(DisplayState::Closed);
    let lines = writer(model).lines(&second, Overflow::Cut);
    sink.show(&second, Overflow::Cut).unwrap();
    assert_eq!(display.wait_for(&lines, LIMIT), lines);
}

#[test]
fn a_display_on_the_network_comes_back() {
    let profile = DisplayProfile::built_in("cd5220").unwrap();
    play(
        &SimulatedDisplay::on_tcp(&profile, "127.0.0.1:0").unwrap(),
        "cd5220",
    );
}

#[cfg(unix)]
#[test]
fn a_display_on_a_serial_line_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let profile = DisplayProfile::built_in("dm-d").unwrap();
    let display = SimulatedDisplay::on_line(&profile, folder.path().join("display")).unwrap();
    play(&display, "dm-d");
}

#[test]
fn faults_and_models_are_found_by_name() {
    for fault in DisplayFault::all() {
        assert_eq!(DisplayFault::from_name(fault.name()), Ok(fault));
    }
    assert!(DisplayFault::from_name("on fire").is_err());
    let unknown = DisplayProfile::built_in("nokia").unwrap_err();
    assert!(unknown.to_string().contains("cd5220"));
    assert!(unknown.words(Locale::Ru).contains("дисплея «nokia»"));
}
