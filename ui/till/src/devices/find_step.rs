use std::time::Duration;

use bezmen_contract::till::{
    DetectionState, DetectionView, GetDetection, StartDetection, StopDetection,
};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::scale_wizard::{Step, Wizard};
use super::tried_list::TriedList;
use crate::desk::Desk;
use crate::words::{Devices, t};

/// How often it is asked how the search goes.
const ASK_EVERY: Duration = Duration::from_millis(300);

/// Finds out what the scale speaks, and shows what is tried.
#[component]
pub fn FindStep(
    /// What is being set up.
    wizard: Wizard,
) -> impl IntoView {
    let desk = Desk::here();
    let detection = RwSignal::new(None::<DetectionView>);
    let taken = StoredValue::new(false);
    let show = move |view: DetectionView| {
        let found = view.found.clone();
        detection.try_set(Some(view));
        // The scale is tried once, however often the same finding is told.
        if let Some(found) = found
            && taken.try_update_value(|taken| !std::mem::replace(taken, true)) == Some(true)
        {
            wizard.try_scale(found);
        }
    };
    let begin = move || {
        taken.set_value(false);
        let address = wizard.address.get_untracked();
        spawn_local(async move {
            match bridge::call(StartDetection { address }).await {
                Ok(view) => show(view),
                Err(failure) => {
                    desk.refuse(&failure);
                    wizard.step.set(Step::Place);
                }
            }
        });
    };
    let ask = move || {
        spawn_local(async move {
            if let Ok(view) = bridge::call(GetDetection {}).await {
                show(view);
            }
        });
    };
    begin();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
    let stop = move || {
        spawn_local(async move {
            if let Ok(view) = bridge::call(StopDetection {}).await {
                detection.try_set(Some(view));
            }
        });
    };
    let state = Memo::new(move |_| {
        detection.with(|view| {
            view.as_ref()
                .map_or(DetectionState::Running, |view| view.state)
        })
    });
    let is_running = Signal::derive(move || state.get() == DetectionState::Running);
    let words = move || {
        detection.with(|view| {
            view.as_ref()
                .map(|view| view.words.clone())
                .unwrap_or_default()
        })
    };
    let tone = move || match state.get() {
        DetectionState::Running | DetectionState::Idle | DetectionState::Stopped => Tone::Attention,
        DetectionState::Found => Tone::Good,
        DetectionState::NotFound | DetectionState::Failed => Tone::Bad,
    };
    view! {
        {move || {
            let words = words();
            (!words.is_empty()).then(|| view! { <Notice tone=tone() text=words test_id="detection" /> })
        }}
        <div class="flex flex-wrap gap-2">
            <Show
                when=move || is_running.get()
                fallback=move || {
                    view! {
                        <Button word=t(Devices::SearchAgain) weight=Weight::Main icon=icondata::LuSearch test_id="scale-search-again" on_press=begin />
                        <Button word=t(Devices::StepPlace) icon=icondata::LuArrowLeft test_id="scale-place" on_press=move || wizard.step.set(Step::Place) />
                    }
                }
            >
                <Button word=t(Devices::Stop) test_id="scale-stop" on_press=stop />
            </Show>
        </div>
        <TriedList detection=detection />
    }
}
