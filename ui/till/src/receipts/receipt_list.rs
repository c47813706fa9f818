use bezmen_contract::till::ReceiptRow;
use bezmen_domain::id::SaleId;
use bezmen_kit::amount::Amount;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::moment;
use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::days::Days;
use crate::words::{Receipts, t};

/// The receipts that were found, newest first.
#[component]
pub fn ReceiptList(
    /// What was found; nothing before the first answer.
    found: RwSignal<Option<Vec<ReceiptRow>>>,
    /// The days it was looked for in.
    days: RwSignal<Days>,
    /// Which one is shown.
    picked: Signal<Option<SaleId>>,
    /// Hears which one was touched.
    on_pick: Callback<SaleId>,
) -> impl IntoView {
    let rows = move || found.get().unwrap_or_default();
    view! {
        <div class="bz-panel overflow-auto min-h-0 grow">
            <For each=rows key=|row| (row.sale_id, row.sent, row.returned) let:row>
                <ReceiptLine row=row picked=picked on_pick=on_pick />
            </For>
            <Show when=move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty))>
                <EmptyState icon=icondata::LuReceiptText title=t(Receipts::EmptyTitle) hint=t(Receipts::EmptyHint) />
                <Show when=move || days.get() != Days::All>
                    <div class="flex justify-center pb-4">
                        <button
                            type="button"
                            class="bz-button"
                            data-testid="receipts-all-days"
                            on:click=move |_| days.set(Days::All)
                        >
                            {t(Receipts::LookInAllDays)}
                        </button>
                    </div>
                </Show>
            </Show>
        </div>
    }
}

#[component]
fn ReceiptLine(
    row: ReceiptRow,
    picked: Signal<Option<SaleId>>,
    on_pick: Callback<SaleId>,
) -> impl IntoView {
    let id = row.sale_id;
    let mark = match (row.is_return, row.returned) {
        (true, _) => Some(Receipts::Return),
        (false, true) => Some(Receipts::PartlyReturned),
        (false, false) => None,
    };
    let is_picked = Memo::new(move |_| picked.get() == Some(id));
    let line = NodeRef::<html::Button>::new();
    // The arrow keys walk out of what is seen.
    Effect::new(move || {
        if let (true, Some(line)) = (is_picked.get(), line.get()) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <button
            type="button"
            node_ref=line
            class="bz-row"
            data-testid="receipt-row"
            aria-pressed=move || is_picked.get().to_string()
            on:click=move |_| on_pick.run(id)
        >
            <span class="grow min-w-0">
                <span class="flex items-center gap-2">
                    <strong class="bz-figures">{row.number}</strong>
                    <span class="bz-figures text-faint">{moment::time_or_day(row.sold_at_ms)}</span>
                    {mark.map(|mark| view! { <span class="bz-badge bz-badge-attention">{t(mark)}</span> })}
                    {(!row.sent).then(|| view! { <span class="bz-badge">{t(Receipts::Waiting)}</span> })}
                </span>
                <span class="block truncate text-faint text-sm">{row.summary}</span>
            </span>
            <Amount value=row.total class="font-semibold text-lg" />
        </button>
    }
}
