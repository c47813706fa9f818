use bezmen_contract::till::{CheckRules, RuleConflictView};
use bezmen_kit::bridge;
use bezmen_kit::button::Button;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code_bench::{CodeBench, Way};
use crate::desk::Desk;
use crate::words::{Barcodes, fill, t};

/// Rules of labels that are in each other's way, each with a code to see it on.
#[component]
pub fn RuleConflicts(
    /// Where the code is shown.
    bench: CodeBench,
) -> impl IntoView {
    let desk = Desk::here();
    let conflicts = RwSignal::new(None::<Vec<RuleConflictView>>);
    spawn_local(async move {
        match bridge::call(CheckRules {}).await {
            Ok(list) => {
                conflicts.try_set(Some(list));
            }
            Err(failure) => desk.refuse(&failure),
        }
    });
    let rows = move || {
        conflicts.get().map(|list| {
            if list.is_empty() {
                return view! { <p class="text-faint">{t(Barcodes::NoConflicts)}</p> }.into_any();
            }
            list.into_iter()
                .map(|conflict| view! { <Conflict conflict=conflict bench=bench /> })
                .collect_view()
                .into_any()
        })
    };
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3" data-testid="rule-conflicts">
            <h2 class="bz-label">{t(Barcodes::ConflictsTitle)}</h2>
            {rows}
        </section>
    }
}

#[component]
fn Conflict(conflict: RuleConflictView, bench: CodeBench) -> impl IntoView {
    let desk = Desk::here();
    let RuleConflictView { words, example, .. } = conflict;
    let show = (!example.is_empty()).then(|| {
        let word = fill(Barcodes::Example, &[&example]);
        view! {
            <Button word=word on_press=move || bench.explain(desk, example.clone(), Way::Pasted) />
        }
    });
    view! {
        <Notice tone=Tone::Attention text=words />
        {show}
    }
}
