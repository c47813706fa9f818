use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use super::code_bench::CodeBench;
use super::marks_draft::{MarksDraft, Whose};
use super::marks_form::MarksForm;
use crate::desk::Desk;
use crate::words::{Marks, t};

/// Scanners that type: what they send besides the code.
#[component]
pub fn KeyboardScanner(
    /// Where scans are shown.
    bench: CodeBench,
) -> impl IntoView {
    let desk = Desk::here();
    let draft = desk
        .status
        .with_untracked(|status| MarksDraft::of(&status.settings.keyboard_scanner));
    let save = move || {
        let marks = draft.written();
        desk.keep_and_say(|settings| settings.keyboard_scanner = marks, Marks::Saved);
    };
    let cannot_be = Signal::derive(move || draft.read().is_err());
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3" data-testid="keyboard-scanner">
            <h2 class="bz-label">{t(Marks::KeyboardTitle)}</h2>
            <p class="text-faint">{t(Marks::KeyboardHint)}</p>
            <MarksForm draft=draft whose=Whose::Keyboard has_end=false bench=bench />
            <div class="flex flex-wrap gap-2">
                <Button word=t(Marks::Save) weight=Weight::Plain off=cannot_be test_id="keyboard-save" on_press=save />
            </div>
        </section>
    }
}
