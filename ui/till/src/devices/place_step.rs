use bezmen_contract::till::{ChoicesView, ListChoices};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::by_hand::ByHand;
use super::port_button::PortButton;
use super::scale_wizard::{Step, Wizard};
use crate::desk::Desk;
use crate::words::{Devices, t};

/// Chooses where the scale is: a port from the list, or an address.
#[component]
pub fn PlaceStep(
    /// What is being set up.
    wizard: Wizard,
) -> impl IntoView {
    let desk = Desk::here();
    let choices = RwSignal::new(None::<ChoicesView>);
    let by_hand = RwSignal::new(false);
    let ask = move || {
        spawn_local(async move {
            match bridge::call(ListChoices {}).await {
                Ok(view) => {
                    choices.try_set(Some(view));
                }
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    ask();
    let ports = move || {
        let lines = |view: &ChoicesView| {
            let ports = view.ports.iter().filter(|port| !port.is_printer);
            ports.cloned().collect::<Vec<_>>()
        };
        choices.with(|view| view.as_ref().map(lines))
    };
    let trouble = move || {
        choices.with(|view| {
            let view = view.as_ref()?;
            if !view.ports_trouble.is_empty() {
                return Some(view.ports_trouble.clone());
            }
            view.ports
                .iter()
                .all(|port| port.is_printer)
                .then(|| t(Devices::NoPorts).to_owned())
        })
    };
    let no_address = Signal::derive(move || wizard.address.with(|text| text.trim().is_empty()));
    view! {
        <p class="text-faint">{t(Devices::PlaceHint)}</p>
        <div class="bz-ports">
            {move || ports().unwrap_or_default().into_iter().map(|port| view! { <PortButton port=port address=wizard.address takes_guarded=true /> }).collect_view()}
        </div>
        {move || trouble().map(|words| view! { <Notice tone=Tone::Attention text=words /> })}
        <Field label=t(Devices::PlaceField) value=wizard.address example=t(Devices::PlaceExample) first=true test_id="scale-address" />
        <Show
            when=move || by_hand.get()
            fallback=move || {
                view! {
                    <div class="bz-deeds">
                        <Button word=t(Devices::Find) weight=Weight::Main icon=icondata::LuSearch off=no_address test_id="scale-find" on_press=move || wizard.step.set(Step::Find) />
                        <Button word=t(Devices::ChooseByHand) off=no_address test_id="scale-by-hand" on_press=move || by_hand.set(true) />
                        <Button word=t(Devices::Refresh) weight=Weight::Quiet test_id="ports-refresh" on_press=ask />
                    </div>
                }
            }
        >
            <ByHand wizard=wizard choices=choices />
        </Show>
    }
}
