use bezmen_contract::till::ScannerMarks;
use bezmen_domain::barcode::{MarkField, ScanEnd};
use bezmen_kit::field::Field;
use bezmen_kit::look;
use leptos::prelude::*;

use super::code_bench::CodeBench;
use super::marks_draft::{MarksDraft, Whose};
use super::marks_trial::MarksTrial;
use crate::words::{Marks, t};

/// What is often sent in place of GS.
const GS_SIGNS: [&str; 3] = ["~", "{GS}", "\\x1d"];

/// What a scanner sends besides the code: its fields, and what becomes of the last scan by them.
#[component]
pub fn MarksForm(
    /// The fields.
    draft: MarksDraft,
    /// Of which scanner.
    whose: Whose,
    /// Whether its codes need an end to be told apart.
    #[prop(into)]
    has_end: Signal<bool>,
    /// Where its scans are.
    bench: CodeBench,
) -> impl IntoView {
    let name = match whose {
        Whose::Till => "scanner",
        Whose::Keyboard => "keyboard",
    };
    let is_open = draft.written() != ScannerMarks::default();
    let field = move |which: MarkField, value: RwSignal<String>, part: &'static str| {
        let label = which.title(look::locale());
        let test_id = format!("{name}-{part}");
        view! { <Field label=label value=value error=draft.wrong(which) class="grow" test_id=test_id /> }
    };
    view! {
        <details class="bz-marks" data-testid=format!("{name}-marks") open=is_open>
            <summary>{t(Marks::Title)}</summary>
            <div class="flex flex-col gap-3">
                <p class="text-faint">{t(Marks::Hint)}</p>
                <div class="flex gap-3">
                    {field(MarkField::Prefix, draft.prefix, "prefix")}
                    {field(MarkField::Suffix, draft.suffix, "suffix")}
                </div>
                <Show when=move || has_end.get()>
                    <Ends value=draft.end test_id=format!("{name}-end") />
                </Show>
                {field(MarkField::Gs, draft.gs, "gs")}
                <GsSigns value=draft.gs />
                <MarksTrial draft=draft whose=whose bench=bench test_id=format!("{name}-trial") />
            </div>
        </details>
    }
}

#[component]
fn Ends(value: RwSignal<ScanEnd>, test_id: String) -> impl IntoView {
    let option = move |end: ScanEnd| {
        let is_chosen = move || value.get() == end;
        view! { <option value=end.name() selected=is_chosen>{t(end_word(end))}</option> }
    };
    let choose = move |event| {
        value.set(ScanEnd::from_name(&event_target_value(&event)).unwrap_or_default());
    };
    view! {
        <label class="bz-field">
            <span class="bz-field-label">{t(Marks::End)}</span>
            <select class="bz-input" data-testid=test_id on:change=choose>
                {ScanEnd::ALL.map(option).collect_view()}
            </select>
        </label>
    }
}

const fn end_word(end: ScanEnd) -> Marks {
    match end {
        ScanEnd::Any => Marks::EndAny,
        ScanEnd::LineEnd => Marks::EndLine,
        ScanEnd::Tab => Marks::EndTab,
        ScanEnd::Etx => Marks::EndEtx,
        ScanEnd::Pause => Marks::EndPause,
        ScanEnd::Suffix => Marks::EndSuffix,
    }
}

#[component]
fn GsSigns(value: RwSignal<String>) -> impl IntoView {
    let button = move |sign: &'static str, word: &'static str| {
        let is_chosen = move || value.with(|now| now == sign).to_string();
        view! {
            <button type="button" aria-pressed=is_chosen on:click=move |_| value.set(sign.to_owned())>
                {word}
            </button>
        }
    };
    view! {
        <div class="bz-choice">
            {button("", t(Marks::GsItself))}
            {GS_SIGNS.map(|sign| button(sign, sign)).collect_view()}
        </div>
    }
}
