//! Language, currency and theme of the whole page.
//!
//! They change seldom and are read everywhere, also after an `await`, so they are kept beside the component tree. An app
//! rebuilds its tree when they change.

use std::cell::Cell;

use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;

thread_local! {
    static LOCALE: Cell<Locale> = const { Cell::new(Locale::Ru) };
    static CURRENCY: Cell<Currency> = const { Cell::new(Currency::RUB) };
    static UTC_OFFSET_MINUTES: Cell<i32> = const { Cell::new(0) };
}

/// Light, dark or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// As the system says.
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// Returns the language of the page.
pub fn locale() -> Locale {
    LOCALE.get()
}

/// Returns what sums are counted in.
pub fn currency() -> Currency {
    CURRENCY.get()
}

/// Returns local time less UTC.
pub fn utc_offset_minutes() -> i32 {
    UTC_OFFSET_MINUTES.get()
}

/// Sets the language of what is written from now on, without a page around.
pub fn remember_locale(locale: Locale) {
    LOCALE.set(locale);
}

/// Sets the language, also for screen readers.
pub fn set_locale(locale: Locale) {
    remember_locale(locale);
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", locale.code());
    }
}

/// Sets what sums are counted in.
pub fn set_currency(currency: Currency) {
    CURRENCY.set(currency);
}

/// Sets local time less UTC.
pub fn set_utc_offset_minutes(minutes: i32) {
    UTC_OFFSET_MINUTES.set(minutes);
}

/// Returns the language that the system prefers.
pub fn system_locale() -> Locale {
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .and_then(|tag| tag.parse().ok())
        .unwrap_or(Locale::En)
}

/// Puts a theme on the page.
pub fn set_shade(shade: Shade) {
    let name = match shade {
        Shade::Light => "bezmen-light",
        Shade::Dark => "bezmen-dark",
        Shade::System if system_is_dark() => "bezmen-dark",
        Shade::System => "bezmen-light",
    };
    if let Some(root) = root() {
        let _ = root.set_attribute("data-theme", name);
    }
}

fn system_is_dark() -> bool {
    web_sys::window()
        .and_then(|window| {
            window
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
        })
        .is_some_and(|query| query.matches())
}

fn root() -> Option<web_sys::Element> {
    web_sys::window()?.document()?.document_element()
}
