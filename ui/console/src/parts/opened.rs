//! Which one of a list stands at the side.

use leptos::prelude::*;

use crate::address::use_address;
use crate::load::Load;

/// The name in the address for one that is yet to be made.
pub const NEW: &str = "new";

/// Returns the id that the address opens, once the list knows it. A refresh of the list does not build the form anew,
/// so nothing typed is lost.
pub fn opened<T: Send + Sync + 'static>(
    list: Load<Vec<T>>,
    id_of: fn(&T) -> String,
) -> Memo<Option<String>> {
    let address = use_address();
    Memo::new(move |_| {
        let id = address.get("open")?;
        let known = id == NEW
            || list
                .value
                .with(|rows| rows.iter().flatten().any(|row| id_of(row) == id));
        known.then_some(id)
    })
}

/// Finds one of a list; nothing for a new one.
pub fn found<T: Clone + Send + Sync + 'static>(
    list: Load<Vec<T>>,
    id_of: fn(&T) -> String,
    id: &str,
) -> Option<T> {
    list.value
        .with_untracked(|rows| rows.iter().flatten().find(|row| id_of(row) == id).cloned())
}
