//! What was paid by what.

use bezmen_contract::console::today::TenderSum;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::parts::area::Area;
use crate::words::today as w;

/// The word for a tender.
pub fn tender_word(tender: TenderKind) -> &'static str {
    match tender {
        TenderKind::Cash => w::cash(),
        TenderKind::Card => w::card(),
        TenderKind::Bonus => w::bonus(),
        TenderKind::GiftCard => w::gift_card(),
        TenderKind::OnAccount => w::on_account(),
    }
}

/// Each tender with its share.
#[component]
pub fn Tenders(
    /// The tenders.
    tenders: Vec<TenderSum>,
) -> impl IntoView {
    let largest = tenders
        .iter()
        .map(|tender| tender.amount)
        .max()
        .unwrap_or_default();
    view! {
        <Area title=w::tenders() test_id="today-tenders">
            {if tenders.is_empty() {
                view! { <p class="cs-faint">{w::no_tenders()}</p> }.into_any()
            } else {
                tenders.into_iter().map(|tender| view! { <Share tender=tender largest=largest /> }).collect_view().into_any()
            }}
        </Area>
    }
}

/// A tender, its sum, and a bar against the largest.
#[component]
fn Share(
    /// The tender.
    tender: TenderSum,
    /// The largest of them, which fills the bar.
    largest: Money,
) -> impl IntoView {
    let percent = Money::from_minor(100)
        .share(tender.amount.minor().max(0), largest.minor())
        .minor();
    view! {
        <div class="cs-share">
            <span>{tender_word(tender.tender)}</span>
            <strong><Amount value=tender.amount symbol=true /></strong>
            <svg class="cs-share-bar" width="100%" height="6" aria-hidden="true">
                <rect width=format!("{percent}%") height="6"></rect>
            </svg>
        </div>
    }
}
