//! Each till: what it took, and proof that nothing is missing.

use bezmen_contract::console::today::TerminalToday;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::moments;
use crate::parts::area::Area;
use crate::parts::chip::{Chip, Mood};
use crate::words;
use crate::words::today as w;

/// All tills that are not revoked.
#[component]
pub fn Tills(
    /// The tills.
    tills: Vec<TerminalToday>,
) -> impl IntoView {
    view! {
        <Area title=w::tills() test_id="today-tills">
            <div class="cs-tills">
                {tills.into_iter().map(|till| view! { <TillCard till=till /> }).collect_view()}
            </div>
        </Area>
    }
}

/// A till.
#[component]
fn TillCard(
    /// The till.
    till: TerminalToday,
) -> impl IntoView {
    let complete = till.received >= till.numbered;
    let seen = till
        .last_seen_ms
        .map_or_else(|| w::never().to_owned(), moments::ago);
    view! {
        <article class="cs-till" data-testid="today-till">
            <div class="cs-till-head">
                <span class="min-w-0">
                    {till.name}
                    <span class="cs-sub">{till.store}</span>
                </span>
                {if till.online {
                    view! { <Chip mood=Mood::Good text=w::online() /> }
                } else {
                    view! { <Chip mood=Mood::Attention text=w::offline() /> }
                }}
            </div>
            <dl class="cs-facts">
                <dt>{w::takings()}</dt>
                <dd>
                    <Amount value=till.takings symbol=true />
                    <span class="cs-sub">{words::receipts(till.receipts)}</span>
                </dd>
                <dt>{w::waiting()}</dt>
                <dd>{if till.waiting == 0 { w::all_sent().to_owned() } else { words::operations(till.waiting) }}</dd>
                <dt>{w::last_seen()}</dt>
                <dd>{seen}</dd>
            </dl>
            <Chip
                mood=if complete { Mood::Good } else { Mood::Attention }
                text=w::received(till.received, till.numbered)
            />
        </article>
    }
}
