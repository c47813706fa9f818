//! Layouts of the keyboard, which change nothing of a scan.

use super::{digit, enter, feed, stroke};
use crate::scanner::{LayoutSeen, Reading, Scanner};

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
