use bezmen_contract::till::LineView;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use bezmen_kit::amount::Amount;
use bezmen_kit::beep;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{InlineError, Tone};
use leptos::prelude::*;

use super::tender_list::TenderList;
use super::tender_pad::TenderPad;
use super::tenders::Tenders;
use crate::desk::{Desk, Figures, Screen, is_barcode, type_figures};
use crate::frame::SaidStrip;
use crate::shift::read_sum;
use crate::words::{Paying, fill, t};

/// What is due, and every way to pay it.
#[component]
pub fn PayPage() -> impl IntoView {
    let desk = Desk::here();
    let tenders = Tenders::new(desk);
    tenders.show_buyer();
    let typed = RwSignal::new(String::new());
    let pay_cash = Callback::new(move |()| {
        let text = typed.get_untracked();
        let sum = if text.is_empty() {
            Ok(untrack(move || tenders.missing(TenderKind::Cash)))
        } else {
            read_sum(&text)
        };
        match sum {
            Ok(sum) => {
                typed.set(String::new());
                tenders.take(TenderKind::Cash, sum);
            }
            Err(words) => tenders.error.set(words),
        }
    });
    let exact = move || {
        tenders.take(
            TenderKind::Cash,
            untrack(move || tenders.missing(TenderKind::Cash)),
        )
    };
    desk.keys.take(move |heard| {
        if is_barcode(&heard) {
            beep::bad();
            desk.say(Tone::Attention, t(Paying::ScanFirst));
            return true;
        }
        match type_figures(typed, &heard) {
            Figures::Entered => pay_cash.run(()),
            Figures::Left => desk.go(Screen::Sell),
            Figures::Changed => tenders.error.set(String::new()),
            Figures::Key(key) if key == "F9" => exact(),
            Figures::Key(key) if key == "F10" => pay_cash.run(()),
            Figures::Key(_) | Figures::Nothing => return false,
        }
        true
    });
    view! {
        <div class="bz-pay-page">
            <section class="bz-panel bz-pay-left">
                <Button
                    word=t(Paying::BackToTicket)
                    icon=icondata::LuArrowLeft
                    weight=Weight::Quiet
                    key_hint="Esc"
                    class="self-start -ml-4"
                    test_id="pay-back"
                    on_press=move || desk.go(Screen::Sell)
                />
                <Due tenders=tenders />
                <TenderList tenders=tenders />
                <TicketSummary tenders=tenders />
                <SaidStrip />
                <InlineError text=tenders.error />
            </section>
            <TenderPad tenders=tenders typed=typed pay_cash=pay_cash />
        </div>
    }
}

/// What is being paid for, in short.
#[component]
fn TicketSummary(tenders: Tenders) -> impl IntoView {
    let lines = move || {
        tenders
            .ticket()
            .map(|ticket| ticket.lines)
            .unwrap_or_default()
    };
    let row = |line: LineView| {
        view! {
            <div class="bz-pair">
                <span class="truncate">{line.name}</span>
                <Amount value=line.total />
            </div>
        }
    };
    view! { <div class="bz-pay-lines">{move || lines().into_iter().map(row).collect_view()}</div> }
}

#[component]
fn Due(tenders: Tenders) -> impl IntoView {
    let missing = Signal::derive(move || tenders.missing(TenderKind::Card));
    // Coins may pay another sum than a card: it is said beside it.
    let cash_due = move || {
        let in_cash = tenders.missing(TenderKind::Cash);
        (in_cash != missing.get()).then_some(in_cash)
    };
    let word = move || {
        t(if tenders.taken.with(Vec::is_empty) {
            Paying::Due
        } else {
            Paying::Missing
        })
    };
    let in_cash = move || {
        cash_due().map(|sum: Money| {
            let text = bezmen_domain::money::format(
                sum,
                bezmen_kit::look::currency(),
                bezmen_kit::look::locale(),
            );
            view! { <span class="text-faint bz-figures">{fill(Paying::CashDue, &[&text])}</span> }
        })
    };
    view! {
        <div class="flex flex-col">
            <span class="bz-label text-lg">{word}</span>
            <output class="bz-total" data-testid="pay-due">
                <Amount value=missing symbol=true />
            </output>
            {in_cash}
        </div>
    }
}
