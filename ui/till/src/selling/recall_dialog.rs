use bezmen_contract::till::{HeldTicketView, ListHeld, RecallTicket};
use bezmen_kit::amount::Amount;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::InlineError;
use bezmen_kit::{bridge, moment};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::Desk;
use crate::frame::Ask;
use crate::words::{Selling, items, t};

/// Takes a held ticket back.
#[component]
pub fn RecallDialog() -> impl IntoView {
    let desk = Desk::here();
    let error = RwSignal::new(String::new());
    let held =
        LocalResource::new(|| async move { bridge::call(ListHeld {}).await.unwrap_or_default() });
    let close = move || desk.overlay.set(None);
    let take = Callback::new(move |view: HeldTicketView| {
        spawn_local(async move {
            let held_id = view.held_id;
            let reply = bridge::call(RecallTicket { held_id }).await;
            desk.take_answer(reply, error);
        });
    });
    view! {
        <Ask title=t(Selling::RecallTitle) on_close=close test_id="recall">
            <InlineError text=error />
            {move || {
                let all = held.get()?;
                if all.is_empty() {
                    return Some(
                        view! {
                            <EmptyState icon=icondata::LuArchiveRestore title=t(Selling::RecallEmptyTitle) hint=t(Selling::RecallEmptyHint) />
                        }
                            .into_any(),
                    );
                }
                let rows = all.iter().cloned().map(|view| view! { <HeldRow view=view take=take /> }).collect_view();
                Some(view! { <div class="bz-panel overflow-hidden">{rows}</div> }.into_any())
            }}
        </Ask>
    }
}

#[component]
fn HeldRow(view: HeldTicketView, take: Callback<HeldTicketView>) -> impl IntoView {
    let shown = view.clone();
    let under = format!(
        "{} · {} · {}",
        moment::time_or_day(shown.held_at_ms),
        shown.held_by,
        items(u64::from(shown.lines))
    );
    let title = if shown.note.is_empty() {
        moment::time(shown.held_at_ms)
    } else {
        shown.note
    };
    view! {
        <button type="button" class="bz-row" data-testid="held-ticket" on:click=move |_| take.run(view.clone())>
            <span class="grow min-w-0">
                <strong class="block truncate">{title}</strong>
                <span class="block text-faint text-sm">{under}</span>
            </span>
            <Amount value=shown.total symbol=true class="font-semibold" />
        </button>
    }
}
