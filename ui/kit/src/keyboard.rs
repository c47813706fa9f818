//! From keyboard events of the page to readings of the [`scanner`](crate::scanner).

use std::cell::RefCell;
use std::rc::Rc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventInit, HtmlInputElement};

use crate::focus::{button_has_focus, focused_field};
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
