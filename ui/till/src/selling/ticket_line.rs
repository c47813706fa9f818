use bezmen_contract::till::LineView;
use bezmen_kit::amount::Amount;
use bezmen_kit::measure::Measure;
use bezmen_kit::tied::tied;
use leptos::html::Li;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::desk::Desk;
use crate::words::{Selling, t};

/// One line: name and sum, below it how the sum came about. The selected line is lit and shows its whole name.
#[component]
pub fn TicketLine(
    /// The line.
    line: LineView,
) -> impl IntoView {
    let desk = Desk::here();
    let id = line.line_id;
    let selected = Memo::new(move |_| desk.selected.get() == Some(id));
    let row = NodeRef::<Li>::new();
    Effect::new(move || {
        if let (true, Some(row)) = (selected.get(), row.get()) {
            show(&row);
        }
    });
    // Whatever is said below takes its room from the lines; the lit one must not slip behind it.
    Effect::new(move || {
        let is_said = || desk.said.with(Option::is_some) || desk.unknown.with(Option::is_some);
        if selected.get() && is_said() {
            request_animation_frame(move || {
                if let Some(Some(row)) = row.try_get_untracked() {
                    show(&row);
                }
            });
        }
    });
    let is_marked = line.ki.is_some();
    let is_discounted = line.line_discount.is_positive() || line.receipt_discount.is_positive();
    view! {
        <li node_ref=row class="bz-line" class:bz-line-lit=move || selected.get() data-testid="ticket-line">
            <button type="button" aria-pressed=move || selected.get().to_string() on:click=move |_| desk.selected.set(Some(id))>
                <span class="bz-line-name">{tied(&line.name)}</span>
                <Amount value=line.total class="bz-line-sum" />
                <span class="bz-line-how">
                    <Measure value=line.quantity unit=line.unit />
                    " × "
                    <Amount value=line.unit_price />
                    {is_marked.then(|| view! { <span class="bz-badge ms-2" data-testid="line-marked">{t(Selling::Marked)}</span> })}
                </span>
                {is_discounted
                    .then(|| {
                        view! {
                            <s class="bz-line-struck">
                                <Amount value=line.gross />
                            </s>
                        }
                    })}
                {(!line.warning.is_empty())
                    .then(|| view! { <span class="bz-line-warning" data-testid="line-warning">{line.warning}</span> })}
            </button>
        </li>
    }
}

fn show(row: &web_sys::Element) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    row.scroll_into_view_with_scroll_into_view_options(&nearest);
}
