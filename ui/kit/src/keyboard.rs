//! From keyboard events of the page to readings of the [`scanner`](crate::scanner).

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, EventInit, HtmlElement, HtmlInputElement};

use crate::scanner::{FLUSH_MS, Reading, Scanner, Stroke};

/// What the page hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What it was.
    pub reading: Reading,
    /// Whether a field has the focus: what was typed stands there already.
    pub in_field: bool,
    /// When the last key went down, on the clock of `performance.now()`.
    pub at_ms: u64,
}

struct Ear {
    scanner: Scanner,
    /// The field that has the focus, and what it held before the burst began.
    before: Option<(HtmlInputElement, String)>,
}

/// Listens to the whole page for as long as it is open, ahead of everything on it. `hear` answers whether it used the
/// reading; what it used does nothing else.
///
/// Enter and Space on a button that was reached by Tab press that button, as everywhere.
/// Characters typed into a field reach it at once; when they turn out to be a scan, the field gets back what it held.
/// A field marked `data-scan-raw` keeps scans as if they were typed.
pub fn listen(hear: impl Fn(Heard) -> bool + 'static) {
    let ear = Rc::new(RefCell::new(Ear {
        scanner: Scanner::default(),
        before: None,
    }));
    let hear = Rc::new(hear);
    let on_event = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        on_key(&event, &ear, &hear)
    });
    let _ = window().add_event_listener_with_callback_and_bool(
        "keydown",
        on_event.as_ref().unchecked_ref(),
        true,
    );
    // The page listens until it is closed.
    on_event.forget();
}

fn on_key(
    event: &KeyboardEvent,
    ear: &Rc<RefCell<Ear>>,
    hear: &Rc<impl Fn(Heard) -> bool + 'static>,
) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let field = focused_field();
    if field
        .as_ref()
        .is_some_and(|field| field.has_attribute("data-scan-raw"))
    {
        return;
    }
    let at_ms = whole_ms(event.time_stamp());
    let stroke = stroke_of(event);
    if matches!(stroke.key.as_str(), "Enter" | " ")
        && !ear.borrow().scanner.is_holding()
        && button_has_focus()
    {
        return;
    }
    let in_field = field.is_some();
    let holds_back = stroke.is_character() && !in_field;
    let is_end = matches!(stroke.key.as_str(), "Enter" | "Tab");
    let (readings, waits) = {
        let mut ear = ear.borrow_mut();
        if stroke.is_character() && !ear.scanner.is_holding() {
            ear.before = field.map(|field| (field.clone(), field.value()));
        }
        (ear.scanner.press(stroke, at_ms), ear.scanner.is_holding())
    };
    let is_late_end = is_end && readings.is_empty();
    if holds_back || is_late_end {
        event.prevent_default();
    }
    if is_late_end {
        event.stop_propagation();
    }
    for reading in readings {
        let is_scan = matches!(reading, Reading::Scanned(_));
        let is_press = matches!(reading, Reading::Pressed(_));
        if is_scan {
            restore_field(ear);
            event.prevent_default();
            event.stop_propagation();
        }
        let used = hear(Heard {
            reading,
            in_field,
            at_ms,
        });
        if used && is_press {
            event.prevent_default();
            event.stop_propagation();
        }
    }
    if waits {
        flush_later(ear, hear, in_field);
    }
}

fn flush_later(
    ear: &Rc<RefCell<Ear>>,
    hear: &Rc<impl Fn(Heard) -> bool + 'static>,
    in_field: bool,
) {
    let (ear, hear) = (Rc::clone(ear), Rc::clone(hear));
    set_timeout(
        move || {
            let now_ms = now_ms();
            let reading = ear.borrow_mut().scanner.flush(now_ms);
            if let Some(reading) = reading {
                if matches!(reading, Reading::Scanned(_)) {
                    restore_field(&ear);
                }
                hear(Heard {
                    reading,
                    in_field,
                    at_ms: now_ms,
                });
            }
        },
        Duration::from_millis(FLUSH_MS + 5),
    );
}

fn restore_field(ear: &Rc<RefCell<Ear>>) {
    let before = ear.borrow_mut().before.take();
    if let Some((field, value)) = before {
        field.set_value(&value);
        let bubbles = EventInit::new();
        bubbles.set_bubbles(true);
        if let Ok(input) = web_sys::Event::new_with_event_init_dict("input", &bubbles) {
            let _ = field.dispatch_event(&input);
        }
    }
}

fn stroke_of(event: &KeyboardEvent) -> Stroke {
    Stroke {
        code: event.code(),
        key: event.key(),
        shift: event.shift_key(),
        command: event.ctrl_key() || event.alt_key() || event.meta_key(),
    }
}

/// Returns the text field that has the focus, if one has.
pub fn focused_field() -> Option<HtmlInputElement> {
    document()
        .active_element()?
        .dyn_into::<HtmlInputElement>()
        .ok()
        .filter(|field| !matches!(field.type_().as_str(), "checkbox" | "radio"))
}

fn button_has_focus() -> bool {
    document()
        .active_element()
        .is_some_and(|element| element.tag_name() == "BUTTON")
}

/// Puts the focus into the field of a name, with the cursor at the end of what it holds.
pub fn focus(name: &str) {
    let field = document()
        .query_selector(&format!("input[name='{name}']"))
        .ok()
        .flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        let _ = field.focus();
        let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
        let _ = field.set_selection_range(end, end);
    }
}

/// Takes the focus off whatever has it, so that the next keys go to the screen.
pub fn release_focus() {
    if let Some(element) = document()
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.blur();
    }
}

/// Takes the focus off buttons that were pressed by finger or mouse: Enter then still means the screen's main action.
/// Somebody who walks with Tab keeps the focus.
pub fn release_focus_after_touch() {
    let handle = window_event_listener(ev::click, move |event| {
        let pressed = event.detail() > 0;
        if pressed && focused_field().is_none() {
            release_focus();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Lets Tab go round inside a panel.
pub fn keep_tab_inside(panel: &Element, event: &KeyboardEvent) {
    if event.key() != "Tab" {
        return;
    }
    let Ok(stops) = panel.query_selector_all(
        "button:not([disabled]), input:not([disabled]), select, [tabindex='0']",
    ) else {
        return;
    };
    let stop = |index: u32| {
        stops
            .get(index)
            .and_then(|node| node.dyn_into::<HtmlElement>().ok())
    };
    let (Some(first), Some(last)) = (stop(0), stop(stops.length().saturating_sub(1))) else {
        return;
    };
    let active = document().active_element();
    let is_at = |element: &HtmlElement| {
        active
            .as_ref()
            .is_some_and(|active| active == element.unchecked_ref::<Element>())
    };
    let target = if event.shift_key() && is_at(&first) {
        last
    } else if !event.shift_key() && is_at(&last) {
        first
    } else {
        return;
    };
    event.prevent_default();
    let _ = target.focus();
}

/// Returns the milliseconds since the page was opened, on the clock of keyboard events.
pub fn now_ms() -> u64 {
    window()
        .performance()
        .map(|performance| whole_ms(performance.now()))
        .unwrap_or_default()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since the page was opened"
)]
fn whole_ms(ms: f64) -> u64 {
    ms as u64
}
