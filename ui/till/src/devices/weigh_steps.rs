use bezmen_contract::till::{
    MassUnit, OrderScale, ScaleBenchView, ScaleOrder, ScaleSettings, ScaleState,
};
use bezmen_domain::quantity::{Quantity, Unit, format_number};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::look;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::known_weight::{agrees, explain};
use super::scale_panel::{Shown, unit_word};
use super::scale_wizard::{Step, Wizard};
use crate::desk::Desk;
use crate::words::{Devices, fill, t};

/// Whether the scale stands at nothing.
fn is_empty(view: &ScaleBenchView) -> bool {
    view.view.state == ScaleState::Zero || view.weight.is_some_and(Quantity::is_zero)
}

fn seen<T>(wizard: Wizard, read: impl FnOnce(&ScaleBenchView) -> T) -> Option<T> {
    wizard.bench.view.with(|view| view.as_ref().map(read))
}

/// Nothing lies on the scale.
#[component]
pub fn EmptyStep(
    /// What is being set up.
    wizard: Wizard,
) -> impl IntoView {
    let desk = Desk::here();
    let zero = move || {
        spawn_local(async move {
            if let Err(failure) = bridge::call(OrderScale {
                order: ScaleOrder::Zero,
            })
            .await
            {
                desk.refuse(&failure);
            }
        });
    };
    let not_zero = move || {
        let shown = seen(wizard, |view| {
            let shows = view.weight.is_some() && !is_empty(view);
            shows.then(|| look::locale().number(&view.digits))
        });
        shown
            .flatten()
            .map(|digits| fill(Devices::EmptyNotZero, &[&digits]))
    };
    view! {
        <Question title=Devices::EmptyAsk hint=Devices::EmptyHint />
        <Shown bench=wizard.bench />
        {move || {
            not_zero()
                .map(|words| {
                    view! {
                        <Notice tone=Tone::Attention text=words />
                        <Button word=t(Devices::Zero) test_id="wizard-zero" on_press=zero />
                    }
                })
        }}
        <div class="flex flex-wrap gap-2">
            <Button word=t(Devices::Next) weight=Weight::Main test_id="wizard-next" on_press=move || wizard.step.set(Step::Load) />
            <Button word=t(Devices::SkipCheck) weight=Weight::Quiet test_id="wizard-skip" on_press=move || wizard.step.set(Step::Save) />
        </div>
    }
}

/// A known weight lies on the scale: unit and decimals follow from it.
#[component]
pub fn LoadStep(
    /// What is being set up.
    wizard: Wizard,
) -> impl IntoView {
    let typed = RwSignal::new("1".to_owned());
    let known = Memo::new(move |_| {
        let known = typed.with(|text| Quantity::parse(&text.replace(',', ".")).ok());
        known.filter(|known| known.is_positive())
    });
    let verdict = Memo::new(move |_| {
        seen(wizard, |view| judge(view, known.get())).unwrap_or(Verdict::Nothing)
    });
    let choose = move |unit, decimals| {
        wizard.unit.set(Some(unit));
        wizard.decimals.set(decimals);
        wizard.try_again();
    };
    view! {
        <Question title=Devices::LoadAsk hint=Devices::LoadHint />
        <Shown bench=wizard.bench />
        <Field label=t(Devices::KnownWeight) value=typed mode="decimal" figures=true first=true test_id="known-weight" />
        {move || verdict.get().notice(known.get()).map(|(tone, words)| view! { <Notice tone=tone text=words test_id="verdict" /> })}
        <div class="flex flex-wrap gap-2">
            {move || match verdict.get() {
                Verdict::Explained(unit, decimals) => {
                    let word = fill(Devices::TakeUnit, &[&unit_words(unit, decimals)]);
                    view! { <Button word=word weight=Weight::Main test_id="wizard-unit" on_press=move || choose(unit, decimals) /> }
                        .into_any()
                }
                Verdict::Agrees(_) => {
                    view! { <Button word=t(Devices::Next) weight=Weight::Main test_id="wizard-next" on_press=move || wizard.step.set(Step::Remove) /> }
                        .into_any()
                }
                Verdict::Differs(_) | Verdict::Nothing => {
                    view! { <Button word=t(Devices::SkipCheck) test_id="wizard-skip" on_press=move || wizard.step.set(Step::Save) /> }.into_any()
                }
            }}
        </div>
    }
}

