//! Sums, quantities and PINs typed by any keyboard while no field has the focus.

use bezmen_kit::beep;
use bezmen_kit::keyboard::{Heard, Origin};
use bezmen_kit::look;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

/// What the keys did to a number that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figures {
    /// It is another now.
    Changed,
    /// Enter: use it.
    Entered,
    /// Esc: give up.
    Left,
    /// Some other key.
    Key(String),
    /// Nothing of use.
    Nothing,
}

/// Longer bursts are barcodes, not numbers.
const LONGEST_NUMBER: usize = 7;

/// Whether what was heard is a barcode and cannot stand for a number: whatever the till's own scanner reads, and a burst of
/// keys that is too long or has more than figures. A short burst of figures may be a quick hand's.
pub fn is_barcode(heard: &Heard) -> bool {
    match &heard.reading {
        Reading::Scanned(text) => {
            let is_number =
                text.len() <= LONGEST_NUMBER && text.bytes().all(|byte| byte.is_ascii_digit());
            heard.origin == Origin::TillScanner || !is_number
        }
        Reading::Typed(_) | Reading::Pressed(_) => false,
    }
}

/// Applies what was heard to a number. The Enter at the end of a burst uses no number: it may be a scanner's, and the goods
/// have short codes too.
pub fn type_figures(value: RwSignal<String>, heard: &Heard) -> Figures {
    match &heard.reading {
        Reading::Typed(_) if heard.in_field => Figures::Nothing,
        Reading::Typed(text) => push(value, text),
        Reading::Scanned(text) if !heard.in_field && !is_barcode(heard) => push(value, text),
        Reading::Scanned(_) => {
            beep::bad();
            Figures::Nothing
        }
        Reading::Pressed(stroke) => match stroke.key.as_str() {
            "Enter" => Figures::Entered,
            "Escape" => Figures::Left,
            "Backspace" if !heard.in_field => {
                value.update(|text| {
                    text.pop();
                });
                Figures::Changed
            }
            other => Figures::Key(other.to_owned()),
        },
    }
}

fn push(value: RwSignal<String>, text: &str) -> Figures {
    let mark = look::locale().decimal_mark();
    value.update(|typed| {
        for character in text.chars() {
            match character {
                '0'..='9' => typed.push(character),
                '.' | ',' if !typed.contains(mark) => typed.push_str(mark),
                _ => {}
            }
        }
    });
    Figures::Changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str, origin: Origin) -> Heard {
        Heard {
            reading: Reading::Scanned(text.to_owned()),
            in_field: false,
            at_ms: 0,
            facts: None,
            origin,
        }
    }

    fn keys() -> Origin {
        Origin::Keys {
            torn_off: String::new(),
        }
    }

    #[test]
    fn only_a_short_burst_of_figures_from_the_keyboard_may_be_a_number() {
        for (text, origin, is_it) in [
            ("1042", keys(), false),
            ("1042", Origin::TillScanner, true),
            ("46006820", keys(), true),
            ("A104", keys(), true),
            ("10.5", keys(), true),
        ] {
            let heard = scanned(text, origin);
            assert_eq!(is_barcode(&heard), is_it, "{heard:?}");
        }
    }

    #[test]
    fn a_burst_of_figures_is_written_down_and_not_entered() {
        Owner::new().with(|| {
            let value = RwSignal::new("1".to_owned());
            let figures = type_figures(value, &scanned("042", keys()));
            assert_eq!(figures, Figures::Changed);
            assert_eq!(value.get_untracked(), "1042");
        });
    }
}
