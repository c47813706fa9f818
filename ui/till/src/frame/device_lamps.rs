use bezmen_contract::till::{PrinterState, ScaleState};
use bezmen_kit::lamp::{Glow, Lamp};
use leptos::prelude::*;

use crate::desk::{Desk, Screen};
use crate::words::{Frame, fill, t};

/// The lamps of printer and scale.
#[component]
pub fn DeviceLamps() -> impl IntoView {
    let desk = Desk::here();
    let printer = Memo::new(move |_| desk.status.with(|status| status.printer.clone()));
    let scale = Memo::new(move |_| desk.status.with(|status| status.scale));
    let go = move |screen: Screen| {
        if desk.status.with_untracked(|status| status.person.is_some()) {
            desk.go(screen);
        }
    };
    view! {
        <Lamp
            icon=icondata::LuPrinter
            glow=Signal::derive(move || match printer.get().state {
                PrinterState::Absent => Glow::Dark,
                PrinterState::Ready | PrinterState::Printing => Glow::Calm,
                PrinterState::Attention => Glow::Attention,
                PrinterState::Trouble => Glow::Bad,
            })
            word=Signal::derive(move || {
                let lamp = printer.get();
                match lamp.state {
                    PrinterState::Absent => t(Frame::PrinterAbsent).to_owned(),
                    PrinterState::Ready | PrinterState::Printing => t(Frame::Printer).to_owned(),
                    PrinterState::Attention => t(Frame::PrinterWants).to_owned(),
                    PrinterState::Trouble if lamp.waiting == 0 => t(Frame::PrinterFails).to_owned(),
                    PrinterState::Trouble => fill(Frame::PrinterWaiting, &[&lamp.waiting.to_string()]),
                }
            })
            hint=Signal::derive(move || printer.get().hint)
            on_press=move || go(Screen::Sync)
            test_id="printer-lamp"
        />
        <Lamp
            icon=icondata::LuScale
            glow=Signal::derive(move || match scale.get() {
                ScaleState::Absent => Glow::Dark,
                ScaleState::Lost | ScaleState::Error => Glow::Bad,
                ScaleState::Overload | ScaleState::Underload => Glow::Attention,
                ScaleState::Unstable | ScaleState::Stable | ScaleState::Zero => Glow::Calm,
            })
            word=Signal::derive(move || {
                t(match scale.get() {
                    ScaleState::Absent => Frame::ScaleAbsent,
                    ScaleState::Lost | ScaleState::Error => Frame::ScaleLost,
                    ScaleState::Overload
                    | ScaleState::Underload
                    | ScaleState::Unstable
                    | ScaleState::Stable
                    | ScaleState::Zero => Frame::Scale,
                })
                    .to_owned()
            })
            on_press=move || go(Screen::Devices)
            test_id="scale-lamp"
        />
    }
}
