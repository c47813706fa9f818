//! The door of the company.

use leptos::prelude::*;

use crate::company::rules::Rules;
use crate::company::stores::Stores;
use crate::company::taxes::Taxes;
use crate::parts::area::Area;
use crate::parts::page_head::PageHead;
use crate::session;
use crate::words::company as w;

/// The company's name, its stores, its tax rates and its barcode rules.
#[component]
pub fn CompanyPage() -> impl IntoView {
    let name = session::with_me(|me| me.company.clone()).unwrap_or_default();
    let currency = session::with_me(|me| me.currency.to_string()).unwrap_or_default();
    view! {
        <PageHead title=w::company() note=Signal::stored(format!("{name} · {} {currency}", w::prices_in())) />
        <div class="cs-stack">
            <Stores />
            <Taxes />
            <Rules />
            <Area title=w::programs()>
                <p class="cs-faint">{w::programs_hint()}</p>
                <a class="cs-link" href="/api/docs" rel="external">{w::api_docs()}</a>
            </Area>
        </div>
    }
}
