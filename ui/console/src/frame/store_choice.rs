//! Which store the page speaks of.

use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::select::Select;
use crate::session;
use crate::words::frame as w;

/// The choice of a store, there when the company has more than one. It goes along from room to room.
#[component]
pub fn StoreChoice() -> impl IntoView {
    let address = use_address();
    let stores = Memo::new(|_| session::with_me(|me| me.stores.clone()).unwrap_or_default());
    let choices = Signal::derive(move || {
        let all = (String::new(), w::all_stores().to_owned());
        let each = stores
            .get()
            .into_iter()
            .map(|store| (store.store_id.to_string(), store.name));
        std::iter::once(all).chain(each).collect::<Vec<_>>()
    });
    view! {
        <Show when=move || { stores.with(Vec::len) > 1 }>
            <div class="cs-store">
                <Select
                    label=w::store()
                    bare=true
                    choices=choices
                    value=Signal::derive(move || address.get("store").unwrap_or_default())
                    on_choose=move |store: String| address.set(&[("store", Some(&store)), ("cursor", None)])
                    test_id="store-choice"
                />
            </div>
        </Show>
    }
}
