use bezmen_contract::till::{ReceiptView, ReturnItems};
use bezmen_domain::id::SaleId;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use bezmen_kit::amount::Amount;
use bezmen_kit::beep;
use bezmen_kit::fresh::fresh_id;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;

use super::choices::{Choices, refund_of};
use super::reasons::Reasons;
use super::return_keys::ReturnKeys;
use crate::desk::{Desk, with_consent};
use crate::paying::tender_word;
use crate::settings::Choice;
use crate::words::{Receipts, t};

/// Why, to which tender, how much; and the button that does it.
#[component]
pub fn RefundPanel(
    /// The receipt.
    receipt: ReceiptView,
    /// What comes back.
    choices: Choices,
    /// The line that + and − work on.
    at: RwSignal<usize>,
) -> impl IntoView {
    let desk = Desk::here();
    // Made once: a second try after a lost answer refunds nothing twice.
    let return_id = fresh_id(SaleId::from_parts);
    let sale_id = receipt.row.sale_id;
    let reason = RwSignal::new(String::new());
    let (wrong, error, busy) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(false),
    );
    let refund_to = RwSignal::new(None::<TenderKind>);
    let lines = receipt.lines.clone();
    let keys = ReturnKeys {
        lines: StoredValue::new(receipt.lines),
        at,
        choices,
        reason,
    };
    let paid = receipt.paid;
    let cash_step = desk
        .status
        .with_untracked(|status| status.settings.cash_step);
    let refund = Signal::derive(move || {
        if choices.is_empty() {
            return Money::ZERO;
        }
        refund_of(&paid, choices.worth(&lines), cash_step, refund_to.get())
    });
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        let (items, why) = (
            untrack(move || choices.items()),
            reason.get_untracked().trim().to_owned(),
        );
        if items.is_empty() {
            return error.set(t(Receipts::NothingPicked).to_owned());
        }
        if why.is_empty() {
            return wrong.set(t(Receipts::ReasonMissing).to_owned());
        }
        let to = refund_to.get_untracked();
        error.set(String::new());
        busy.set(true);
        with_consent(
            desk,
            move |approval| ReturnItems {
                return_id,
                sale_id,
                items: items.clone(),
                reason: why.clone(),
                refund_to: to,
                approval,
            },
            move |reply| {
                busy.set(false);
                match reply {
                    Ok(done) => desk.show_sale(done),
                    Err(failure) => {
                        beep::bad();
                        error.set(failure.message);
                    }
                }
            },
        );
    };
    desk.keys.take(move |heard| keys.hear(desk, &heard, send));
    // Giving up the approval leaves the button usable.
    Effect::new(move || {
        if desk.consent.with(Option::is_some) {
            busy.set(false);
        }
    });
    Effect::new(move || {
        reason.track();
        wrong.set(String::new());
    });
    view! {
        <section class="bz-panel flex flex-col gap-4 p-6 min-h-0 overflow-auto">
            <Reasons reason=reason error=wrong />
            <RefundWay refund_to=refund_to />
            <span class="grow"></span>
            <div class="bz-pair items-end">
                <span class="text-lg">{t(Receipts::Refund)}</span>
                <output class="bz-total" data-testid="refund-total">
                    <Amount value=refund symbol=true />
                </output>
            </div>
            <InlineError text=error />
            <button type="button" class="bz-pay" data-testid="refund-confirm" disabled=move || busy.get() || choices.is_empty() on:click=move |_| send()>
                <span>{t(Receipts::DoRefund)}</span>
                <kbd class="bz-key">"Enter"</kbd>
            </button>
        </section>
    }
}

#[component]
fn RefundWay(refund_to: RwSignal<Option<TenderKind>>) -> impl IntoView {
    let way = |kind, test_id| (Some(kind), tender_word(kind), test_id);
    let options = vec![
        (None, t(Receipts::RefundSame), "refund-same"),
        way(TenderKind::Cash, "refund-cash"),
        way(TenderKind::Card, "refund-card"),
    ];
    view! { <Choice label=t(Receipts::RefundAs) value=refund_to options=options /> }
}
