use bezmen_contract::till::{BuyerMoment, BuyerView, Theme};
use bezmen_kit::bridge;
use bezmen_kit::look::{self, Shade};
use leptos::prelude::*;

use super::goods::Goods;
use super::sums::{PaidSums, PayingSums, TicketSums};
use crate::words::{Customer, t};

/// The sale as its buyer sees it, in large type; nothing here can be pressed.
#[component]
pub fn CustomerPage() -> impl IntoView {
    look::set_locale(look::system_locale());
    look::set_shade(Shade::System);
    let view = RwSignal::new(None::<BuyerView>);
    let up = RwSignal::new(true);
    bridge::follow_buyer(
        move |told| {
            adopt_look(&told);
            if view.with_untracked(|shown| shown.as_ref() != Some(&told)) {
                view.set(Some(told));
            }
        },
        move |is_there| up.set(is_there),
    );
    let shop = Memo::new(move |_| {
        view.with(|view| {
            view.as_ref()
                .map(|view| view.shop.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <div class="bz-buyer" data-testid="customer-page">
            <header class="bz-buyer-head" data-testid="customer-shop">{shop}</header>
            <main class="bz-buyer-main">
                {move || view.get().map(|view| moment(view.moment))}
            </main>
            <Show when=move || !up.get()>
                <p class="bz-buyer-lost" role="status" data-testid="customer-lost">{t(Customer::Lost)}</p>
            </Show>
        </div>
    }
}

fn moment(moment: BuyerMoment) -> AnyView {
    match moment {
        BuyerMoment::Closed => said(Customer::Closed, Some(Customer::ClosedHint)),
        BuyerMoment::Welcome => said(Customer::Welcome, None),
        BuyerMoment::Thanks => said(Customer::Thanks, None),
        BuyerMoment::Selling(ticket) => {
            let (total, saved) = (ticket.total, ticket.saved);
            view! {
                <Goods ticket=ticket />
                <TicketSums total=total saved=saved />
            }
            .into_any()
        }
        BuyerMoment::Paying {
            ticket,
            taken,
            missing,
        } => view! {
            <Goods ticket=ticket />
            <PayingSums taken=taken missing=missing />
        }
        .into_any(),
        BuyerMoment::Paid { given, change } => {
            view! { <PaidSums given=given change=change /> }.into_any()
        }
    }
}

fn said(words: Customer, hint: Option<Customer>) -> AnyView {
    view! {
        <div class="bz-buyer-said">
            <h1 data-testid="customer-said">{t(words)}</h1>
            {hint.map(|hint| view! { <p>{t(hint)}</p> })}
        </div>
    }
    .into_any()
}

fn adopt_look(view: &BuyerView) {
    look::set_locale(view.locale);
    look::set_currency(view.currency);
    look::set_shade(match view.theme {
        Theme::System => Shade::System,
        Theme::Light => Shade::Light,
        Theme::Dark => Shade::Dark,
    });
}
