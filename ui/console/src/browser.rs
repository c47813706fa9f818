//! What the screens ask of the browser, in one place. Each question has an answer even where the browser refuses.

use web_sys::{Document, Storage, window};

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Returns what was kept under a name in this browser.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a value in this browser. A browser that keeps nothing is no reason to stop.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(name, value));
    }
}

/// Tells whether the system is set to dark.
pub fn prefers_dark() -> bool {
    let query = window().and_then(|window| {
        window
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
    });
    query.is_some_and(|query| query.matches())
}

/// Sets the title of the browser's tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Returns the milliseconds since 1970 UTC.
pub fn now_ms() -> i64 {
    bezmen_kit::moment::now_ms()
}

/// Returns local time less UTC, in minutes, by the clock of this machine.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an offset is less than a day of minutes"
)]
pub fn utc_offset_minutes() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}
