use bezmen_contract::till::PrintTestPage;
use bezmen_kit::bridge;
use bezmen_kit::button::Button;
use bezmen_kit::field::Field;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::choice::Choice;
use super::draft::{Connection, Draft};
use crate::desk::Desk;
use crate::words::{Preferences, Receipts, t};

/// The receipt printer and what hangs on it.
#[component]
pub fn PrinterForm(
    /// The settings.
    draft: Draft,
) -> impl IntoView {
    let desk = Desk::here();
    let test = move || {
        spawn_local(async move {
            match bridge::call(PrintTestPage {}).await {
                Ok(printed) if printed.print_job_id.is_some() => {
                    desk.say(Tone::Good, t(Preferences::TestSent))
                }
                Ok(_) => desk.say(Tone::Attention, t(Receipts::ReprintedNowhere)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let place = move || match draft.connection.get() {
        Connection::None => None,
        Connection::Network => Some((Preferences::AddressTcp, "192.168.1.50:9100")),
        Connection::Serial => Some((Preferences::Port, "/dev/ttyUSB0")),
        Connection::File => Some((Preferences::Path, "/dev/usb/lp0")),
        Connection::Other => Some((Preferences::OtherPlace, "usb:04b8:0202")),
    };
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4">
            <Choice
                label=t(Preferences::Printer)
                value=draft.connection
                options=vec![
                    (Connection::None, t(Preferences::None), "printer-none"),
                    (Connection::Network, t(Preferences::Network), "printer-tcp"),
                    (Connection::Serial, t(Preferences::Serial), "printer-serial"),
                    (Connection::File, t(Preferences::File), "printer-file"),
                    (Connection::Other, t(Preferences::Other), "printer-other"),
                ]
            />
            {move || {
                place()
                    .map(|(label, example)| {
                        view! {
                            <Field label=t(label) value=draft.printer_place example=example test_id="printer-place" />
                            <Show when=move || draft.connection.get() == Connection::Serial>
                                <Field label=t(Preferences::Baud) value=draft.baud mode="numeric" />
                            </Show>
                            <Field label=t(Preferences::Profile) value=draft.profile test_id="printer-profile" />
                            <Choice
                                label=t(Preferences::Drawer)
                                value=draft.drawer
                                options=vec![(true, t(Preferences::DrawerYes), "drawer-yes"), (false, t(Preferences::DrawerNo), "drawer-no")]
                            />
                            <Choice
                                label=t(Preferences::PrintAlways)
                                value=draft.print_receipts
                                options=vec![(true, t(Preferences::Always), "print-always"), (false, t(Preferences::OnDemand), "print-on-demand")]
                            />
                            <Button word=t(Preferences::TestPage) icon=icondata::LuPrinter test_id="print-test" on_press=test />
                        }
                    })
            }}
        </section>
    }
}
