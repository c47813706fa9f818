//! The place for the file.

use bezmen_kit::sign::Sign;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::{DragEvent, FileList};

use crate::imports::upload::{EncodingChoice, Upload};
use crate::parts::failure_note::FailureNote;
use crate::words::catalog as w;

/// Takes a dropped or chosen file and asks the server what is in it. Nothing is changed yet.
#[component]
pub fn DropZone(
    /// Where the file goes.
    upload: Upload,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let saving = upload.saving;
    let chooser = NodeRef::<Input>::new();
    let first = |files: Option<FileList>| files.and_then(|files| files.get(0));
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = first(event.data_transfer().and_then(|transfer| transfer.files())) {
            upload.send(file);
        }
    };
    let chosen = move |_| {
        if let Some(file) = chooser
            .get_untracked()
            .and_then(|chooser| first(chooser.files()))
        {
            upload.send(file);
        }
    };
    view! {
        <div
            class="cs-drop"
            class:cs-drop-over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <Sign icon=icondata::LuFileSpreadsheet class="cs-empty-sign" />
            <strong class="text-lg font-semibold">{w::drop()}</strong>
            <p class="cs-faint max-w-[56ch]">{w::drop_hint()}</p>
            <label class="bz-button bz-button-main focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-primary">
                <Show when=move || saving.busy.get() fallback=|| view! { <Sign icon=icondata::LuFolderOpen /> }>
                    <Sign icon=icondata::LuLoaderCircle class="cs-spin" />
                </Show>
                <span>{move || if saving.busy.get() { w::reading() } else { w::choose_file() }}</span>
                <input
                    node_ref=chooser
                    type="file"
                    class="sr-only"
                    accept=".csv,.tsv,.txt,.xlsx,.xls,.ods,.gz"
                    data-testid="import-file"
                    disabled=move || saving.busy.get()
                    on:change=chosen
                />
            </label>
            <FailureNote failure=saving.failure />
            <EncodingChoice upload=upload />
        </div>
    }
}
