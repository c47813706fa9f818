use bezmen_contract::till::OpenDrawer;
use bezmen_kit::beep;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::{InlineError, Tone};
use leptos::prelude::*;

use crate::desk::{Desk, with_consent};
use crate::frame::Ask;
use crate::words::{Selling, t};

/// Opens the drawer without a sale, with a reason.
#[component]
pub fn DrawerDialog() -> impl IntoView {
    let desk = Desk::here();
    let reason = RwSignal::new(String::new());
    let (wrong, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let close = move || desk.overlay.set(None);
    let open = Callback::new(move |()| {
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            return wrong.set(t(Selling::ReasonMissing).to_owned());
        }
        with_consent(
            desk,
            move |approval| OpenDrawer {
                reason: why.clone(),
                approval,
            },
            move |reply| match reply {
                Ok(()) => {
                    close();
                    desk.say(Tone::Good, t(Selling::DrawerOpened));
                }
                Err(failure) => {
                    beep::bad();
                    error.set(failure.message);
                }
            },
        );
    });
    view! {
        <Ask title=t(Selling::DrawerReason) on_close=close on_enter=open test_id="drawer">
            <Field label="" value=reason error=wrong example=t(Selling::DrawerExample) first=true on_enter=open test_id="drawer-reason" />
            <InlineError text=error />
            <Button word=t(Selling::DrawerOpen) weight=Weight::Main test_id="drawer-confirm" on_press=move || open.run(()) />
        </Ask>
    }
}
