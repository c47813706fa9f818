use bezmen_contract::till::{LabelScaleKind, ListChoices};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::label_scale_draft::LabelScaleDraft;
use super::plu_send::PluSend;
use crate::desk::Desk;
use crate::words::{Labels, t};

/// The scale that prints labels: which it is and where, and the goods it is told.
#[component]
pub fn LabelScalePanel() -> impl IntoView {
    let desk = Desk::here();
    let draft = LabelScaleDraft::begin(desk);
    view! {
        <div class="bz-bench-side" data-testid="label-scale-panel">
            <LabelScaleForm draft=draft />
            <PluSend draft=draft />
        </div>
    }
}

#[component]
fn LabelScaleForm(draft: LabelScaleDraft) -> impl IntoView {
    let desk = Desk::here();
    let kinds = RwSignal::new(Vec::<LabelScaleKind>::new());
    spawn_local(async move {
        match bridge::call(ListChoices {}).await {
            Ok(choices) => {
                kinds.try_set(choices.label_scales);
            }
            Err(failure) => desk.refuse(&failure),
        }
    });
    let is_file = Memo::new(move |_| draft.is_file());
    let chosen = Memo::new(move |_| {
        let kind = draft.kind.get();
        kinds.with(|kinds| kinds.iter().find(|one| one.kind == kind).cloned())
    });
    let is_kept = Memo::new(move |_| {
        desk.status
            .with(|status| status.settings.label_scale.is_some())
    });
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="label-scale-form">
            <p class="text-faint">{t(Labels::ScaleHint)}</p>
            <KindChoice draft=draft kinds=kinds />
            <p class="text-faint" data-testid="plu-sureness">{move || chosen.get().map(|one| one.sureness)}</p>
            <Show when=move || !is_file.get()>
                {move || {
                    let example = chosen.get().map(|one| one.example).unwrap_or_default();
                    view! { <Field label=t(Labels::ScaleAddress) value=draft.address example=example test_id="plu-address" /> }
                }}
                <div class="bz-label-sizes">
                    <Field label=t(Labels::ScaleNumber) value=draft.number mode="numeric" test_id="plu-number" />
                    <Field label=t(Labels::ScalePassword) value=draft.password mode="numeric" secret=true test_id="plu-password" />
                </div>
            </Show>
            <div class="flex flex-wrap gap-2">
                <Button word=t(Labels::ScaleSave) weight=Weight::Main test_id="plu-save" on_press=move || draft.save() />
                <Show when=move || is_kept.get()>
                    <Button word=t(Labels::ScaleRemove) weight=Weight::Danger test_id="plu-remove" on_press=move || draft.remove() />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn KindChoice(draft: LabelScaleDraft, kinds: RwSignal<Vec<LabelScaleKind>>) -> impl IntoView {
    let options = move || {
        let chosen = draft.kind.get();
        let option = |one: LabelScaleKind| {
            let is_chosen = one.kind == chosen;
            view! { <option value=one.kind.clone() selected=is_chosen>{one.title}</option> }
        };
        kinds.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="bz-field">
            <span class="bz-field-label">{t(Labels::ScaleKind)}</span>
            <select class="bz-input" data-testid="plu-kind" on:change=move |event| draft.kind.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}
