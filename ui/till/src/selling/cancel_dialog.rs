use bezmen_contract::till::CancelTicket;
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::desk::{Desk, with_consent};
use crate::frame::Ask;
use crate::words::{Frame, Selling, t};

/// Drops the whole ticket, after a question.
#[component]
pub fn CancelDialog() -> impl IntoView {
    let desk = Desk::here();
    let close = move || desk.overlay.set(None);
    let cancel = move || {
        close();
        with_consent(
            desk,
            |approval| CancelTicket { approval },
            move |reply| desk.take_ticket(reply),
        );
    };
    view! {
        <Ask title=t(Selling::CancelTicket) on_close=close test_id="cancel-ticket">
            <p>{t(Selling::CancelAsk)}</p>
            <div class="bz-dialog-foot">
                <Button word=t(Frame::Cancel) weight=Weight::Quiet key_hint="Esc" on_press=close />
                <Button word=t(Selling::CancelYes) weight=Weight::Danger icon=icondata::LuTrash2 test_id="cancel-confirm" on_press=cancel />
            </div>
        </Ask>
    }
}
