use leptos::prelude::*;

use super::find_pane::FindPane;
use super::function_bar::FunctionBar;
use super::sell_keys::hear_selling;
use super::ticket_pane::TicketPane;
use crate::desk::Desk;

/// The ticket at the left, goods to pick at the right, functions below.
#[component]
pub fn SellPage() -> impl IntoView {
    let desk = Desk::here();
    desk.keys.take(move |heard| hear_selling(desk, heard));
    view! {
        <div class="bz-sell">
            <TicketPane />
            <FindPane />
            <FunctionBar />
        </div>
    }
}
