use super::{GsKey, LayoutSeen, MAX_GAP_MS, Reading, Scanner, Stroke};

fn stroke(code: &str, key: &str, shift: bool) -> Stroke {
    Stroke {
        code: code.into(),
        key: key.into(),
        shift,
        command: false,
        control: false,
        alt: false,
    }
}

fn digit(figure: char) -> Stroke {
    stroke(&format!("Digit{figure}"), &figure.to_string(), false)
}

fn enter() -> Stroke {
    stroke("Enter", "Enter", false)
}

/// Feeds keys at a steady pace and collects what comes out, the flush included.
fn feed(scanner: &mut Scanner, from_ms: u64, gap_ms: u64, strokes: Vec<Stroke>) -> Vec<Reading> {
    let mut at_ms = from_ms;
    let mut readings = Vec::new();
    for stroke in strokes {
        readings.extend(scanner.press(stroke, at_ms));
        at_ms += gap_ms;
    }
    readings.extend(scanner.flush(at_ms + 200));
    readings
}

#[test]
fn a_burst_that_ends_with_enter_is_a_scan() {
    let mut keys: Vec<Stroke> = "4600682000174".chars().map(digit).collect();
    keys.push(enter());
    assert_eq!(
        feed(&mut Scanner::default(), 0, 50, keys),
        [Reading::Scanned("4600682000174".into())]
    );
}

#[test]
fn a_second_end_key_of_a_scanner_means_nothing_and_a_persons_means_enter() {
    let mut keys: Vec<Stroke> = "4600682000174".chars().map(digit).collect();
    keys.extend([enter(), enter()]);
    let mut scanner = Scanner::default();
    assert_eq!(
        feed(&mut scanner, 0, 20, keys),
        [Reading::Scanned("4600682000174".into())]
    );
    assert_eq!(scanner.press(enter(), 1_000), [Reading::Pressed(enter())]);
}

#[test]
fn a_tab_ends_a_scan_too() {
    let keys = vec![
        digit('1'),
        digit('2'),
        digit('3'),
        stroke("Tab", "Tab", false),
    ];
    assert_eq!(
        feed(&mut Scanner::default(), 0, 5, keys),
        [Reading::Scanned("123".into())]
    );
}

#[test]
fn a_russian_layout_does_not_change_a_scan() {
    let keys = vec![
        stroke("ShiftLeft", "Shift", true),
        stroke("KeyB", "И", true),
        stroke("KeyZ", "Я", true),
        stroke("Semicolon", "Ж", true),
        stroke("KeyA", "ф", false),
        stroke("Digit1", "1", false),
        stroke("Minus", "-", false),
        stroke("Slash", ".", false),
        enter(),
    ];
    assert_eq!(
        feed(&mut Scanner::default(), 0, 3, keys),
        [Reading::Scanned("BZ:a1-/".into())]
    );
}

#[test]
fn what_a_person_types_comes_out_as_typed() {
    let keys = vec![
        stroke("KeyV", "м", false),
        stroke("KeyJ", "о", false),
        stroke("KeyK", "л", false),
        enter(),
    ];
    let readings = feed(&mut Scanner::default(), 0, 51, keys);
    assert_eq!(
        readings,
        [
            Reading::Typed("м".into()),
            Reading::Typed("о".into()),
            Reading::Typed("л".into()),
            Reading::Pressed(enter()),
        ]
    );
}

#[test]
fn two_quick_figures_and_enter_are_a_person() {
    let readings = feed(
        &mut Scanner::default(),
        0,
        10,
        vec![digit('1'), digit('2'), enter()],
    );
    assert_eq!(
        readings,
        [Reading::Typed("12".into()), Reading::Pressed(enter())]
    );
}

#[test]
fn a_quantity_typed_before_a_scan_stays_apart_from_it() {
    let mut scanner = Scanner::default();
    let mut readings = Vec::new();
    readings.extend(scanner.press(digit('3'), 0));
    readings.extend(scanner.press(stroke("Digit8", "*", true), 300));
    let mut keys: Vec<Stroke> = "46006820".chars().map(digit).collect();
    keys.push(enter());
    readings.extend(feed(&mut scanner, 900, 4, keys));
    assert_eq!(
        readings,
        [
            Reading::Typed("3".into()),
            Reading::Typed("*".into()),
            Reading::Scanned("46006820".into())
        ]
    );
}

#[test]
fn a_scanner_without_an_end_key_is_believed_when_long() {
    let keys: Vec<Stroke> = "46006820".chars().map(digit).collect();
    assert_eq!(
        feed(&mut Scanner::default(), 0, 10, keys),
        [Reading::Scanned("46006820".into())]
    );
    let keys: Vec<Stroke> = "4600682".chars().map(digit).collect();
    assert_eq!(
        feed(&mut Scanner::default(), 0, 10, keys),
        [Reading::Typed("4600682".into())]
    );
    // A scanner that stumbles in the middle has not come to its end.
    let mut scanner = Scanner::default();
    let mut readings: Vec<Reading> = "46006820"
        .chars()
        .zip(0..)
        .flat_map(|(figure, index)| scanner.press(digit(figure), index * 10))
        .collect();
    readings.extend(scanner.press(digit('0'), 160));
    assert_eq!(readings, [Reading::Typed("46006820".into())]);
}

