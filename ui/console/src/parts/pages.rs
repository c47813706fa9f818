//! A list that comes page by page.

use bezmen_contract::console::page::Page;
use leptos::prelude::*;

use crate::load::Load;
use crate::parts::loaded::Loaded;
use crate::parts::pager::Pager;
use crate::parts::skeleton::SkeletonRows;
use crate::words;

/// Says how many rows all pages have.
pub fn in_all<T: Send + Sync + 'static>(list: Load<Page<T>>) -> Signal<String> {
    Signal::derive(move || {
        list.value
            .with(|page| page.as_ref().and_then(|page| page.total))
            .map(words::in_all)
            .unwrap_or_default()
    })
}

/// The rows of a page, and the way to the next one.
#[component]
pub fn Pages<T, F, V>(
    /// What was asked for.
    list: Load<Page<T>>,
    /// How many rows of skeleton stand for it.
    #[prop(default = 12)]
    count: usize,
    /// Draws the rows.
    draw: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(Vec<T>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let next = Signal::derive(move || {
        list.value
            .with(|page| page.as_ref().and_then(|page| page.next.clone()))
    });
    view! {
        <Loaded
            load=list
            skeleton=move || view! { <SkeletonRows count=count /> }
            draw=move |page| draw(page.rows)
        />
        <Pager next=next />
    }
}
