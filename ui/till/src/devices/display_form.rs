use bezmen_contract::till::{ChoicesView, DeviceKind, DeviceView, ListChoices};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device_list::lamp_class;
use super::display_draft::{DisplayDraft, PRINTER};
use super::scanner_ports::ScannerPorts;
use crate::desk::Desk;
use crate::words::{Displays, t};

/// Where the two-line display is, what it is, and how bright it shines.
#[component]
pub fn DisplayForm(
    /// The fields.
    draft: DisplayDraft,
    /// The devices, of which one is the display.
    devices: RwSignal<Vec<DeviceView>>,
) -> impl IntoView {
    let desk = Desk::here();
    let is_set_up =
        Memo::new(move |_| desk.status.with(|status| status.settings.display.is_some()));
    let no_address = Signal::derive(move || draft.address.with(|text| text.trim().is_empty()));
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3">
            <h2 class="bz-label">{t(Displays::OwnTitle)}</h2>
            <p class="text-faint">{t(Displays::OwnHint)}</p>
            <Show when=move || is_set_up.get()>
                <State devices=devices />
            </Show>
            <div class="flex gap-3">
                <Models draft=draft />
                <Levels draft=draft />
            </div>
            <ScannerPorts address=draft.address />
            <button
                type="button"
                class="bz-port"
                data-testid="display-behind-printer"
                aria-pressed=move || (draft.address.get() == PRINTER).to_string()
                on:click=move |_| draft.address.set(PRINTER.to_owned())
            >
                <strong>{t(Displays::BehindPrinter)}</strong>
            </button>
            <Field label=t(Displays::Field) value=draft.address example=t(Displays::Example) test_id="display-address" />
            <div class="flex flex-wrap gap-2">
                <Button word=t(Displays::Save) weight=Weight::Main off=no_address test_id="display-save" on_press=move || draft.save() />
                <Show when=move || is_set_up.get()>
                    <Button word=t(Displays::Remove) weight=Weight::Danger test_id="display-remove" on_press=move || draft.remove() />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn State(devices: RwSignal<Vec<DeviceView>>) -> impl IntoView {
    let display = Memo::new(move |_| {
        devices.with(|devices| {
            let found = devices
                .iter()
                .find(|device| device.kind == DeviceKind::Display);
            found.map(|device| (device.lamp, device.words.clone()))
        })
    });
    let class = move || {
        let lamp = display.get().map(|(lamp, _)| lamp_class(lamp));
        format!("bz-device-state {}", lamp.unwrap_or_default())
    };
    let words = move || display.get().map(|(_, words)| words);
    view! {
        <p class=class><i class="bz-lamp-dot"></i><span data-testid="display-words">{words}</span></p>
    }
}

#[component]
fn Models(draft: DisplayDraft) -> impl IntoView {
    let choices = RwSignal::new(None::<ChoicesView>);
    spawn_local(async move {
        // Without the list the model that is set up stays.
        if let Ok(view) = bridge::call(ListChoices {}).await {
            choices.try_set(Some(view));
        }
    });
    let options = move || {
        let known = choices.with(|view| view.as_ref().map(|view| view.displays.clone()));
        let chosen = draft.model.get();
        let mut known = known.unwrap_or_default();
        if !known.iter().any(|(name, _)| *name == chosen) {
            known.push((chosen.clone(), chosen.clone()));
        }
        let option = |(name, title): (String, String)| {
            let is_chosen = name == chosen;
            view! { <option value=name selected=is_chosen>{title}</option> }
        };
        known.into_iter().map(option).collect_view()
    };
    view! {
        <label class="bz-field grow">
            <span class="bz-field-label">{t(Displays::Model)}</span>
            <select class="bz-input" data-testid="display-model" on:change=move |event| draft.model.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}

#[component]
fn Levels(draft: DisplayDraft) -> impl IntoView {
    let options = move || {
        let chosen = draft.brightness.get();
        let option = |level: &'static str| {
            view! { <option value=level selected=level == chosen>{level}</option> }
        };
        ["1", "2", "3", "4"].into_iter().map(option).collect_view()
    };
    view! {
        <label class="bz-field shrink-0">
            <span class="bz-field-label">{t(Displays::Brightness)}</span>
            <select class="bz-input" data-testid="display-brightness" on:change=move |event| draft.brightness.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}
