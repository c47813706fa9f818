//! Search and filters above a list.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::{Address, use_address};
use crate::parts::search_box::SearchBox;
use crate::words;

/// Tells whether the search or a filter leaves rows out.
pub fn is_narrowed(address: Address, names: &[&str]) -> bool {
    address.get("query").is_some() || names.iter().any(|name| address.get(name).is_some())
}

/// Shows all rows again.
pub fn clear(address: Address, names: &[&str]) {
    let all = names.iter().copied().chain(["query", "cursor"]);
    let changes: Vec<(&str, Option<&str>)> = all.map(|name| (name, None)).collect();
    address.set(&changes);
}

/// The search, always there, and the filters: beside it on a desktop, behind a button on a phone.
#[component]
pub fn FilterBar(
    /// What can be searched for.
    #[prop(into)]
    hint: String,
    /// The name that tests find the search by.
    #[prop(into, optional)]
    test_id: String,
    /// The parts of the address that the filters set.
    names: &'static [&'static str],
    /// The filters.
    children: Children,
) -> impl IntoView {
    let address = use_address();
    let open = RwSignal::new(false);
    let count = move || {
        names
            .iter()
            .filter(|name| address.get(name).is_some())
            .count()
    };
    view! {
        <div class="cs-filters" role="search">
            <SearchBox hint=hint test_id=test_id />
            <button
                type="button"
                class="bz-button cs-hide-wide"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Sign icon=icondata::LuSlidersHorizontal />
                {words::filters()}
                {move || (count() > 0).then(|| format!(" ({})", count()))}
            </button>
            <div class="cs-filters-more" class:cs-filters-open=move || open.get()>
                {children()}
            </div>
            <Show when=move || is_narrowed(address, names)>
                <button
                    type="button"
                    class="cs-icon-button cs-clear-filters px-2"
                    title=words::clear_filters()
                    data-testid="clear-filters"
                    on:click=move |_| clear(address, names)
                >
                    <Sign icon=icondata::LuFunnelX />
                    <span>{words::clear_filters()}</span>
                </button>
            </Show>
        </div>
    }
}
