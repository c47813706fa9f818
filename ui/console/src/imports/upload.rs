//! A file on its way to the preview.

use bezmen_contract::console::imports::{EncodingSamples, ImportPreview, TextEncoding};
use leptos::prelude::*;
use web_sys::{File, FormData};

use crate::parts::saving::Saving;
use crate::words::catalog as w;
use crate::{api, words};

/// The chosen file and what the server says of it. The file is kept, so that it can be sent again in another encoding.
#[derive(Clone, Copy)]
pub struct Upload {
    /// Whether the file is on its way, and why it came back.
    pub saving: Saving,
    /// What is in the file.
    pub preview: RwSignal<Option<ImportPreview>>,
    file: StoredValue<Option<File>, LocalStorage>,
}

impl Upload {
    /// No file is chosen.
    pub fn new() -> Self {
        Self {
            saving: Saving::new(),
            preview: RwSignal::new(None),
            file: StoredValue::new_local(None),
        }
    }

    /// Sends a file; the server finds its encoding out.
    pub fn send(self, file: File) {
        self.file.set_value(Some(file));
        self.ask("/imports/preview");
    }

    /// Sends the file once more, in an encoding that the person chose.
    pub fn send_in(self, encoding: TextEncoding) {
        self.ask(&format!("/imports/preview?encoding={}", encoding.name()));
    }

    /// Lets the file go.
    pub fn forget(self) {
        self.file.set_value(None);
        self.saving.failure.set(None);
        self.preview.set(None);
    }

    fn ask(self, path: &str) {
        let Some(file) = self.file.get_value() else {
            return;
        };
        let Ok(form) = FormData::new() else { return };
        if form
            .append_with_blob_and_filename("file", &file, &file.name())
            .is_err()
        {
            return self.saving.refuse(words::not_understood());
        }
        let path = path.to_owned();
        self.saving.send(
            async move { api::upload(&path, form).await },
            move |preview| self.preview.set(Some(preview)),
        );
    }
}

/// How the file would look in each encoding, when the server cannot tell its own.
#[component]
pub fn EncodingChoice(
    /// The file.
    upload: Upload,
) -> impl IntoView {
    let samples = move || {
        let failure = upload.saving.failure.get()?;
        let samples: EncodingSamples = serde_json::from_value(failure.details?).ok()?;
        (!samples.encodings.is_empty()).then_some(samples.encodings)
    };
    move || {
        samples().map(|samples| {
            let rows = samples.into_iter().map(|sample| {
                let encoding = sample.encoding;
                view! {
                    <tr>
                        <td>{sample.text}</td>
                        <td>
                            <button
                                type="button"
                                class="bz-button"
                                data-testid=format!("import-encoding-{}", encoding.name())
                                disabled=move || upload.saving.busy.get()
                                on:click=move |_| upload.send_in(encoding)
                            >
                                {w::encoding_word(encoding)}
                            </button>
                        </td>
                    </tr>
                }
            });
            view! {
                <table class="cs-plain-table text-left" data-testid="import-encodings">
                    <thead>
                        <tr>
                            <th scope="col">{w::how_it_looks()}</th>
                            <th scope="col">{w::encoding()}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
        })
    }
}
