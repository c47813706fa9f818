//! The keys of the selling screen.

use bezmen_domain::quantity::Quantity;
use bezmen_kit::beep;
use bezmen_kit::focus::{self, focus, focused_field};
use bezmen_kit::keyboard::Heard;
use bezmen_kit::notice::Tone;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

use super::exact_cash::pay_exact_cash;
use crate::desk::{Desk, Overlay, Screen, select_next, select_previous};
use crate::words::{Selling, t};

/// The field that letters go to.
pub const SEARCH_FIELD: &str = "search";

/// More figures than this are typed by a cat.
const MOST_TYPED: usize = 20;

/// Hears a key, a text or a scan, and answers whether it was of use.
pub fn hear_selling(desk: Desk, heard: Heard) -> bool {
    match heard.reading {
        Reading::Scanned(ref text) => {
            desk.scan(heard.whole(text), heard.at_ms);
            true
        }
        Reading::Typed(text) if !heard.in_field => {
            text.chars()
                .for_each(|character| type_character(desk, character));
            true
        }
        Reading::Typed(_) => false,
        Reading::Pressed(stroke) if heard.in_field => press_anywhere(desk, &stroke.key),
        // The letters before it have just brought the focus there: it means them, and the field does not hear it.
        Reading::Pressed(stroke) if is_in_search() => {
            press_anywhere(desk, &stroke.key) || press_in_search(desk, &stroke.key)
        }
        Reading::Pressed(stroke) => {
            press_anywhere(desk, &stroke.key) || press_on_ticket(desk, &stroke.key, heard.at_ms)
        }
    }
}

fn type_character(desk: Desk, character: char) {
    // What was typed before the field had the focus belongs to the letters there.
    if is_in_search() {
        desk.search.update(|search| search.push(character));
        return;
    }
    match character {
        '0'..='9' | ',' | '.' => desk.typed.update(|typed| {
            if typed.len() < MOST_TYPED {
                typed.push(character);
            }
        }),
        '*' | '×' => take_times(desk),
        '+' => desk.one_more(),
        '-' | '−' => desk.one_less(),
        ' ' => {}
        letter => {
            desk.search.update(|search| search.push(letter));
            focus(SEARCH_FIELD);
        }
    }
}

fn is_in_search() -> bool {
    focused_field().is_some_and(|field| field.name() == SEARCH_FIELD)
}

/// Enter has nothing to take yet, and must not begin the payment.
fn press_in_search(desk: Desk, key: &str) -> bool {
    if key == "Backspace" {
        desk.search.update(|search| {
            search.pop();
        });
    }
    true
}

/// Takes the typed figures as the quantity of the next item.
fn take_times(desk: Desk) {
    let typed = desk.typed.get_untracked();
    match Quantity::parse(&typed) {
        Ok(quantity) if quantity.is_positive() => {
            desk.times.set(Some(quantity));
            desk.typed.set(String::new());
        }
        Ok(_) | Err(_) => beep::bad(),
    }
}

/// Keys that mean the same whatever has the focus.
fn press_anywhere(desk: Desk, key: &str) -> bool {
    match key {
        "F1" => open(desk, Overlay::Menu),
        "F2" => focus(SEARCH_FIELD),
        "F3" => open(desk, Overlay::Customer),
        "F4" => open(desk, Overlay::Discount),
        "F5" => open(desk, Overlay::Hold),
        "F6" => open(desk, Overlay::Recall),
        "F7" => desk.go(Screen::Receipts),
        "F8" => open(desk, Overlay::Weigh(None)),
        "F9" => pay_exact_cash(desk),
        "F10" => start_payment(desk),
        "F11" => open(desk, Overlay::Drawer),
        "F12" => desk.lock(),
        "Escape" => leave(desk),
        _ => return false,
    }
    true
}

/// Keys that mean the ticket while no field has the focus.
fn press_on_ticket(desk: Desk, key: &str, at_ms: u64) -> bool {
    match key {
        "ArrowDown" => select_next(desk),
        "ArrowUp" => select_previous(desk),
        "Delete" => desk.remove_selected(),
        "Backspace" => desk.typed.update(|typed| {
            typed.pop();
        }),
        "Enter" => match desk.typed.get_untracked() {
            typed if typed.is_empty() => start_payment(desk),
            typed => {
                desk.typed.set(String::new());
                desk.scan(typed, at_ms);
            }
        },
        _ => return false,
    }
    true
}

fn open(desk: Desk, overlay: Overlay) {
    focus::release_focus();
    desk.overlay.set(Some(overlay));
}

/// Goes to the payment, unless there is nothing to pay.
pub fn start_payment(desk: Desk) {
    focus::release_focus();
    if untrack(move || desk.is_empty()) {
        beep::bad();
        desk.say(Tone::Attention, t(Selling::NothingToPay));
    } else {
        desk.go(Screen::Pay);
    }
}

/// Steps back from whatever was begun: the unknown barcode, the figures, the search.
fn leave(desk: Desk) {
    desk.unknown.set(None);
    desk.typed.set(String::new());
    desk.times.set(None);
    desk.search.set(String::new());
    desk.said.set(None);
    focus::release_focus();
}
