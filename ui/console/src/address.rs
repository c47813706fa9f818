//! What the address of the page says: the store, the period and the filters, so that a link shows the same.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use web_sys::UrlSearchParams;

/// What is chosen once at the top and goes along from room to room.
const CHOSEN_AT_THE_TOP: [&str; 3] = ["store", "from", "to"];

/// Leads to an address.
type Go = Box<dyn Fn(&str, NavigateOptions) + Send + Sync>;

/// Reads and changes the address.
#[derive(Clone, Copy)]
pub struct Address {
    search: Memo<String>,
    path: Memo<String>,
    go: StoredValue<Go>,
}

/// Returns the address of the page.
pub fn use_address() -> Address {
    let navigate = use_navigate();
    let location = use_location();
    Address {
        search: location.search,
        path: location.pathname,
        go: StoredValue::new(Box::new(navigate)),
    }
}

impl Address {
    /// Returns a part of the address.
    pub fn get(self, name: &str) -> Option<String> {
        self.parts()?.get(name).filter(|value| !value.is_empty())
    }

    /// Returns the address of this page with some parts changed; a part without a value is left out.
    pub fn changed(self, changes: &[(&str, Option<&str>)]) -> String {
        let parts = self.parts();
        if let Some(parts) = &parts {
            for (name, value) in changes {
                match value.filter(|value| !value.is_empty()) {
                    Some(value) => parts.set(name, value),
                    None => parts.delete(name),
                }
            }
        }
        joined(&self.path.get(), parts)
    }

    /// Changes parts of the address. The way back leads to the address before.
    pub fn set(self, changes: &[(&str, Option<&str>)]) {
        self.go_to(&untrack(|| self.changed(changes)), false);
    }

    /// Changes parts of the address in place: the way back does not stop at every letter typed.
    pub fn replace(self, changes: &[(&str, Option<&str>)]) {
        self.go_to(&untrack(|| self.changed(changes)), true);
    }

    /// Returns the address of another room, with what is chosen at the top.
    pub fn room(self, path: &str) -> String {
        self.room_with(path, &[])
    }

    /// Returns the address of another room as [`Address::room`] does, with parts of its own.
    pub fn room_with(self, path: &str, own: &[(&str, Option<&str>)]) -> String {
        let parts = UrlSearchParams::new().ok();
        for (name, value) in own {
            if let (Some(parts), Some(value)) = (&parts, value) {
                parts.set(name, value);
            }
        }
        if let Some(parts) = &parts {
            for name in CHOSEN_AT_THE_TOP {
                if let Some(value) = self.get(name) {
                    parts.set(name, &value);
                }
            }
        }
        joined(path, parts)
    }

    // The router's own map decodes values twice, which turns a search for `100%25` into another one.
    fn parts(self) -> Option<UrlSearchParams> {
        self.search
            .with(|search| UrlSearchParams::new_with_str(search))
            .ok()
    }

    fn go_to(self, address: &str, replace: bool) {
        let options = NavigateOptions {
            resolve: false,
            replace,
            scroll: false,
            ..NavigateOptions::default()
        };
        self.go.with_value(|go| go(address, options));
    }
}

/// Writes the query of a call: the parts that have a value, escaped.
pub fn query_of(parts: &[(&str, Option<String>)]) -> String {
    let query = UrlSearchParams::new().ok();
    if let Some(query) = &query {
        for (name, value) in parts {
            if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
                query.append(name, value);
            }
        }
    }
    joined("", query)
}

fn joined(path: &str, query: Option<UrlSearchParams>) -> String {
    let query = query
        .and_then(|query| query.to_string().as_string())
        .unwrap_or_default();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}
