use bezmen_contract::till::{EndScaleTrial, MassUnit, ScaleSettings, StopDetection, TryScale};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::find_step::FindStep;
use super::place_step::PlaceStep;
use super::scale_bench::ScaleBench;
use super::weigh_steps::{EmptyStep, LoadStep, RemoveStep, SaveStep};
use crate::desk::Desk;
use crate::words::{Devices, t};

/// Where the setting up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Choosing the port or address.
    Place,
    /// Finding out what the scale speaks.
    Find,
    /// Nothing lies on it.
    Empty,
    /// A known weight lies on it.
    Load,
    /// The weight is taken off again.
    Remove,
    /// Everything agrees.
    Save,
}

/// What is being set up; copied freely.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// Where the setting up is.
    pub step: RwSignal<Step>,
    /// The port or address as typed.
    pub address: RwSignal<String>,
    /// The unit, where the scale does not name it.
    pub unit: RwSignal<Option<MassUnit>>,
    /// The decimals, where the scale does not show them.
    pub decimals: RwSignal<Option<u8>>,
    /// The scale on trial.
    pub scale: RwSignal<Option<ScaleSettings>>,
    /// The bench it is tried on.
    pub bench: ScaleBench,
    desk: Desk,
}

impl Wizard {
    /// Tries a scale; the check begins when it is connected.
    pub fn try_scale(self, scale: ScaleSettings) {
        spawn_local(async move {
            match bridge::call(TryScale {
                scale: scale.clone(),
            })
            .await
            {
                Ok(view) => {
                    self.bench.begin(view);
                    self.unit.set(scale.unit);
                    self.decimals.set(scale.decimals);
                    self.scale.set(Some(scale));
                    if matches!(self.step.get_untracked(), Step::Place | Step::Find) {
                        self.step.set(Step::Empty);
                    }
                }
                Err(failure) => self.desk.refuse(&failure),
            }
        });
    }

    /// Tries the same scale with the unit and decimals that were chosen.
    pub fn try_again(self) {
        let Some(mut scale) = self.scale.get_untracked() else {
            return;
        };
        scale.unit = self.unit.get_untracked();
        scale.decimals = self.decimals.get_untracked();
        self.try_scale(scale);
    }

    /// Keeps the scale with the settings, and ends.
    pub fn save(self, close: Callback<()>) {
        let Some(scale) = self.scale.get_untracked() else {
            return;
        };
        let desk = self.desk;
        spawn_local(async move {
            if desk.keep(|settings| settings.scale = Some(scale)).await {
                desk.say(Tone::Good, t(Devices::Saved));
                close.run(());
            }
        });
    }
}

/// Lets the scale on trial and the search go; what is asked for then is the till's own scale again.
fn end(bench: ScaleBench) {
    spawn_local(async move {
        // Whoever leaves does not wait: the till takes its own scale up by itself.
        let _ = bridge::call(StopDetection {}).await;
        if let Ok(view) = bridge::call(EndScaleTrial {}).await {
            bench.begin(view);
        }
    });
}

/// Sets a scale up: where it is, what it speaks, empty, a known weight, empty again, kept.
#[component]
pub fn ScaleWizard(
    /// The bench it is tried on.
    bench: ScaleBench,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let wizard = Wizard {
        step: RwSignal::new(Step::Place),
        address: RwSignal::new(String::new()),
        unit: RwSignal::new(None),
        decimals: RwSignal::new(None),
        scale: RwSignal::new(None),
        bench,
        desk: Desk::here(),
    };
    on_cleanup(move || end(bench));
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="scale-wizard">
            <header class="flex items-center gap-3">
                <h2 class="bz-title grow">{t(Devices::WizardTitle)}</h2>
                <Button word=t(Devices::Cancel) weight=Weight::Quiet test_id="wizard-cancel" on_press=move || close.run(()) />
            </header>
            <Steps step=wizard.step />
            {move || match wizard.step.get() {
                Step::Place => view! { <PlaceStep wizard=wizard /> }.into_any(),
                Step::Find => view! { <FindStep wizard=wizard /> }.into_any(),
                Step::Empty => view! { <EmptyStep wizard=wizard /> }.into_any(),
                Step::Load => view! { <LoadStep wizard=wizard /> }.into_any(),
                Step::Remove => view! { <RemoveStep wizard=wizard /> }.into_any(),
                Step::Save => view! { <SaveStep wizard=wizard close=close /> }.into_any(),
            }}
        </section>
    }
}

/// How far it is.
#[component]
fn Steps(step: RwSignal<Step>) -> impl IntoView {
    let stages = [
        (Devices::StepPlace, &[Step::Place][..]),
        (Devices::StepFind, &[Step::Find][..]),
        (
            Devices::StepCheck,
            &[Step::Empty, Step::Load, Step::Remove][..],
        ),
        (Devices::StepSave, &[Step::Save][..]),
    ];
    view! {
        <ol class="bz-steps">
            {stages
                .into_iter()
                .map(|(word, steps)| {
                    view! { <li aria-current=move || steps.contains(&step.get()).then_some("step")>{t(word)}</li> }
                })
                .collect_view()}
        </ol>
    }
}
