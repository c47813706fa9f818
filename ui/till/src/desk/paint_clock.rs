//! Moments that the bench reads: from the last key of a scan to the painted line in `window.__bezmenScanMs`, and the first
//! screen that can be used as the mark `bezmen-ready`.

use bezmen_kit::keyboard;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

const LIST: &str = "__bezmenScanMs";
const MARK: &str = "bezmen-scan";
const READY: &str = "bezmen-ready";

/// More scans than this are no longer kept: a till runs for weeks.
const MOST_KEPT: u32 = 10_000;

/// Puts the empty list on the page.
pub fn prepare() {
    let _ = Reflect::set(window().as_ref(), &LIST.into(), &Array::new());
}

/// Waits until the first screen is on the glass, then marks the moment.
pub fn ready() {
    after_painting(|| {
        if let Some(performance) = window().performance() {
            let _ = performance.mark(READY);
        }
    });
}

/// Waits until the change of this moment is on the glass, then keeps how long it took.
pub fn painted(scanned_at_ms: u64) {
    after_painting(move || keep(keyboard::now_ms().saturating_sub(scanned_at_ms)));
}

/// A task that is queued by the frame that draws the change runs when that frame is done.
fn after_painting(then: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(then, Duration::ZERO));
}

fn keep(took_ms: u64) {
    let list = Reflect::get(window().as_ref(), &LIST.into())
        .ok()
        .and_then(|list| list.dyn_into::<Array>().ok());
    if let Some(list) = list.filter(|list| list.length() < MOST_KEPT) {
        list.push(&JsValue::from(u32::try_from(took_ms).unwrap_or(u32::MAX)));
    }
    if let Some(performance) = window().performance() {
        performance.clear_marks_with_mark_name(MARK);
        let _ = performance.mark(MARK);
    }
}
