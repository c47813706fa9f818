use bezmen_kit::empty_state::EmptyState;
use leptos::prelude::*;

use super::entry_strip::EntryStrip;
use super::line_tools::LineTools;
use super::ticket_line::TicketLine;
use super::totals::Totals;
use super::unknown_barcode::UnknownBarcode;
use crate::desk::Desk;
use crate::frame::SaidStrip;
use crate::words::{Selling, t};

/// The ticket: its lines, what was said about it, the total and the way to pay.
#[component]
pub fn TicketPane() -> impl IntoView {
    let desk = Desk::here();
    let lines = move || {
        desk.ticket.with(|ticket| {
            ticket
                .as_ref()
                .map(|ticket| ticket.lines.clone())
                .unwrap_or_default()
        })
    };
    let compact = move || desk.status.with(|status| status.settings.compact);
    view! {
        <section class="bz-ticket">
            <ol class="bz-ticket-lines" class:bz-compact=compact data-testid="ticket">
                <For
                    each=lines
                    key=|line| (line.line_id, line.quantity, line.gross, line.total, line.line_discount)
                    let:line
                >
                    <TicketLine line=line />
                </For>
                <Show when=move || desk.is_empty()>
                    <li class="bz-ticket-empty">
                        <EmptyState icon=icondata::LuScanBarcode title=t(Selling::EmptyTitle) hint=t(Selling::EmptyHint) />
                    </li>
                </Show>
            </ol>
            <LineTools />
            <div class="bz-ticket-says">
                <EntryStrip />
                <UnknownBarcode />
                <SaidStrip />
            </div>
            <Totals />
        </section>
    }
}
