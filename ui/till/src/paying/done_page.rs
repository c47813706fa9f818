use bezmen_contract::till::{PrinterState, Reprint, SaleDone};
use bezmen_domain::money::Money;
use bezmen_domain::receipt::ReceiptKind;
use bezmen_domain::tender::TenderKind;
use bezmen_kit::amount::Amount;
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::paper::Paper;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::tender_words::tender_word;
use crate::desk::{Desk, Screen};
use crate::frame::SaidStrip;
use crate::words::{Paying, Receipts, Selling, fill, t};

/// The change in huge type beside the receipt; the next scan starts the next sale.
#[component]
pub fn DonePage() -> impl IntoView {
    let desk = Desk::here();
    desk.keys.take(move |heard| {
        match heard.reading {
            Reading::Scanned(ref text) => {
                desk.go(Screen::Sell);
                desk.scan(heard.whole(text), heard.at_ms);
            }
            Reading::Typed(text) => {
                desk.go(Screen::Sell);
                desk.typed
                    .set(text.chars().filter(char::is_ascii_digit).collect());
            }
            Reading::Pressed(stroke) if matches!(stroke.key.as_str(), "Enter" | "Escape") => {
                desk.go(Screen::Sell)
            }
            Reading::Pressed(_) => return false,
        }
        true
    });
    move || desk.done.get().map(|done| view! { <Done done=done /> })
}

#[component]
fn Done(done: SaleDone) -> impl IntoView {
    let desk = Desk::here();
    let is_return = done.document.kind == ReceiptKind::Return;
    let title = fill(
        if is_return {
            Paying::Refunded
        } else {
            Paying::Sold
        },
        &[&done.number],
    );
    let (word, sum) = outcome(&done);
    let no_printer = desk
        .status
        .with_untracked(|status| status.printer.state == PrinterState::Absent);
    let sale_id = done.sale_id;
    let print = move || {
        spawn_local(async move {
            if let Err(failure) = bridge::call(Reprint { sale_id }).await {
                desk.refuse(&failure);
            }
        });
    };
    let pair = |word: &str, sum: Money| {
        view! {
            <div class="bz-pair">
                <span>{word.to_owned()}</span>
                <Amount value=sum symbol=true />
            </div>
        }
    };
    // What was kept of the cash is what was received less the change; people remember what they were handed.
    let payments = done.payments.iter().map(|payment| match payment.kind {
        TenderKind::Cash => pair(tender_word(payment.kind), payment.amount + done.change),
        kind => pair(tender_word(kind), payment.amount),
    });
    let payments = payments.collect_view();
    let total = (!is_return).then(|| pair(t(Selling::Total), done.total));
    view! {
        <div class="bz-done">
            <section class="bz-panel bz-done-left">
                <h1 class="bz-label text-lg" data-testid="sale-number">{title}</h1>
                <div>
                    <span class="text-2xl font-semibold">{t(word)}</span>
                    <output class="bz-change" data-testid="change">
                        <Amount value=sum symbol=true />
                    </output>
                </div>
                <div class="flex flex-col">
                    {total}
                    {(!done.rounding.is_zero())
                        .then(|| {
                            view! {
                                <div class="bz-pair">
                                    <span>{t(Paying::Rounding)}</span>
                                    <Amount value=done.rounding symbol=true signed=true />
                                </div>
                            }
                        })}
                    {payments}
                </div>
                <span class="grow"></span>
                {no_printer.then(|| view! { <Notice tone=Tone::Attention text=t(Paying::NotPrinted) /> })}
                {(!no_printer && done.print_job_id.is_none())
                    .then(|| view! { <Button word=t(Receipts::Reprint) icon=icondata::LuPrinter test_id="print-receipt" on_press=print /> })}
                <SaidStrip />
                <Button
                    word=t(Paying::NextSale)
                    weight=Weight::Main
                    key_hint="Enter"
                    class="bz-button-tall text-xl"
                    test_id="next-sale"
                    on_press=move || desk.go(Screen::Sell)
                />
                <p class="text-faint text-center">{t(Paying::NextHint)}</p>
            </section>
            <section class="overflow-auto">
                <Paper document=done.document />
            </section>
        </div>
    }
}

/// What the cashier hands to the customer now, and the word for it.
fn outcome(done: &SaleDone) -> (Paying, Money) {
    let is_return = done.document.kind == ReceiptKind::Return;
    let in_cash = done.payments.iter().find(|payment| payment.kind.is_cash());
    let in_all = done.payments.iter().map(|payment| payment.amount).sum();
    match (is_return, in_cash) {
        (true, Some(cash)) => (Paying::GiveBack, cash.amount.abs()),
        // What is worth less than the smallest coin gives back nothing.
        (true, None) if done.payments.is_empty() => (Paying::NothingBack, in_all),
        (true, None) => (Paying::GivenBack, in_all),
        (false, _) if done.change.is_zero() => (Paying::NoChange, done.change),
        (false, _) => (Paying::Change, done.change),
    }
}

#[cfg(test)]
mod tests {
    use bezmen_domain::id::SaleId;
    use bezmen_domain::locale::Locale;
    use bezmen_domain::receipt::ReceiptDocument;
    use bezmen_domain::tender::Payment;

    use super::*;

    fn back(total: i64, payments: &[(TenderKind, i64)]) -> SaleDone {
        let payments = payments.iter().map(|(kind, amount)| Payment {
            kind: *kind,
            amount: Money::from_minor(*amount),
            tendered: Money::from_minor(*amount),
            reference: None,
        });
        let payments: Vec<Payment> = payments.collect();
        let due: Money = payments.iter().map(|payment| payment.amount).sum();
        SaleDone {
            sale_id: SaleId::from_parts(1, *b"return----"),
            number: "A1-000002".to_owned(),
            total: Money::from_minor(total),
            rounding: due - Money::from_minor(total),
            change: Money::ZERO,
            payments,
            document: ReceiptDocument {
                kind: ReceiptKind::Return,
                locale: Locale::Ru,
                rows: Vec::new(),
            },
            print_job_id: None,
        }
    }

    #[test]
    fn a_return_says_what_is_given_back_and_how() {
        let told = |total, payments: &[(TenderKind, i64)]| {
            let (word, sum) = outcome(&back(total, payments));
            (t(word), sum.minor())
        };
        assert_eq!(told(40, &[]), (t(Paying::NothingBack), 0));
        let by_card = (t(Paying::GivenBack), 10_000);
        assert_eq!(told(10_040, &[(TenderKind::Card, 10_000)]), by_card);
        let mixed = [(TenderKind::Card, 4_000), (TenderKind::Cash, 100)];
        assert_eq!(told(4_060, &mixed), (t(Paying::GiveBack), 100));
    }
}
