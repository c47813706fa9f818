mod gs;
mod layouts;
mod torn;

use super::{Reading, Scanner, Stroke};

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
