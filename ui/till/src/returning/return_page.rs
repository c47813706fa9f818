use bezmen_contract::till::{GetReceipt, ReceiptView};
use bezmen_domain::id::SaleId;
use bezmen_kit::bridge;
use bezmen_kit::button::Button;
use bezmen_kit::notice::InlineError;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choices::{Choices, left_of};
use super::refund_panel::RefundPanel;
use super::return_line::ReturnLine;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Receipts, fill, t};

/// Picks what comes back of a receipt, and refunds it.
#[component]
pub fn ReturnPage(
    /// The sale.
    sale_id: SaleId,
) -> impl IntoView {
    let desk = Desk::here();
    let receipt = RwSignal::new(None::<ReceiptView>);
    let error = RwSignal::new(String::new());
    leave_keys(desk, Screen::Receipts, |_| bezmen_kit::beep::bad());
    spawn_local(async move {
        match bridge::call(GetReceipt { sale_id }).await {
            Ok(view) => receipt.set(Some(view)),
            Err(failure) => error.set(failure.message),
        }
    });
    let title = Signal::derive(move || {
        let number = receipt.with(|receipt| {
            receipt
                .as_ref()
                .map(|receipt| receipt.row.number.clone())
                .unwrap_or_default()
        });
        fill(Receipts::ReturnTitle, &[&number])
    });
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=title back=Screen::Receipts />
            <InlineError text=error />
            {move || receipt.get().map(|receipt| view! { <ReturnForm receipt=receipt /> })}
        </div>
    }
}

#[component]
fn ReturnForm(receipt: ReceiptView) -> impl IntoView {
    let choices = Choices::none();
    let at = RwSignal::new(0_usize);
    let lines = StoredValue::new(receipt.lines.clone());
    let rows = receipt
        .lines
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, line)| {
            let lit = Signal::derive(move || at.get() == index);
            view! { <ReturnLine line=line choices=choices lit=lit /> }
        })
        .collect_view();
    view! {
        <div class="bz-split">
            <section class="flex flex-col gap-3 min-h-0">
                <div class="flex gap-2">
                    <Button
                        word=t(Receipts::ReturnAll)
                        icon=icondata::LuCheck
                        test_id="return-all"
                        on_press=move || lines.with_value(|lines| lines.iter().for_each(|line| choices.set(line, left_of(line))))
                    />
                    <Button
                        word=t(Receipts::ReturnNone)
                        on_press=move || lines.with_value(|lines| lines.iter().for_each(|line| choices.set(line, bezmen_domain::quantity::Quantity::ZERO)))
                    />
                </div>
                <div class="bz-panel overflow-auto min-h-0">{rows}</div>
                <SaidStrip />
                <p class="text-faint text-sm">{t(Receipts::ReturnKeys)}</p>
            </section>
            <RefundPanel receipt=receipt choices=choices at=at />
        </div>
    }
}