#[test]
fn the_late_end_key_of_a_scan_does_nothing() {
    let mut scanner = Scanner::default();
    for (figure, at_ms) in "46006820".chars().zip(0..) {
        assert!(scanner.press(digit(figure), at_ms).is_empty());
    }
    assert_eq!(scanner.flush(120), [Reading::Scanned("46006820".into())]);
    assert!(scanner.press(enter(), 150).is_empty());
    assert_eq!(scanner.press(enter(), 400), [Reading::Pressed(enter())]);
}

#[test]
fn nothing_is_given_out_before_its_time() {
    let mut scanner = Scanner::default();
    assert!(scanner.press(digit('7'), 1_000).is_empty());
    assert!(scanner.is_holding());
    assert_eq!(scanner.flush(1_099), []);
    assert_eq!(scanner.flush(1_100), [Reading::Typed("7".into())]);
    assert!(!scanner.is_holding());
}

#[test]
fn a_function_key_gives_out_what_is_held_first() {
    let mut scanner = Scanner::default();
    scanner.press(digit('7'), 0);
    let f4 = stroke("F4", "F4", false);
    assert_eq!(
        scanner.press(f4.clone(), 20),
        [Reading::Typed("7".into()), Reading::Pressed(f4)]
    );
}

#[test]
fn commands_of_the_system_are_no_characters() {
    let copy = Stroke {
        code: "KeyC".into(),
        key: "c".into(),
        shift: false,
        command: true,
        control: true,
        alt: false,
    };
    assert_eq!(
        Scanner::default().press(copy.clone(), 0),
        [Reading::Pressed(copy)]
    );
}

fn alt_number(number: &str) -> Vec<Stroke> {
    let mut keys = vec![Stroke {
        command: true,
        alt: true,
        ..stroke("AltLeft", "Alt", false)
    }];
    keys.extend(number.chars().map(|figure| Stroke {
        command: true,
        alt: true,
        ..stroke(&format!("Numpad{figure}"), &figure.to_string(), false)
    }));
    keys
}

/// Every way to say GS, with the key that it is told by afterwards.
fn all_gs() -> [(GsKey, Vec<Stroke>); 5] {
    let bracket = Stroke {
        command: true,
        control: true,
        ..stroke("BracketRight", "ъ", false)
    };
    [
        (GsKey::ControlBracket, vec![bracket]),
        (GsKey::F8, vec![stroke("F8", "F8", false)]),
        (GsKey::AltNumber, alt_number("0029")),
        (GsKey::AltNumber, alt_number("029")),
        (GsKey::Itself, vec![stroke("", "\u{1d}", false)]),
    ]
}

#[test]
fn every_key_for_gs_is_kept_as_gs_at_every_place_and_pace() {
    for (key, gs) in all_gs() {
        for gap_ms in [1, 4, 10] {
            for place in 0..=6 {
                let mut keys: Vec<Stroke> = "010460".chars().map(digit).collect();
                keys.splice(place..place, gs.clone());
                keys.push(enter());
                let mut expected = "010460".to_owned();
                expected.insert(place, '\u{1d}');
                let mut scanner = Scanner::default();
                assert_eq!(
                    feed(&mut scanner, 0, gap_ms, keys),
                    [Reading::Scanned(expected)],
                    "{key:?} at {place}, {gap_ms} ms"
                );
                assert_eq!(scanner.facts().and_then(|facts| facts.gs), Some(key));
            }
        }
    }
}

#[test]
fn a_persons_f8_comes_out_as_f8() {
    let f8 = stroke("F8", "F8", false);
    let mut scanner = Scanner::default();
    assert_eq!(scanner.press(f8.clone(), 1_000), []);
    assert!(scanner.is_holding());
    assert_eq!(scanner.flush(1_100), [Reading::Pressed(f8.clone())]);
    // A figure a little later is none of a burst; the order stays.
    let mut readings = scanner.press(f8.clone(), 2_000);
    readings.extend(scanner.press(digit('7'), 2_080));
    readings.extend(scanner.flush(2_200));
    assert_eq!(readings, [Reading::Pressed(f8), Reading::Typed("7".into())]);
}

#[test]
fn a_scanner_in_alt_mode_sends_every_character_by_its_number() {
    let mut keys: Vec<Stroke> = ["0048", "0049", "0029", "0033", "0097"]
        .iter()
        .flat_map(|number| alt_number(number))
        .collect();
    keys.push(enter());
    assert_eq!(
        feed(&mut Scanner::default(), 0, 4, keys),
        [Reading::Scanned("01\u{1d}!a".into())]
    );
}

