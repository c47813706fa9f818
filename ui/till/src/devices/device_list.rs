use bezmen_contract::till::{DeviceKind, DeviceLamp, DeviceView};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::words::{Devices, sentence, t};

/// The devices with their lamps; pressing one opens its bench.
#[component]
pub fn DeviceList(
    /// The devices.
    devices: RwSignal<Vec<DeviceView>>,
    /// Whose bench is open.
    chosen: RwSignal<DeviceKind>,
) -> impl IntoView {
    let kinds = Memo::new(move |_| {
        devices.with(|devices| devices.iter().map(|device| device.kind).collect::<Vec<_>>())
    });
    view! {
        <nav class="bz-panel bz-device-list" data-testid="device-list">
            <For each=move || kinds.get() key=|kind| *kind let:kind>
                <Device kind=kind devices=devices chosen=chosen />
            </For>
        </nav>
    }
}

#[component]
fn Device(
    kind: DeviceKind,
    devices: RwSignal<Vec<DeviceView>>,
    chosen: RwSignal<DeviceKind>,
) -> impl IntoView {
    let device = Memo::new(move |_| {
        devices.with(|devices| devices.iter().find(|device| device.kind == kind).cloned())
    });
    let (icon, word, test_id) = look_of(kind);
    let lamp = move || {
        device
            .get()
            .map_or(DeviceLamp::Absent, |device| device.lamp)
    };
    let words = move || {
        device
            .get()
            .map(|device| sentence(&device.words))
            .unwrap_or_default()
    };
    let title = move || device.get().map(|device| device.title).unwrap_or_default();
    view! {
        <button
            type="button"
            class=move || format!("bz-device {}", lamp_class(lamp()))
            data-testid=test_id
            aria-pressed=move || (chosen.get() == kind).to_string()
            on:click=move |_| chosen.set(kind)
        >
            <Sign icon=icon />
            <span class="bz-device-words">
                <strong>{t(word)}</strong>
                <span class="bz-device-title">{title}</span>
                <span class="bz-device-state"><i class="bz-lamp-dot"></i><span>{words}</span></span>
            </span>
        </button>
    }
}

/// The class that lights a lamp.
pub const fn lamp_class(lamp: DeviceLamp) -> &'static str {
    match lamp {
        DeviceLamp::Absent | DeviceLamp::Unknown => "bz-lamp-dark",
        DeviceLamp::Ready | DeviceLamp::Busy => "",
        DeviceLamp::Attention => "bz-lamp-attention",
        DeviceLamp::Trouble => "bz-lamp-bad",
    }
}

fn look_of(kind: DeviceKind) -> (icondata::Icon, Devices, &'static str) {
    match kind {
        DeviceKind::Scale => (icondata::LuScale, Devices::Scale, "device-scale"),
        DeviceKind::Printer => (icondata::LuPrinter, Devices::Printer, "device-printer"),
        DeviceKind::Drawer => (icondata::LuInbox, Devices::Drawer, "device-drawer"),
        DeviceKind::Scanner => (icondata::LuScanBarcode, Devices::Scanner, "device-scanner"),
        DeviceKind::Display => (icondata::LuMonitor, Devices::Display, "device-display"),
        DeviceKind::LabelPrinter => (icondata::LuTag, Devices::LabelPrinter, "device-labels"),
        DeviceKind::LabelScale => (icondata::LuTags, Devices::LabelScale, "device-label-scale"),
    }
}
