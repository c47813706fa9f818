use bezmen_kit::button::Button;
use leptos::prelude::*;

use super::Ask;
use crate::desk::{Desk, Overlay, Screen};
use crate::words::{Devices, Frame, Selling, t};

/// Where to go.
#[component]
pub fn Menu() -> impl IntoView {
    let desk = Desk::here();
    let place = move |word: &'static str,
                      icon: icondata::Icon,
                      screen: Screen,
                      test_id: &'static str| {
        view! { <Button word=word icon=icon class="bz-menu-item" test_id=test_id on_press=move || desk.go(screen) /> }
    };
    view! {
        <Ask title=t(Frame::Menu) on_close=move || desk.overlay.set(None) test_id="menu">
            <nav class="grid grid-cols-2 gap-2">
                {place(t(Frame::Sell), icondata::LuShoppingBasket, Screen::Sell, "menu-sell")}
                {place(t(Frame::Receipts), icondata::LuReceiptText, Screen::Receipts, "menu-receipts")}
                {place(t(Frame::ShiftAndCash), icondata::LuCoins, Screen::Shift, "menu-shift")}
                {place(t(Frame::SyncAndPrint), icondata::LuRefreshCw, Screen::Sync, "menu-sync")}
                {place(t(Devices::Title), icondata::LuCable, Screen::Devices, "menu-devices")}
                {place(t(Frame::Settings), icondata::LuSettings, Screen::Settings, "menu-settings")}
                <Button
                    word=t(Selling::CancelTicket)
                    icon=icondata::LuTrash2
                    class="bz-menu-item"
                    test_id="menu-cancel-ticket"
                    off=Signal::derive(move || desk.is_empty())
                    on_press=move || desk.overlay.set(Some(Overlay::CancelTicket))
                />
            </nav>
        </Ask>
    }
}
