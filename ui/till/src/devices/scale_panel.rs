use bezmen_contract::till::{MassUnit, OrderScale, SaveScaleLog, ScaleBenchView, ScaleOrder};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::look;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live_line::LiveLine;
use super::scale_bench::ScaleBench;
use super::scale_wizard::ScaleWizard;
use crate::desk::Desk;
use crate::words::{Devices, fill, sentence, t};

/// What stands on the scale's bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// A scale is being set up.
    Wizard,
    /// The till's own scale.
    Own,
    /// There is none.
    Nothing,
}

/// The till's scale: what it shows, the bytes of its line, and setting up another.
#[component]
pub fn ScalePanel() -> impl IntoView {
    let desk = Desk::here();
    let bench = ScaleBench::follow();
    let setting_up = RwSignal::new(false);
    // The till learns of its new scale before the wizard ends: that must not begin the wizard anew.
    let shows = Memo::new(move |_| {
        let is_set_up = desk.status.with(|status| status.settings.scale.is_some());
        match (setting_up.get(), is_set_up) {
            (true, _) => Shows::Wizard,
            (false, true) => Shows::Own,
            (false, false) => Shows::Nothing,
        }
    });
    view! {
        <div class="bz-bench-side">
            {move || match shows.get() {
                Shows::Wizard => view! { <ScaleWizard bench=bench close=Callback::new(move |()| setting_up.set(false)) /> }.into_any(),
                Shows::Own => view! { <OwnScale bench=bench setting_up=setting_up /> }.into_any(),
                Shows::Nothing => view! { <NoScale setting_up=setting_up /> }.into_any(),
            }}
            <LiveLine bench=bench />
        </div>
    }
}

#[component]
fn NoScale(setting_up: RwSignal<bool>) -> impl IntoView {
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4">
            <EmptyState icon=icondata::LuScale title=t(Devices::NoScaleTitle) hint=t(Devices::NoScaleHint) />
            <Button word=t(Devices::SetUpScale) weight=Weight::Main icon=icondata::LuSearch test_id="scale-set-up" on_press=move || setting_up.set(true) />
        </section>
    }
}

#[component]
fn OwnScale(bench: ScaleBench, setting_up: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let order = move |order: ScaleOrder| {
        spawn_local(async move {
            match bridge::call(OrderScale { order }).await {
                Ok(_) => desk.say(Tone::Good, t(Devices::OrderSent)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let save_log = move || {
        spawn_local(async move {
            match bridge::call(SaveScaleLog {}).await {
                Ok(file) => desk.say(
                    Tone::Good,
                    fill(Devices::LogSaved, &[&file.path, &file.lines.to_string()]),
                ),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let remove = move || {
        desk.keep_and_say(|settings| settings.scale = None, Devices::ScaleRemoved);
    };
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="own-scale">
            <Shown bench=bench />
            <ScaleFacts bench=bench />
            <div class="bz-deeds">
                <Button word=t(Devices::Zero) test_id="scale-zero" on_press=move || order(ScaleOrder::Zero) />
                <Button word=t(Devices::Tare) test_id="scale-tare" on_press=move || order(ScaleOrder::Tare) />
                <Button word=t(Devices::ClearTare) test_id="scale-clear-tare" on_press=move || order(ScaleOrder::ClearTare) />
            </div>
            <div class="bz-deeds">
                <Button word=t(Devices::OtherScale) icon=icondata::LuSearch test_id="scale-set-up" on_press=move || setting_up.set(true) />
                <Button word=t(Devices::SaveLog) icon=icondata::LuDownload test_id="scale-save-log" on_press=save_log />
                <Button word=t(Devices::RemoveScale) weight=Weight::Danger test_id="scale-remove" on_press=remove />
            </div>
        </section>
    }
}

/// The digits as the scale shows them, and what it says.
#[component]
pub fn Shown(
    /// The bench.
    bench: ScaleBench,
) -> impl IntoView {
    let of = move |read: fn(&ScaleBenchView) -> String| {
        bench
            .view
            .with(|view| view.as_ref().map(read).unwrap_or_default())
    };
    let digits = move || {
        let digits = of(|view| view.digits.clone());
        if digits.is_empty() {
            "—".to_owned()
        } else {
            look::locale().number(&digits)
        }
    };
    let unit = move || {
        of(|view| {
            view.unit
                .map(|unit| unit_word(unit).to_owned())
                .unwrap_or_default()
        })
    };
    let words = move || {
        of(|view| {
            if view.words.is_empty() {
                view.view.hint.clone()
            } else {
                view.words.clone()
            }
        })
    };
    view! {
        <div class="bz-shown">
            <output class="bz-shown-digits bz-figures" data-testid="scale-digits">{digits}<small>{unit}</small></output>
            <span data-testid="scale-words">{move || sentence(&words())}</span>
        </div>
    }
}

/// The unit as people write it.
pub fn unit_word(unit: MassUnit) -> &'static str {
    t(match unit {
        MassUnit::Gram => Devices::Gram,
        MassUnit::Kilogram => Devices::Kilogram,
        MassUnit::Pound => Devices::Pound,
        MassUnit::Ounce => Devices::Ounce,
    })
}

#[component]
fn ScaleFacts(bench: ScaleBench) -> impl IntoView {
    let scale = Memo::new(move |_| {
        bench
            .view
            .with(|view| view.as_ref().and_then(|view| view.scale.clone()))
    });
    move || {
        scale.get().map(|scale| {
            view! {
                <dl class="bz-facts">
                    <dt>{t(Devices::Address)}</dt>
                    <dd>{scale.address}</dd>
                    <dt>{t(Devices::Protocol)}</dt>
                    <dd>{scale.protocol}</dd>
                </dl>
            }
        })
    }
}
