//! Light or dark: chosen by the person, else by the system.

use std::sync::LazyLock;

use bezmen_kit::look::{self, Shade};
use leptos::prelude::*;

use crate::browser;

const KEPT_AS: &str = "bezmen.shade";

static DARK: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| {
    let dark = match browser::kept(KEPT_AS).as_deref() {
        Some("light") => false,
        Some("dark") => true,
        _ => browser::prefers_dark(),
    };
    put_on_page(dark);
    ArcRwSignal::new(dark)
});

/// Tells whether the screen is dark; what reads it is drawn again when that changes.
pub fn is_dark() -> bool {
    DARK.get()
}

/// Changes between light and dark, and remembers it.
pub fn toggle() {
    let dark = !DARK.get_untracked();
    browser::keep(KEPT_AS, if dark { "dark" } else { "light" });
    put_on_page(dark);
    DARK.set(dark);
}

fn put_on_page(dark: bool) {
    look::set_shade(if dark { Shade::Dark } else { Shade::Light });
}
