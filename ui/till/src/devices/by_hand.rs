use bezmen_contract::till::{ChoicesView, ProtocolView, ScaleSettings};
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use super::scale_wizard::{Step, Wizard};
use crate::words::{Devices, t};

/// Chooses the protocol and the settings of the line from lists.
#[component]
pub fn ByHand(
    /// What is being set up.
    wizard: Wizard,
    /// What can be chosen.
    choices: RwSignal<Option<ChoicesView>>,
) -> impl IntoView {
    let protocol = RwSignal::new("mt_sics".to_owned());
    let line = RwSignal::new(String::new());
    let protocols = move || {
        choices.with(|view| {
            view.as_ref()
                .map(|view| view.protocols.clone())
                .unwrap_or_default()
        })
    };
    let lines = move || {
        let chosen = protocol.get();
        let of = |one: ProtocolView| (one.name == chosen).then_some(one.lines);
        protocols().into_iter().find_map(of).unwrap_or_default()
    };
    let go = move || {
        let address = wizard.address.get_untracked().trim().to_owned();
        let line = line.get_untracked();
        let place = if line.is_empty() {
            address
        } else {
            format!("{address}@{line}")
        };
        wizard.try_scale(ScaleSettings::plain(place, protocol.get_untracked()));
    };
    view! {
        <div class="bz-by-hand">
            <label class="bz-field">
                <span class="bz-field-label">{t(Devices::Protocol)}</span>
                <select class="bz-input" data-testid="scale-protocol" on:change=move |event| protocol.set(event_target_value(&event))>
                    {move || {
                        protocols()
                            .into_iter()
                            .map(|one| {
                                let is_chosen = one.name == protocol.get_untracked();
                                view! { <option value=one.name selected=is_chosen>{one.title}</option> }
                            })
                            .collect_view()
                    }}
                </select>
            </label>
            <label class="bz-field">
                <span class="bz-field-label">{t(Devices::LineLabel)}</span>
                <select class="bz-input" data-testid="scale-line" on:change=move |event| line.set(event_target_value(&event))>
                    <option value="">{t(Devices::UsualLine)}</option>
                    {move || lines().into_iter().map(|one| view! { <option value=one.clone()>{one.clone()}</option> }).collect_view()}
                </select>
            </label>
        </div>
        <div class="flex flex-wrap gap-2">
            <Button word=t(Devices::TryIt) weight=Weight::Main test_id="scale-try" on_press=go />
            <Button word=t(Devices::Find) icon=icondata::LuSearch test_id="scale-find" on_press=move || wizard.step.set(Step::Find) />
        </div>
    }
}
