//! A head of a column that sorts.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;

/// A column's head: pressing it sorts by the column, pressing again turns the order round where there are two.
#[component]
pub fn SortHead(
    /// The column's name.
    #[prop(into)]
    word: String,
    /// The orders it leads through; the first one is the first press. An empty one is the list's own order.
    orders: &'static [&'static str],
    /// More classes.
    #[prop(into, optional)]
    class: String,
) -> impl IntoView {
    let address = use_address();
    let current = move || address.get("sort").unwrap_or_default();
    let place = move || orders.iter().position(|order| *order == current());
    let next = move || {
        let next = place().map_or(0, |place| (place + 1) % orders.len());
        address.replace(&[("sort", orders.get(next).copied()), ("cursor", None)]);
    };
    let aria = move || match place() {
        None => "none",
        Some(_) if current().ends_with("down") || current() == "changed" => "descending",
        Some(_) => "ascending",
    };
    view! {
        <th scope="col" class=class aria-sort=aria>
            <button type="button" class="cs-sort" on:click=move |_| next()>
                {word}
                {move || match aria() {
                    "ascending" => view! { <Sign icon=icondata::LuArrowUp /> }.into_any(),
                    "descending" => view! { <Sign icon=icondata::LuArrowDown /> }.into_any(),
                    _ => view! { <Sign icon=icondata::LuArrowUpDown class="cs-faint" /> }.into_any(),
                }}
            </button>
        </th>
    }
}
