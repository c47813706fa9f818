//! What was paid by what.

use bezmen_contract::console::today::TenderSum;
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
    let all = tenders
        .iter()
        .map(|tender| tender.amount.minor().max(0))
        .sum();
    view! {
        <Area title=w::tenders() test_id="today-tenders">
            {if tenders.is_empty() {
                view! { <p class="cs-faint">{w::no_tenders()}</p> }.into_any()
            } else {
                tenders.into_iter().map(|tender| view! { <Share tender=tender all=all /> }).collect_view().into_any()
            }}
        </Area>
    }
}

/// A tender, its sum, and its share of all.
#[component]
fn Share(
    /// The tender.
    tender: TenderSum,
    /// What all of them took, in minor units.
    all: i64,
) -> impl IntoView {
    let percent = percent(tender.amount.minor().max(0), all);
    view! {
        <div class="cs-share">
            <span>{tender_word(tender.tender)}</span>
            <strong><Amount value=tender.amount symbol=true /></strong>
            <span class="cs-faint bz-figures">{percent} "\u{a0}%"</span>
            <svg class="cs-share-bar" width="100%" height="6" aria-hidden="true">
                <rect width=format!("{percent}%") height="6"></rect>
            </svg>
        </div>
    }
}

/// A part of a whole in whole per cents, half up.
fn percent(part: i64, all: i64) -> i128 {
    if all <= 0 {
        return 0;
    }
    (i128::from(part) * 200 + i128::from(all)) / (i128::from(all) * 2)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_share_is_rounded_half_up_and_nothing_has_no_shares() {
        assert_eq!(percent(1, 3), 33);
        assert_eq!(percent(2, 3), 67);
        assert_eq!(percent(1, 200), 1);
        assert_eq!(percent(5, 5), 100);
        assert_eq!(percent(0, 0), 0);
    }
}
