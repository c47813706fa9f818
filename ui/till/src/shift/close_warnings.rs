use bezmen_contract::till::ClosePreview;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::words::{Shift, fill, items, receipts_counted, tickets};

/// Tells whether nothing stands in the way of closing.
pub fn may_close(preview: &ClosePreview) -> bool {
    preview.open_lines == 0 && preview.held_tickets == 0
}

/// What stands in the way of closing, and what is good to know.
#[component]
pub fn CloseWarnings(
    /// As the engine sees it.
    preview: ClosePreview,
) -> impl IntoView {
    let line = |show: bool, tone: Tone, text: String| {
        show.then(|| view! { <Notice tone=tone text=text /> })
    };
    view! {
        <div class="flex flex-col gap-2">
            {line(
                preview.open_lines > 0,
                Tone::Bad,
                fill(Shift::OpenLines, &[&items(u64::from(preview.open_lines))]),
            )}
            {line(preview.held_tickets > 0, Tone::Bad, fill(Shift::Held, &[&tickets(u64::from(preview.held_tickets))]))}
            {line(
                preview.unprinted > 0,
                Tone::Attention,
                fill(Shift::Unprinted, &[&receipts_counted(u64::from(preview.unprinted))]),
            )}
            {line(preview.unsent > 0, Tone::Attention, fill(Shift::Unsent, &[&receipts_counted(preview.unsent)]))}
        </div>
    }
}
