//! Search and filters above a list.

use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::search_box::SearchBox;
use crate::words;

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
    let clear = move || {
        let all = names.iter().copied().chain(["query", "cursor"]);
        let changes: Vec<(&str, Option<&str>)> = all.map(|name| (name, None)).collect();
        address.set(&changes);
    };
    let narrowed = move || count() > 0 || address.get("query").is_some();
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
            <Show when=narrowed>
                <button
                    type="button"
                    class="cs-icon-button px-2"
                    data-testid="clear-filters"
                    on:click=move |_| clear()
                >
                    <Sign icon=icondata::LuFunnelX />
                    {words::clear_filters()}
                </button>
            </Show>
        </div>
    }
}
