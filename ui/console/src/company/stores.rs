//! The stores.

use bezmen_contract::console::company::Store;
use bezmen_kit::button::Button;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::store_sheet::StoreSheet;
use crate::load::{Load, load};
use crate::parts::area::Area;
use crate::parts::loaded::Loaded;
use crate::parts::opened::{found, opened};
use crate::parts::skeleton::SkeletonRows;
use crate::session;
use crate::words::company as w;

fn store_id(store: &Store) -> String {
    store.store_id.to_string()
}

/// The list; a store opens at the side.
#[component]
pub fn Stores() -> impl IntoView {
    let address = use_address();
    let list: Load<Vec<Store>> = load(|| Some("/stores".to_owned()));
    let opened = opened(list, store_id);
    let open = Memo::new(move |_| opened.get().filter(|_| address.get("what").is_none()));
    let saved = move || {
        list.again();
        // The choice at the top is made of the stores of the session.
        session::refresh();
    };
    view! {
        <Area
            title=w::stores()
            test_id="stores"
            actions=move || {
                view! {
                    <Button
                        word=w::new_store()
                        icon=icondata::LuPlus
                        test_id="store-new"
                        on_press=move || address.set(&[("open", Some("new")), ("what", None)])
                    />
                }
            }
        >
            <Loaded
                load=list
                skeleton=|| view! { <SkeletonRows count=2 /> }
                draw=move |stores| {
                    stores.into_iter().map(|store| view! { <Row store=store /> }).collect_view()
                }
            />
        </Area>
        {move || open.get().map(|id| view! { <StoreSheet store=found(list, store_id, &id) on_saved=saved /> })}
    }
}

/// A store of the list.
#[component]
fn Row(
    /// The store.
    store: Store,
) -> impl IntoView {
    let address = use_address();
    let id = store.store_id.to_string();
    let card = store.input;
    let place = if card.address.is_empty() {
        w::no_address().to_owned()
    } else {
        card.address
    };
    view! {
        <a
            class="bz-row"
            href=move || address.changed(&[("open", Some(&id)), ("what", None)])
            data-testid="store-row"
        >
            <span class="grow min-w-0">
                <strong class="font-semibold">{card.name}</strong>
                <span class="cs-sub">{place}</span>
            </span>
            <span class="cs-faint">{w::utc(card.utc_offset_minutes)}</span>
        </a>
    }
}
