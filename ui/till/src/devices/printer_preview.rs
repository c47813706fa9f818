use bezmen_contract::till::PrinterTestView;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::code_table_strip::CodeTableStrip;
use super::printer_draft::PrinterDraft;
use crate::words::{Printers, fill, t};

/// What became of a test, and what should be on the paper.
#[component]
pub fn PrinterPreview(
    /// The test.
    view: PrinterTestView,
    /// The fields.
    draft: PrinterDraft,
) -> impl IntoView {
    let tone = if view.is_sent { Tone::Good } else { Tone::Bad };
    let text = view.preview.join("\n");
    let tables = view.tables;
    view! {
        <Notice tone=tone text=view.words test_id="printer-test" />
        {(!tables.is_empty()).then(|| view! { <CodeTableStrip rows=tables draft=draft /> })}
        {if view.picture.is_empty() {
            view! { <p class="text-faint">{t(Printers::NothingToSee)}</p> }.into_any()
        } else {
            view! {
                <figure class="bz-expected">
                    <figcaption class="bz-label">{t(Printers::Expected)}</figcaption>
                    <img src=view.picture alt=text data-testid="printer-preview" />
                </figure>
            }
                .into_any()
        }}
        <details class="bz-bytes">
            <summary>{fill(Printers::Bytes, &[&view.bytes.to_string()])}</summary>
            <code>{view.hex}</code>
        </details>
    }
}
