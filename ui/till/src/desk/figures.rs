//! Sums, quantities and PINs typed by any keyboard while no field has the focus.

use bezmen_kit::beep;
use bezmen_kit::keyboard::Heard;
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

/// Applies what was heard to a number. A burst short enough is a quick hand (or a keyboard of figures), not a scanner.
pub fn type_figures(value: RwSignal<String>, heard: &Heard) -> Figures {
    match &heard.reading {
        Reading::Typed(_) if heard.in_field => Figures::Nothing,
        Reading::Typed(text) => push(value, text),
        Reading::Scanned(text) if text.len() <= LONGEST_NUMBER => {
            if !heard.in_field {
                push(value, text);
            }
            Figures::Entered
        }
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
