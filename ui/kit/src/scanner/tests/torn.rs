//! Bursts that a busy machine tears apart.

use super::{digit, enter, feed, stroke};
use crate::scanner::{Reading, Scanner, Stroke};

fn digits(text: &str) -> Vec<Stroke> {
    text.chars().map(digit).collect()
}

fn scan_of(text: &str) -> Vec<Stroke> {
    let mut keys = digits(text);
    keys.push(enter());
    keys
}

/// Presses keys 4 ms apart, without a flush after them.
fn press(scanner: &mut Scanner, from_ms: u64, keys: Vec<Stroke>) {
    for (at_ms, key) in (from_ms..).step_by(4).zip(keys) {
        scanner.press(key, at_ms);
    }
}

#[test]
fn the_beginning_that_was_torn_off_is_known() {
    let mut scanner = Scanner::default();
    press(&mut scanner, 1_000, digits("46006"));
    press(&mut scanner, 1_080, digits("82"));
    let readings = feed(&mut scanner, 1_300, 4, scan_of("000174"));
    assert!(readings.contains(&Reading::Scanned("000174".into())));
    assert_eq!(scanner.torn_off(), "4600682");

    feed(&mut scanner, 3_000, 4, scan_of("4600682000174"));
    assert_eq!(scanner.torn_off(), "", "the next scan is whole");
}

#[test]
fn what_a_person_typed_before_is_no_beginning() {
    let mut scanner = Scanner::default();
    press(&mut scanner, 1_000, digits("3"));
    feed(&mut scanner, 1_400, 4, scan_of("4600682000174"));
    assert_eq!(scanner.torn_off(), "", "a hand was in between");

    press(&mut scanner, 5_000, digits("3"));
    press(&mut scanner, 5_700, digits("460"));
    feed(&mut scanner, 5_800, 4, scan_of("0682000174"));
    assert_eq!(scanner.torn_off(), "460", "the count came long before");
}

#[test]
fn a_count_and_a_key_are_no_beginning() {
    for between in [
        stroke("Digit8", "*", true),
        stroke("Escape", "Escape", false),
    ] {
        let mut scanner = Scanner::default();
        press(&mut scanner, 1_000, digits("3"));
        scanner.press(between.clone(), 1_100);
        feed(&mut scanner, 1_200, 4, scan_of("4600682000174"));
        assert_eq!(scanner.torn_off(), "", "{between:?}");
    }
}

#[test]
fn figures_that_a_hand_types_one_by_one_are_no_beginning() {
    let mut scanner = Scanner::default();
    for (at_ms, key) in (1_000..).step_by(120).zip(digits("1000")) {
        scanner.press(key, at_ms);
    }
    feed(&mut scanner, 1_500, 4, scan_of("4600682000174"));
    assert_eq!(scanner.torn_off(), "");
}
