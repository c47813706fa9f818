use std::time::Duration;

use bezmen_contract::till::{AddProduct, AddWeighed, GetScale, ScaleState, ScaleView};
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_kit::amount::Amount;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::measure::Measure;
use bezmen_kit::notice::InlineError;
use bezmen_kit::{beep, bridge, look};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::tare::{read_tare, tare_unit};
use crate::desk::{Desk, Unweighed, with_consent};
use crate::frame::Ask;
use crate::shift::AmountEntry;
use crate::words::{Selling, fill, t};

/// How often the scale is asked while its dialog is open.
const ASK_EVERY: Duration = Duration::from_millis(300);

/// The live weight of a product less what it lies in, or a weight typed by hand. Figures typed at the live weight are the tare.
#[component]
pub fn WeightPanel(
    /// What is on the scale.
    goods: Unweighed,
) -> impl IntoView {
    let Unweighed { product, barcode } = goods;
    let barcode = StoredValue::new(barcode);
    let desk = Desk::here();
    let (typed, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let by_hand = RwSignal::new(
        desk.status
            .with_untracked(|status| status.scale == ScaleState::Absent),
    );
    let (taring, busy) = (RwSignal::new(false), RwSignal::new(false));
    let close = move || desk.overlay.set(None);
    watch_scale(desk);
    Effect::new(move || {
        typed.track();
        error.set(String::new());
    });
    let state = move || {
        desk.scale
            .with(|scale| scale.as_ref().map_or(ScaleState::Lost, |scale| scale.state))
    };
    let product_id = product.product_id;
    let taken = move |reply: Result<
        bezmen_contract::till::TicketView,
        bezmen_contract::failure::Failure,
    >| match reply {
        Ok(ticket) => {
            beep::good();
            close();
            desk.take_ticket(Ok(ticket));
        }
        Err(failure) => {
            beep::bad();
            busy.set(false);
            error.set(failure.message);
        }
    };
    // Whoever does not consent leads back here.
    Effect::new(move || {
        if desk.consent.with(Option::is_some) {
            busy.set(false);
        }
    });
    let take = Callback::new(move |()| {
        // One weight is one line, however often Enter goes down.
        if busy.get_untracked() {
            return;
        }
        if !by_hand.get_untracked() {
            let tare = match read_tare(&typed.get_untracked()) {
                Ok(tare) => tare.is_positive().then_some(tare),
                Err(words) => return error.set(words),
            };
            busy.set(true);
            let weighed = move |approval| AddWeighed {
                product_id,
                tare,
                barcode: barcode.get_value(),
                approval,
            };
            return with_consent(desk, weighed, taken);
        }
        match Quantity::parse(&typed.get_untracked()) {
            Ok(weight) if weight.is_positive() => {
                busy.set(true);
                with_consent(
                    desk,
                    move |approval| AddProduct {
                        product_id,
                        quantity: Some(weight),
                        quick_key: false,
                        barcode: barcode.get_value(),
                        approval,
                    },
                    taken,
                );
            }
            Ok(_) | Err(_) => error.set(
                look::locale()
                    .pick(
                        "Введите вес, например 0,350",
                        "Type a weight, for example 0.350",
                    )
                    .to_owned(),
            ),
        }
    });
    let off = Signal::derive(move || !by_hand.get() && state() != ScaleState::Stable);
    let unit = product.unit.abbreviation(look::locale());
    view! {
        <Ask title=product.name.clone() on_close=close on_enter=take figures=typed test_id="weigh">
            <p class="text-faint">
                <Amount value=product.price symbol=true />
                {format!(" / {unit}")}
            </p>
            <Show
                when=move || by_hand.get()
                fallback=move || view! { <LiveWeight typed=typed taring=taring /> }
            >
                <AmountEntry label=t(Selling::WeighByHand) value=typed unit=Signal::stored(unit.to_owned()) test_id="weigh-value" />
            </Show>
            <InlineError text=error />
            <div class="flex gap-2">
                <Button
                    word=Signal::derive(move || t(if by_hand.get() { Selling::WeighTitle } else { Selling::WeighByHand }).to_owned())
                    test_id="weigh-by-hand"
                    on_press=move || {
                        typed.set(String::new());
                        by_hand.update(|by_hand| *by_hand = !*by_hand);
                    }
                />
                <Show when=move || !by_hand.get()>
                    <Button word=t(Selling::Tare) test_id="weigh-tare" on_press=move || taring.set(true) />
                </Show>
                <Button word=t(Selling::WeighTake) weight=Weight::Main class="grow" key_hint="Enter" off=off test_id="weigh-take" on_press=move || take.run(()) />
            </div>
        </Ask>
    }
}

fn watch_scale(desk: Desk) {
    let ask = move || {
        spawn_local(async move {
            if let Ok(view) = bridge::call(GetScale {}).await {
                desk.scale.set(Some(view));
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
}

/// What the scale shows now less the tare, and what to do about it.
#[component]
fn LiveWeight(
    /// The tare as it is typed.
    typed: RwSignal<String>,
    /// Whether its figures are shown before any is typed.
    taring: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let view = move || desk.scale.get();
    let is_stable = move || view().is_some_and(|view| view.state == ScaleState::Stable);
    let tare = Memo::new(move |_| read_tare(&typed.get()).unwrap_or_default());
    let weight = Signal::derive(move || {
        let gross = view().and_then(|view| view.weight).unwrap_or_default();
        gross.checked_sub(tare.get()).unwrap_or(gross)
    });
    let unit = Signal::derive(move || typed.with(|typed| tare_unit(typed).to_owned()));
    view! {
        <div class="bz-weight" class:bz-weight-stable=is_stable>
            <output data-testid="weight">
                <Measure value=weight unit=Unit::Kilogram />
            </output>
            <span>{move || view().map_or_else(String::new, |view| hint(&view, tare.get()))}</span>
        </div>
        <Show when=move || taring.get() || typed.with(|typed| !typed.is_empty())>
            <AmountEntry label=t(Selling::TareHint) value=typed unit=unit test_id="weigh-tare-value" />
        </Show>
    }
}

fn hint(view: &ScaleView, tare: Quantity) -> String {
    if !view.hint.is_empty() {
        return view.hint.clone();
    }
    match view.state {
        ScaleState::Absent => t(Selling::WeighOff).to_owned(),
        ScaleState::Lost | ScaleState::Error => t(Selling::WeighLost).to_owned(),
        ScaleState::Unstable => t(Selling::WeighMoving).to_owned(),
        ScaleState::Zero => t(Selling::WeighPut).to_owned(),
        ScaleState::Overload => t(Selling::WeighOverload).to_owned(),
        ScaleState::Underload => t(Selling::WeighUnderload).to_owned(),
        ScaleState::Stable if tare.is_positive() => fill(Selling::WeighNet, &[&kilograms(tare)]),
        ScaleState::Stable => match view.tare.filter(|tare| tare.is_positive()) {
            Some(tare) => fill(Selling::WeighTare, &[&kilograms(tare)]),
            None => t(Selling::WeighStable).to_owned(),
        },
    }
}

fn kilograms(weight: Quantity) -> String {
    bezmen_domain::quantity::format(weight, Unit::Kilogram, look::locale())
}
