use bezmen_contract::till::{BuyerLine, BuyerTicket};
use bezmen_kit::amount::Amount;
use bezmen_kit::measure::Measure;
use leptos::html::Li;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

/// The lines of the ticket; the one touched last is lit and in sight.
#[component]
pub fn Goods(
    /// The ticket.
    ticket: BuyerTicket,
) -> impl IntoView {
    let last = ticket.last_line_id;
    let rows = ticket.lines.into_iter().map(|line| {
        let is_lit = Some(line.line_id) == last;
        view! { <Row line=line is_lit=is_lit /> }
    });
    view! { <ol class="bz-buyer-goods" data-testid="customer-goods">{rows.collect_view()}</ol> }
}

#[component]
fn Row(line: BuyerLine, is_lit: bool) -> impl IntoView {
    let row = NodeRef::<Li>::new();
    Effect::new(move || {
        if let (true, Some(row)) = (is_lit, row.get()) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let struck = (line.total < line.gross).then(|| {
        view! {
            <s>
                <Amount value=line.gross />
            </s>
        }
    });
    view! {
        <li node_ref=row class="bz-buyer-line" class:bz-buyer-lit=is_lit data-testid="customer-line">
            <span class="bz-buyer-name">{line.name}</span>
            <Amount value=line.total class="bz-buyer-sum" />
            <span class="bz-buyer-how">
                <Measure value=line.quantity unit=line.unit full=true />
                " × "
                <Amount value=line.unit_price />
            </span>
            <span class="bz-buyer-struck">{struck}</span>
        </li>
    }
}
