//! What stands where a list has no rows: none at all, or none that fits.

use bezmen_kit::button::Button;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::empty::Empty;
use crate::parts::filter_bar::{clear, is_narrowed};
use crate::words;

/// When the search or a filter leaves everything out, offers to take it away; else says that there is nothing yet.
#[component]
pub fn Nothing(
    /// The parts of the address that the filters set.
    names: &'static [&'static str],
    /// The picture of what is missing.
    icon: icondata::Icon,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    hint: String,
    /// The way to do it.
    #[prop(into, optional)]
    action: ViewFn,
) -> impl IntoView {
    let address = use_address();
    if untrack(|| is_narrowed(address, names)) {
        return view! {
            <Empty icon=icondata::LuSearchX title=words::nothing_found() hint=words::change_filters()>
                <Button word=words::clear_filters() on_press=move || clear(address, names) />
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty icon=icon title=title hint=hint>
            {action.run()}
        </Empty>
    }
    .into_any()
}
