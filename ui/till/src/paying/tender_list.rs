use bezmen_domain::tender::TenderInput;
use bezmen_kit::amount::Amount;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::tender_words::tender_word;
use super::tenders::Tenders;
use crate::words::{Paying, fill, t};

/// What has been taken of a mixed payment, each to be given back by a touch.
#[component]
pub fn TenderList(
    /// The payment.
    tenders: Tenders,
) -> impl IntoView {
    let row = move |(index, tender): (usize, TenderInput)| {
        let name = tender_word(tender.kind);
        view! {
            <div class="bz-row" data-testid="tender">
                <span class="grow">{name}</span>
                <Amount value=tender.amount class="font-semibold text-lg" />
                <button type="button" class="bz-cross" aria-label=fill(Paying::TakeBack, &[name]) on:click=move |_| tenders.give_back(index)>
                    <Sign icon=icondata::LuX />
                </button>
            </div>
        }
    };
    view! {
        <Show when=move || !tenders.taken.with(Vec::is_empty)>
            <div>
                <span class="bz-label">{t(Paying::Taken)}</span>
                {move || tenders.taken.get().into_iter().enumerate().map(row).collect_view()}
            </div>
        </Show>
    }
}
