use bezmen_contract::till::{DeviceKind, DrawerTestView, PrinterSettings, SensorLevel, TestDrawer};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::printer_draft::keep;
use crate::desk::Desk;
use crate::words::{Printers, fill, t};

/// The cash drawer: opening it, and learning what its sensor says.
#[component]
pub fn DrawerPanel(
    /// Whose bench is open.
    chosen: RwSignal<DeviceKind>,
) -> impl IntoView {
    let desk = Desk::here();
    let printer = Memo::new(move |_| desk.status.with(|status| status.settings.printer.clone()));
    view! {
        <div class="bz-bench-side" data-testid="drawer-panel">
            <section class="bz-panel p-5 flex flex-col gap-4">
                {move || match printer.get() {
                    None => {
                        view! {
                            <EmptyState icon=icondata::LuInbox title=t(Printers::DrawerNoPrinterTitle) hint=t(Printers::DrawerNoPrinterHint) />
                            <Button word=t(Printers::GoToPrinter) weight=Weight::Main test_id="drawer-to-printer" on_press=move || chosen.set(DeviceKind::Printer) />
                        }
                            .into_any()
                    }
                    Some(printer) if !printer.drawer => view! { <NoDrawer printer=printer /> }.into_any(),
                    Some(printer) => view! { <OwnDrawer printer=printer /> }.into_any(),
                }}
            </section>
        </div>
    }
}

#[component]
fn NoDrawer(printer: PrinterSettings) -> impl IntoView {
    let desk = Desk::here();
    let add = move || {
        let printer = PrinterSettings {
            drawer: true,
            ..printer.clone()
        };
        keep(desk, Some(printer), Printers::Saved);
    };
    view! {
        <EmptyState icon=icondata::LuInbox title=t(Printers::DrawerAbsentTitle) hint=t(Printers::DrawerAbsentHint) />
        <Button word=t(Printers::DrawerAdd) weight=Weight::Main test_id="drawer-add" on_press=add />
    }
}

#[component]
fn OwnDrawer(printer: PrinterSettings) -> impl IntoView {
    let desk = Desk::here();
    let tested = RwSignal::new(None::<DrawerTestView>);
    let busy = RwSignal::new(false);
    let polarity = match printer.drawer_open_is_high {
        Some(true) => Printers::High,
        Some(false) => Printers::Low,
        None => Printers::PolarityUnknown,
    };
    let kept = StoredValue::new(printer);
    let test = move || {
        busy.set(true);
        spawn_local(async move {
            match bridge::call(TestDrawer { printer: None }).await {
                Ok(view) => {
                    tested.try_set(Some(view));
                }
                Err(failure) => desk.refuse(&failure),
            }
            busy.try_set(false);
        });
    };
    let learn = Callback::new(move |open_is_high: bool| {
        let printer = PrinterSettings {
            drawer_open_is_high: Some(open_is_high),
            ..kept.get_value()
        };
        keep(desk, Some(printer), Printers::PolarityKept);
    });
    let remove = move || {
        let printer = PrinterSettings {
            drawer: false,
            drawer_open_is_high: None,
            ..kept.get_value()
        };
        keep(desk, Some(printer), Printers::Saved);
    };
    view! {
        <p class="text-faint">{t(Printers::DrawerSteps)}</p>
        <dl class="bz-facts">
            <dt>{t(Printers::Polarity)}</dt>
            <dd data-testid="drawer-polarity">{t(polarity)}</dd>
        </dl>
        <div class="flex flex-wrap gap-2">
            {move || {
                // What the test asks is answered next.
                let weight = if tested.with(Option::is_some) { Weight::Plain } else { Weight::Main };
                view! { <Button word=t(Printers::DrawerTest) weight=weight icon=icondata::LuInbox off=busy test_id="drawer-test" on_press=test /> }
            }}
            <Button word=t(Printers::DrawerRemove) weight=Weight::Quiet test_id="drawer-remove" on_press=remove />
        </div>
        {move || tested.get().map(|view| view! { <Tested view=view learn=learn /> })}
    }
}

/// What the test showed; a sensor that switched is asked about.
#[component]
fn Tested(view: DrawerTestView, learn: Callback<bool>) -> impl IntoView {
    let has_switched = view.before != view.after
        && view.before != SensorLevel::Unknown
        && view.after != SensorLevel::Unknown;
    let tone = match (view.is_sent, has_switched) {
        (false, _) => Tone::Bad,
        (true, true) => Tone::Good,
        (true, false) => Tone::Attention,
    };
    let is_high = view.after == SensorLevel::High;
    let levels = view.is_sent.then(|| {
        fill(
            Printers::Sensor,
            &[t(level_word(view.before)), t(level_word(view.after))],
        )
    });
    view! {
        <Notice tone=tone text=view.words test_id="drawer-tested" />
        <p class="bz-figures" data-testid="drawer-sensor">{levels}</p>
        {has_switched
            .then(|| {
                view! {
                    <p class="text-lg font-semibold">{t(Printers::IsOpenAsk)}</p>
                    <div class="flex flex-wrap gap-2">
                        <Button word=t(Printers::IsOpenYes) weight=Weight::Main test_id="drawer-is-open" on_press=move || learn.run(is_high) />
                        <Button word=t(Printers::IsOpenNo) test_id="drawer-is-closed" on_press=move || learn.run(!is_high) />
                    </div>
                }
            })}
    }
}

const fn level_word(level: SensorLevel) -> Printers {
    match level {
        SensorLevel::High => Printers::High,
        SensorLevel::Low => Printers::Low,
        SensorLevel::Unknown => Printers::Silent,
    }
}
