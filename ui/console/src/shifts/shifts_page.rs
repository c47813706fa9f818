//! The door of the shifts.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::shifts::ShiftRow;
use bezmen_contract::console::terminals::Terminal;
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::load::{Load, load};
use crate::parts::copy_link::CopyLink;
use crate::parts::page_head::PageHead;
use crate::parts::pages::{Pages, in_all};
use crate::parts::select::FilterSelect;
use crate::shifts::shift_sheet::ShiftSheet;
use crate::shifts::shift_table::ShiftTable;
use crate::words::sales as w;

/// The list; a shift opens at the side.
#[component]
pub fn ShiftsPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Page<ShiftRow>> = load(move || {
        let query = query_of(&[
            ("store_id", address.get("store")),
            ("terminal_id", address.get("till")),
            (
                "open",
                address
                    .get("state")
                    .map(|state| (state == "open").to_string()),
            ),
            ("cursor", address.get("cursor")),
        ]);
        Some(format!("/shifts{query}"))
    });
    let open = Memo::new(move |_| address.get("open"));
    let states = vec![
        (String::new(), w::all_shifts().to_owned()),
        ("open".to_owned(), w::open_shifts().to_owned()),
        ("closed".to_owned(), w::closed_shifts().to_owned()),
    ];
    let tills = load::<Vec<Terminal>>(|| Some("/terminals".to_owned()));
    let till_choices = Signal::derive(move || {
        let tills = tills.value.get().unwrap_or_default().into_iter();
        std::iter::once((String::new(), w::any_till().to_owned()))
            .chain(tills.map(|till| (till.terminal_id.to_string(), till.name)))
            .collect::<Vec<_>>()
    });
    view! {
        <PageHead title=w::shifts() note=in_all(list)>
            <CopyLink />
        </PageHead>
        <div class="cs-filters">
            <FilterSelect label=w::all_shifts() name="state" choices=states test_id="shift-state" />
            <Show when=move || { till_choices.with(Vec::len) > 2 }>
                <FilterSelect label=w::till() name="till" choices=till_choices />
            </Show>
        </div>
        <Pages list=list draw=|rows| view! { <ShiftTable rows=rows /> } />
        {move || open.get().map(|id| view! { <ShiftSheet id=id /> })}
    }
}
