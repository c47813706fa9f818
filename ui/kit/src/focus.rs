//! Where the keys of the page go.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// Returns the text field that has the focus, if one has.
pub fn focused_field() -> Option<HtmlInputElement> {
    document()
        .active_element()?
        .dyn_into::<HtmlInputElement>()
        .ok()
        .filter(|field| !matches!(field.type_().as_str(), "checkbox" | "radio"))
}

/// Tells whether a button has the focus.
pub fn button_has_focus() -> bool {
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
