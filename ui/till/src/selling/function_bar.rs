use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use super::exact_cash::pay_exact_cash;
use crate::desk::{Desk, Overlay, Screen};
use crate::words::{Frame, t};

/// The functions with their keys, each one large touch.
#[component]
pub fn FunctionBar() -> impl IntoView {
    let desk = Desk::here();
    let open = move |overlay: Overlay| desk.overlay.set(Some(overlay));
    let held = move || {
        desk.ticket
            .with(|ticket| ticket.as_ref().map_or(0, |ticket| ticket.held_count))
    };
    view! {
        <nav class="bz-functions">
            <Function key_name="F1" word=Frame::Menu icon=icondata::LuMenu test_id="fn-menu" on_press=move || open(Overlay::Menu) />
            <Function key_name="F3" word=Frame::Customer icon=icondata::LuUserRound test_id="fn-customer" on_press=move || open(Overlay::Customer) />
            <Function key_name="F4" word=Frame::Discount icon=icondata::LuBadgePercent test_id="fn-discount" on_press=move || open(Overlay::Discount) />
            <Function key_name="F5" word=Frame::Hold icon=icondata::LuPause test_id="fn-hold" on_press=move || open(Overlay::Hold) />
            <Function
                key_name="F6"
                word=Frame::Recall
                icon=icondata::LuArchiveRestore
                test_id="fn-recall"
                count=Signal::derive(held)
                on_press=move || open(Overlay::Recall)
            />
            <Function key_name="F7" word=Frame::Return icon=icondata::LuUndo2 test_id="fn-return" on_press=move || desk.go(Screen::Receipts) />
            <Function key_name="F8" word=Frame::Weigh icon=icondata::LuScale test_id="fn-weigh" on_press=move || open(Overlay::Weigh(None)) />
            <Function key_name="F9" word=Frame::Exact icon=icondata::LuBanknote test_id="fn-exact" on_press=move || pay_exact_cash(desk) />
            <Function key_name="F11" word=Frame::Drawer icon=icondata::LuInbox test_id="fn-drawer" on_press=move || open(Overlay::Drawer) />
            <Function key_name="F12" word=Frame::Lock icon=icondata::LuLock test_id="fn-lock" on_press=move || desk.lock() />
        </nav>
    }
}

#[component]
fn Function(
    key_name: &'static str,
    word: Frame,
    icon: icondata::Icon,
    test_id: &'static str,
    #[prop(optional)] count: Option<Signal<u32>>,
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="bz-function" data-testid=test_id on:click=move |_| on_press()>
            <span class="bz-function-top">
                <Sign icon=icon />
                <kbd class="bz-key">{key_name}</kbd>
                {move || count.map(|count| count.get()).filter(|count| *count > 0).map(|count| view! { <b class="bz-count-badge">{count}</b> })}
            </span>
            <span class="bz-function-word">{t(word)}</span>
        </button>
    }
}
