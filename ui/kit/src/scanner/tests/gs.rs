//! The separator GS, for which keyboards have no key.

use super::{digit, enter, feed, stroke};
use crate::scanner::{GsKey, MAX_GAP_MS, Reading, Scanner, Stroke};

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