#[test]
fn the_layout_of_the_system_is_told() {
    let russian = [
        stroke("KeyA", "ф", false),
        stroke("KeyB", "и", false),
        digit('1'),
    ];
    let caps = [
        stroke("KeyA", "a", true),
        stroke("KeyB", "b", true),
        digit('1'),
    ];
    let latin = [
        stroke("KeyA", "A", true),
        stroke("Minus", "-", false),
        digit('1'),
    ];
    for (keys, text, layout) in [
        (russian, "ab1", LayoutSeen::Other),
        (caps, "AB1", LayoutSeen::CapsLock),
        (latin, "A-1", LayoutSeen::Latin),
    ] {
        let mut keys = keys.to_vec();
        keys.push(enter());
        let mut scanner = Scanner::default();
        assert_eq!(
            feed(&mut scanner, 0, 10, keys),
            [Reading::Scanned(text.into())]
        );
        let facts = scanner.facts().expect("there was a scan");
        assert_eq!(facts.layout, layout, "{text}");
        assert_eq!(facts.characters, 3);
        assert_eq!(facts.took_ms, 20);
        assert_eq!(facts.per_second(), Some(100));
    }
}

/// Every character that a US keyboard has, through the standard Russian layout.
#[test]
fn every_printable_character_survives_the_russian_layout() {
    const ROWS: [(&str, &str); 4] = [
        (
            "Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal",
            "1234567890-= !\"№;%:?*()_+",
        ),
        (
            "KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight",
            "йцукенгшщзхъ ЙЦУКЕНГШЩЗХЪ",
        ),
        (
            "KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backslash",
            "фывапролджэ\\ ФЫВАПРОЛДЖЭ/",
        ),
        (
            "KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash Backquote Space",
            "ячсмитьбю.ё  ЯЧСМИТЬБЮ,Ё ",
        ),
    ];
    const US: [&str; 4] = [
        "1234567890-=!@#$%^&*()_+",
        "qwertyuiop[]QWERTYUIOP{}",
        "asdfghjkl;'\\ASDFGHJKL:\"|",
        "zxcvbnm,./` ZXCVBNM<>?~ ",
    ];
    for ((codes, written), us) in ROWS.into_iter().zip(US) {
        let codes: Vec<&str> = codes.split(' ').collect();
        let written: Vec<char> = written.chars().collect();
        let mut keys = Vec::new();
        for (shift, row) in [(false, 0), (true, codes.len() + 1)] {
            for (place, code) in codes.iter().enumerate() {
                keys.push(stroke(code, &written[row + place].to_string(), shift));
            }
        }
        keys.push(enter());
        assert_eq!(
            feed(&mut Scanner::default(), 0, 2, keys),
            [Reading::Scanned(us.into())]
        );
    }
}

/// Whatever a person types at a person's pace comes out as it was typed, in order, and nothing is ever a scan.
#[test]
fn no_person_is_ever_a_scanner() {
    let keys: Vec<Stroke> = all_gs()
        .into_iter()
        .flat_map(|(_, keys)| keys)
        .filter(|stroke| stroke.key != "Alt")
        .chain("4600682000174".chars().map(digit))
        .chain([enter(), stroke("KeyB", "и", false)])
        .collect();
    for gap_ms in [MAX_GAP_MS + 1, 80, 99, 100, 101, 150] {
        for from in 0..keys.len() {
            let typed: Vec<Stroke> = keys[from..].iter().chain(&keys[..from]).cloned().collect();
            let readings = feed(&mut Scanner::default(), 1_000, gap_ms, typed.clone());
            let is_scan = |reading: &Reading| matches!(reading, Reading::Scanned(_));
            assert!(!readings.iter().any(is_scan), "{gap_ms}: {readings:?}");
            let written: String = readings
                .iter()
                .map(|reading| match reading {
                    Reading::Typed(text) | Reading::Scanned(text) => text.clone(),
                    Reading::Pressed(stroke) => stroke.key.clone(),
                })
                .collect();
            let expected: String = typed.iter().map(|stroke| stroke.key.as_str()).collect();
            assert_eq!(written, expected, "{gap_ms}");
        }
    }
}

/// The same code again at once is a second piece.
#[test]
fn the_same_code_twice_is_two_scans() {
    let mut keys: Vec<Stroke> = "46006820".chars().map(digit).collect();
    keys.push(enter());
    let mut scanner = Scanner::default();
    let mut readings = feed(&mut scanner, 0, 4, keys.clone());
    readings.extend(feed(&mut scanner, 150, 4, keys));
    assert_eq!(
        readings,
        [
            Reading::Scanned("46006820".into()),
            Reading::Scanned("46006820".into())
        ]
    );
}
