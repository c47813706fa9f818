//! An address without a page.

use leptos::prelude::*;

use crate::parts::empty::Empty;
use crate::parts::link_button::LinkButton;
use crate::words;
use crate::words::frame as w;

/// Says that there is no such page, and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <Empty icon=icondata::LuCompass title=words::page_missing() hint=words::page_missing_hint()>
            <LinkButton href=Signal::derive(|| "/".to_owned()) word=w::start_page() icon=icondata::LuHouse main=true />
        </Empty>
    }
}
