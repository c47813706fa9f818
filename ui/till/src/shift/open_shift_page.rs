use bezmen_contract::till::OpenShift;
use bezmen_domain::money::Money;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::InlineError;
use bezmen_kit::{beep, bridge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::amount_entry::{AmountEntry, read_sum};
use crate::desk::{Desk, Figures, Overlay, Screen, type_figures};
use crate::frame::SaidStrip;
use crate::words::{Frame, Shift, t};

/// Asks for the cash in the drawer and opens the shift.
#[component]
pub fn OpenShiftPage() -> impl IntoView {
    let desk = Desk::here();
    let value = RwSignal::new(String::new());
    let (wrong, error, busy) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(false),
    );
    let open = Callback::new(move |()| {
        let typed = value.get_untracked();
        let opening_float = if typed.is_empty() {
            Ok(Money::ZERO)
        } else {
            read_sum(&typed)
        };
        let opening_float = match opening_float {
            Ok(sum) => sum,
            Err(words) => return wrong.set(words),
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match bridge::call(OpenShift { opening_float }).await {
                Ok(_) => {
                    // An event may have told of the shift already: then this page is gone, and the cashier may have
                    // gone on to another one.
                    if busy.try_get_untracked().is_some() {
                        desk.go(Screen::Sell);
                    }
                    desk.ask_all();
                }
                Err(failure) => {
                    beep::bad();
                    error.try_set(failure.message);
                }
            }
            busy.try_set(false);
        });
    });
    desk.keys
        .take(move |heard| match type_figures(value, &heard) {
            Figures::Changed => {
                wrong.set(String::new());
                true
            }
            Figures::Entered => {
                open.run(());
                true
            }
            Figures::Key(key) if key == "F1" => {
                desk.overlay.set(Some(Overlay::Menu));
                true
            }
            Figures::Left | Figures::Key(_) | Figures::Nothing => false,
        });
    view! {
        <div class="bz-page-middle">
            <section class="bz-panel flex flex-col gap-4 p-8 w-[440px]">
                <h1 class="bz-title">{t(Shift::OpenTitle)}</h1>
                <p class="text-faint">{t(Shift::OpenHint)}</p>
                <SaidStrip />
                <AmountEntry label=t(Shift::Float) value=value error=wrong test_id="float" />
                <InlineError text=error />
                <Button
                    word=t(Shift::Open)
                    weight=Weight::Main
                    busy=busy
                    key_hint="Enter"
                    class="bz-button-tall"
                    test_id="open-shift"
                    on_press=move || open.run(())
                />
                <Button
                    word=t(Frame::Menu)
                    weight=Weight::Quiet
                    key_hint="F1"
                    test_id="menu-open"
                    on_press=move || desk.overlay.set(Some(Overlay::Menu))
                />
            </section>
        </div>
    }
}
