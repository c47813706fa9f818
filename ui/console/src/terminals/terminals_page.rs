//! The door of the tills.

use std::time::Duration;

use bezmen_contract::console::terminals::{Terminal, TerminalState};
use bezmen_domain::permission::Permission;
use leptos::prelude::*;

use crate::address::{Address, use_address};
use crate::load::{Load, load};
use crate::parts::filter_bar::FilterBar;
use crate::parts::link_button::LinkButton;
use crate::parts::loaded::Loaded;
use crate::parts::opened::{found, opened};
use crate::parts::page_head::PageHead;
use crate::parts::select::FilterSelect;
use crate::parts::skeleton::SkeletonRows;
use crate::session::may;
use crate::terminals::terminal_sheet::TerminalSheet;
use crate::terminals::terminal_table::{NAMES, TerminalTable};
use crate::words::terminals as w;

/// How often the list asks again: health is worth little when it is old.
const REFRESH: Duration = Duration::from_secs(15);

fn terminal_id(till: &Terminal) -> String {
    till.terminal_id.to_string()
}

/// The tills that the address asks for. A company has few enough to sift them here.
fn sifted(tills: Vec<Terminal>, address: Address) -> Vec<Terminal> {
    let store = address.get("store");
    let query = address.get("query").unwrap_or_default().to_lowercase();
    let with_revoked = address.get("state").is_some();
    tills
        .into_iter()
        .filter(|till| with_revoked || till.state != TerminalState::Revoked)
        .filter(|till| {
            store
                .as_ref()
                .is_none_or(|store| *store == till.store_id.to_string())
        })
        .filter(|till| {
            till.name.to_lowercase().contains(&query) || till.store.to_lowercase().contains(&query)
        })
        .collect()
}

/// The list with health in words; a till opens at the side.
#[component]
pub fn TerminalsPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Vec<Terminal>> = load(|| Some("/terminals".to_owned()));
    if let Ok(handle) = set_interval_with_handle(move || list.again(), REFRESH) {
        on_cleanup(move || handle.clear());
    }
    let open = opened(list, terminal_id);
    let states = vec![
        (String::new(), w::without_revoked().to_owned()),
        ("all".to_owned(), w::show_revoked().to_owned()),
    ];
    view! {
        <PageHead title=w::terminals()>
            <Show when=|| may(Permission::ManageTerminals)>
                <LinkButton
                    href=Signal::derive(move || address.room("/terminals/pair"))
                    word=w::pair()
                    icon=icondata::LuPlus
                    main=true
                    test_id="to-pair"
                />
            </Show>
        </PageHead>
        <FilterBar hint=w::search() names=NAMES>
            <FilterSelect label=w::health() name="state" choices=states />
        </FilterBar>
        <Loaded
            load=list
            skeleton=|| view! { <SkeletonRows count=4 /> }
            draw=move |tills| view! { <TerminalTable rows=sifted(tills, address) /> }
        />
        {move || {
            open.get()
                .and_then(|id| found(list, terminal_id, &id))
                .map(|till| view! { <TerminalSheet till=till on_saved=move || list.again() /> })
        }}
    }
}
