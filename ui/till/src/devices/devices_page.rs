use std::time::Duration;

use bezmen_contract::till::{DeviceKind, DeviceView, ListDevices};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device_list::DeviceList;
use super::display_panel::DisplayPanel;
use super::drawer_panel::DrawerPanel;
use super::label_panel::LabelPanel;
use super::label_scale_panel::LabelScalePanel;
use super::printer_panel::PrinterPanel;
use super::scale_panel::ScalePanel;
use super::scanner_panel::ScannerPanel;
use crate::desk::{Desk, Screen};
use crate::frame::{PageHead, SaidStrip, leave_keys};
use crate::words::{Devices, t};

/// How often the devices are asked for while somebody looks.
const ASK_EVERY: Duration = Duration::from_secs(1);

/// The devices of the till, and the bench of the one that is chosen.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let desk = Desk::here();
    let devices = RwSignal::new(Vec::<DeviceView>::new());
    let chosen = RwSignal::new(DeviceKind::Scale);
    // What was said of one device is not said of another.
    Effect::new(move |before: Option<()>| {
        chosen.track();
        if before.is_some() {
            desk.said.set(None);
        }
    });
    leave_keys(desk, Screen::Sell, |_| bezmen_kit::beep::bad());
    let ask = move || {
        spawn_local(async move {
            if let Ok(list) = bridge::call(ListDevices {}).await {
                devices.try_set(list);
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
    view! {
        <div class="bz-page bz-page-full">
            <PageHead title=t(Devices::Title) />
            <SaidStrip />
            <div class="bz-bench">
                <DeviceList devices=devices chosen=chosen />
                {move || match chosen.get() {
                    DeviceKind::Scale => view! { <ScalePanel /> }.into_any(),
                    DeviceKind::Scanner => view! { <ScannerPanel /> }.into_any(),
                    DeviceKind::Printer => view! { <PrinterPanel /> }.into_any(),
                    DeviceKind::Drawer => view! { <DrawerPanel chosen=chosen /> }.into_any(),
                    DeviceKind::LabelPrinter => view! { <LabelPanel /> }.into_any(),
                    DeviceKind::LabelScale => view! { <LabelScalePanel /> }.into_any(),
                    DeviceKind::Display => view! { <DisplayPanel devices=devices /> }.into_any(),
                }}
            </div>
        </div>
    }
}
