//! The language of the screen: chosen by the person, else by the browser.
//!
//! The words are read when a component is built, so the tree is built anew when the language changes.

use std::sync::LazyLock;

use bezmen_domain::locale::Locale;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::browser;

const KEPT_AS: &str = "bezmen.locale";

static LANGUAGE: LazyLock<ArcRwSignal<Locale>> = LazyLock::new(|| {
    let kept = browser::kept(KEPT_AS).and_then(|code| code.parse().ok());
    let locale = kept.unwrap_or_else(look::system_locale);
    look::set_locale(locale);
    ArcRwSignal::new(locale)
});

/// Returns the language; what reads it is built anew when the language changes.
pub fn locale() -> Locale {
    LANGUAGE.get()
}

/// Speaks another language from now on, and remembers it.
pub fn choose(locale: Locale) {
    browser::keep(KEPT_AS, locale.code());
    look::set_locale(locale);
    LANGUAGE.set(locale);
}
