use bezmen_contract::till::{ExportProfile, ImportProfile};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::printer_draft::PrinterDraft;
use crate::desk::Desk;
use crate::words::{Printers, fill, t};

/// The printer's profile as a file: to be kept, changed, and read at another till.
#[component]
pub fn ProfileFile(
    /// The fields.
    draft: PrinterDraft,
) -> impl IntoView {
    let desk = Desk::here();
    let text = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let export = move || {
        let Some(printer) = draft.on_trial() else {
            return;
        };
        spawn_local(async move {
            match bridge::call(ExportProfile { printer }).await {
                Ok(file) => {
                    text.try_set(file.text);
                    name.try_set(file.name);
                }
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let import = move || {
        let Some(printer) = draft.on_trial() else {
            return;
        };
        let text = text.get_untracked();
        spawn_local(async move {
            match bridge::call(ImportProfile { printer, text }).await {
                Ok(printer) => {
                    desk.say(Tone::Good, fill(Printers::Imported, &[&printer.profile]));
                    draft.adopt(printer);
                }
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let read_file = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let file = input.and_then(|input| input.files()?.get(0));
        let Some(file) = file else {
            return;
        };
        spawn_local(async move {
            if let Ok(read) = JsFuture::from(file.text()).await {
                text.try_set(read.as_string().unwrap_or_default());
                name.try_set(file.name());
            }
        });
    };
    let address = move || {
        let encoded = js_sys::encode_uri_component(&text.get());
        format!("data:application/json;charset=utf-8,{encoded}")
    };
    let is_empty = Signal::derive(move || text.with(|text| text.trim().is_empty()));
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4 bz-bench-rest">
            <p class="text-faint">{t(Printers::ExportHint)}</p>
            <div class="bz-deeds">
                <Button word=t(Printers::Export) icon=icondata::LuFileText test_id="profile-export" on_press=export />
                <label class="bz-button">
                    {t(Printers::ImportFile)}
                    <input type="file" accept=".json,application/json" class="sr-only" data-testid="profile-pick" on:change=read_file />
                </label>
            </div>
            <label class="bz-field bz-profile-text">
                <span class="bz-field-label">{t(Printers::ProfileText)}</span>
                <textarea
                    class="bz-input"
                    spellcheck="false"
                    data-testid="profile-text"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            <div class="bz-deeds">
                <Button word=t(Printers::Import) weight=Weight::Main off=is_empty test_id="profile-import" on_press=import />
                <Show when=move || !is_empty.get()>
                    <a class="bz-button" href=address download=move || name.get() data-testid="profile-download">
                        {t(Printers::Download)}
                    </a>
                </Show>
            </div>
        </section>
    }
}