/// What the known weight says about the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// There is no weight to compare.
    Nothing,
    /// It shows the known weight.
    Agrees(Quantity),
    /// With this unit and these decimals it would show the known weight.
    Explained(MassUnit, Option<u8>),
    /// It shows something else.
    Differs(Option<Quantity>),
}

fn judge(view: &ScaleBenchView, known: Option<Quantity>) -> Verdict {
    let Some(known) = known.filter(|_| !view.digits.is_empty() && !is_empty(view)) else {
        return Verdict::Nothing;
    };
    match view.weight {
        Some(weight) if agrees(weight, known) => Verdict::Agrees(weight),
        shown => explain(view, known).map_or(Verdict::Differs(shown), |(unit, decimals)| {
            Verdict::Explained(unit, decimals)
        }),
    }
}

impl Verdict {
    fn notice(self, known: Option<Quantity>) -> Option<(Tone, String)> {
        let known = in_kilograms(known?);
        Some(match self {
            Self::Nothing => (Tone::Attention, t(Devices::LoadNothing).to_owned()),
            Self::Agrees(weight) => (
                Tone::Good,
                fill(Devices::LoadAgrees, &[&in_kilograms(weight)]),
            ),
            Self::Explained(unit, decimals) => (
                Tone::Attention,
                fill(Devices::LoadUnit, &[&unit_words(unit, decimals)]),
            ),
            Self::Differs(shown) => {
                let shown = shown.map_or_else(|| "?".to_owned(), in_kilograms);
                (Tone::Bad, fill(Devices::LoadDiffers, &[&shown, &known]))
            }
        })
    }
}

fn in_kilograms(weight: Quantity) -> String {
    format_number(weight, Unit::Kilogram, look::locale())
}

fn unit_words(unit: MassUnit, decimals: Option<u8>) -> String {
    match decimals {
        Some(decimals) => format!(
            "{}, {} {decimals}",
            unit_word(unit),
            t(Devices::DecimalsLabel).to_lowercase()
        ),
        None => unit_word(unit).to_owned(),
    }
}

/// The weight is taken off again.
#[component]
pub fn RemoveStep(
    /// What is being set up.
    wizard: Wizard,
) -> impl IntoView {
    let is_off = Signal::derive(move || seen(wizard, is_empty) != Some(true));
    view! {
        <Question title=Devices::RemoveAsk hint=Devices::RemoveHint />
        <Shown bench=wizard.bench />
        <div class="flex flex-wrap gap-2">
            <Button word=t(Devices::Next) weight=Weight::Main off=is_off test_id="wizard-next" on_press=move || wizard.step.set(Step::Save) />
            <Button word=t(Devices::SkipCheck) weight=Weight::Quiet test_id="wizard-skip" on_press=move || wizard.step.set(Step::Save) />
        </div>
    }
}

/// Everything agrees: the scale is kept.
#[component]
pub fn SaveStep(
    /// What is being set up.
    wizard: Wizard,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let facts = move || wizard.scale.get().map(|scale| facts_of(&scale));
    view! {
        <p class="text-lg font-semibold">{t(Devices::SaveAsk)}</p>
        <Shown bench=wizard.bench />
        {facts}
        <div class="flex flex-wrap gap-2">
            <Button word=t(Devices::Save) weight=Weight::Main test_id="wizard-save" on_press=move || wizard.save(close) />
        </div>
    }
}

fn facts_of(scale: &ScaleSettings) -> impl IntoView + use<> {
    let unit = scale.unit.map_or_else(
        || t(Devices::AsScale).to_owned(),
        |unit| unit_words(unit, scale.decimals),
    );
    view! {
        <dl class="bz-facts">
            <dt>{t(Devices::Address)}</dt>
            <dd>{scale.address.clone()}</dd>
            <dt>{t(Devices::Protocol)}</dt>
            <dd>{scale.protocol.clone()}</dd>
            <dt>{t(Devices::UnitLabel)}</dt>
            <dd>{unit}</dd>
        </dl>
    }
}

/// What to do now, and how.
#[component]
fn Question(title: Devices, hint: Devices) -> impl IntoView {
    view! {
        <div>
            <p class="text-lg font-semibold">{t(title)}</p>
            <p class="text-faint">{t(hint)}</p>
        </div>
    }
}
