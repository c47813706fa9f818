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
use crate::scanner::{FLUSH_MS, Reading, ScanFacts, Scanner, Stroke};

/// What the page hears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What it was.
    pub reading: Reading,
    /// Whether a field had the focus when the first of these keys went down: what was typed stands there already.
    pub in_field: bool,
    /// When the last key went down, on the clock of `performance.now()`.
    pub at_ms: u64,
    /// How it was typed, when it is a scan.
    pub facts: Option<ScanFacts>,
    /// Where it came from.
    pub origin: Origin,
}

/// Where something that was heard came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Keys that went down: a person's, or those of a scanner that types.
    Keys {
        /// Figures that stand as typed by a person, and came so shortly before this scan that they may be its beginning.
        torn_off: String,
    },
    /// The till's own scanner, whose reads the engine hands over.
    TillScanner,
}

impl Heard {
    /// Returns a scan together with its beginning that a busy machine tore off.
    pub fn whole(&self, scan: &str) -> String {
        match &self.origin {
            Origin::Keys { torn_off } => format!("{torn_off}{scan}"),
            Origin::TillScanner => scan.to_owned(),
        }
    }
}

#[derive(Default)]
struct Ear {
    scanner: Scanner,
    burst: Burst,
    /// When the page got round to the last key, which on a busy machine is well after it went down.
    heard_ms: u64,
}

/// Where the keys that are held back went: what becomes of them may move the focus before the next ones come.
#[derive(Debug, Clone, Default)]
struct Burst {
    /// The field that had the focus when it began, and what it held before.
    field: Option<(HtmlInputElement, String)>,
}

/// Listens to the whole page for as long as it is open, ahead of everything on it. `hear` answers whether it used the
/// reading; what it used does nothing else.
///
/// Enter and Space on a button that was reached by Tab press that button, as everywhere.
/// Characters typed into a field reach it at once; when they turn out to be a scan, the field gets back what it held.
/// A field marked `data-scan-raw` keeps scans as if they were typed.
pub fn listen(hear: impl Fn(Heard) -> bool + 'static) {
    let ear = Rc::new(RefCell::new(Ear::default()));
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
    if event.repeat() && acts_once(&stroke.key, field.is_some()) {
        event.prevent_default();
        event.stop_propagation();
        return;
    }
    if matches!(stroke.key.as_str(), "Enter" | " ")
        && !ear.borrow().scanner.is_holding()
        && button_has_focus()
    {
        return;
    }
    let in_field = field.is_some();
    let is_character = stroke.is_character();
    let is_separator = stroke.may_be_separator();
    let is_end = matches!(stroke.key.as_str(), "Enter" | "Tab");
    let (facts, readings, burst, holds_back, waits, torn_off) = {
        let mut ear = ear.borrow_mut();
        ear.heard_ms = now_ms();
        let readings = ear.scanner.press(stroke.clone(), at_ms);
        let burst = ear.burst.clone();
        if (is_character || is_separator) && ear.scanner.has_begun() {
            ear.burst.field = field.map(|field| (field.clone(), field.value()));
        }
        // All keys of a burst go where its first one went. The browser has nothing to do for a separator.
        let holds_back = is_separator || is_character && ear.burst.field.is_none();
        (
            facts_of(&readings, &ear.scanner),
            readings,
            burst,
            holds_back,
            ear.scanner.is_holding(),
            ear.scanner.torn_off().to_owned(),
        )
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
        // What was held back before may come out only now, and says nothing about this key.
        let is_this = matches!(&reading, Reading::Pressed(pressed) if *pressed == stroke);
        if is_scan {
            burst.restore_field();
            event.prevent_default();
            event.stop_propagation();
        }
        let used = hear(Heard {
            reading,
            in_field: if is_press {
                in_field
            } else {
                burst.field.is_some()
            },
            at_ms,
            facts: facts.clone().filter(|_| is_scan),
            origin: Origin::of_keys(is_scan, &torn_off),
        });
        if used && is_this {
            event.prevent_default();
            event.stop_propagation();
        }
    }
    if waits {
        flush_later(ear, hear);
    }
}

/// Keys that do something with the ticket, the money or the screen: held down they do it once. A scanner holds none, and
/// in a field Delete takes letters.
fn acts_once(key: &str, in_field: bool) -> bool {
    let number = key.strip_prefix('F').map(str::parse::<u8>);
    matches!(number, Some(Ok(_)))
        || matches!(key, "Enter" | "Escape")
        || key == "Delete" && !in_field
}

fn flush_later(ear: &Rc<RefCell<Ear>>, hear: &Rc<impl Fn(Heard) -> bool + 'static>) {
    let (ear, hear) = (Rc::clone(ear), Rc::clone(hear));
    set_timeout(
        move || {
            let now_ms = now_ms();
            let (readings, burst, facts, torn_off) = {
                let mut ear = ear.borrow_mut();
                // More keys may wait behind the last one; the timer of the last looks again.
                if now_ms.saturating_sub(ear.heard_ms) < FLUSH_MS {
                    return;
                }
                let readings = ear.scanner.flush(now_ms);
                let facts = facts_of(&readings, &ear.scanner);
                let torn_off = ear.scanner.torn_off().to_owned();
                (readings, ear.burst.clone(), facts, torn_off)
            };
            for reading in readings {
                let is_scan = matches!(reading, Reading::Scanned(_));
                if is_scan {
                    burst.restore_field();
                }
                hear(Heard {
                    reading,
                    in_field: burst.field.is_some(),
                    at_ms: now_ms,
                    facts: facts.clone().filter(|_| is_scan),
                    origin: Origin::of_keys(is_scan, &torn_off),
                });
            }
        },
        Duration::from_millis(FLUSH_MS + 5),
    );
}

/// How the scan among the readings was typed, if there is one.
fn facts_of(readings: &[Reading], scanner: &Scanner) -> Option<ScanFacts> {
    let has_scan = readings
        .iter()
        .any(|reading| matches!(reading, Reading::Scanned(_)));
    scanner.facts().filter(|_| has_scan).cloned()
}

impl Origin {
    fn of_keys(is_scan: bool, torn_off: &str) -> Self {
        let torn_off = if is_scan { torn_off } else { "" };
        Self::Keys {
            torn_off: torn_off.to_owned(),
        }
    }
}

impl Burst {
    /// Gives the field back what it held.
    fn restore_field(&self) {
        let Some((field, value)) = &self.field else {
            return;
        };
        field.set_value(value);
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
        control: event.ctrl_key() && !event.alt_key() && !event.meta_key(),
        alt: event.alt_key() && !event.ctrl_key() && !event.meta_key(),
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
