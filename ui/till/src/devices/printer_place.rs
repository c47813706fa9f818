use bezmen_contract::till::{ChoicesView, PortView};
use bezmen_kit::field::Field;
use leptos::prelude::*;

use super::port_button::PortButton;
use super::printer_draft::{Connection, PrinterDraft};
use crate::words::{Printers, t};

/// Speeds of serial printers, the likeliest first.
const SPEEDS: [&str; 7] = ["9600", "19200", "38400", "57600", "115200", "4800", "2400"];

/// How serial lines of printers are set, the likeliest first.
const LINES: [&str; 8] = [
    "8N1",
    "8N1-rtscts",
    "8N1-xonxoff",
    "8E1",
    "8O1",
    "8E1-rtscts",
    "7E1",
    "7O1",
];

/// Where the printer is: a place from the list, or an address as typed.
#[component]
pub fn PrinterPlace(
    /// The fields.
    draft: PrinterDraft,
    /// What can be chosen.
    choices: RwSignal<Option<ChoicesView>>,
) -> impl IntoView {
    let fitting = Memo::new(move |_| {
        let connection = draft.connection.get();
        let ports = choices.with(|view| view.as_ref().map(|view| view.ports.clone()));
        let mut ports = ports.unwrap_or_default();
        ports.retain(|port| fits(connection, port));
        ports
    });
    let label = move || match draft.connection.get() {
        Connection::None | Connection::Network => (Printers::AddressTcp, "192.168.1.50:9100"),
        Connection::Serial => (Printers::Port, "/dev/ttyUSB0, COM3"),
        Connection::Queue => (Printers::QueuePlace, "usb:04b8:0202, cups:RECEIPTS"),
        Connection::File => (Printers::Path, "/dev/usb/lp0"),
    };
    let nothing_listed = move || {
        let is_listed = !matches!(
            draft.connection.get(),
            Connection::None | Connection::Network
        );
        is_listed && choices.with(Option::is_some) && fitting.with(Vec::is_empty)
    };
    view! {
        <Show when=move || !fitting.with(Vec::is_empty)>
            <div class="bz-ports">
                {move || {
                    let place = draft.place(draft.connection.get());
                    fitting.get().into_iter().map(|port| view! { <PortButton port=port address=place /> }).collect_view()
                }}
            </div>
        </Show>
        <Show when=nothing_listed>
            <p class="text-faint">{t(Printers::NoneListed)}</p>
        </Show>
        {move || {
            let (word, example) = label();
            let place = draft.place(draft.connection.get());
            view! { <Field label=t(word) value=place example=example test_id="printer-place" /> }
        }}
        <Show when=move || draft.connection.get() == Connection::Serial>
            <div class="flex flex-wrap gap-3">
                <OneOf label=Printers::Baud value=draft.baud known=&SPEEDS test_id="printer-baud" />
                <OneOf label=Printers::Line value=draft.line known=&LINES test_id="printer-line" />
            </div>
        </Show>
    }
}

fn fits(connection: Connection, port: &PortView) -> bool {
    let is_file = port.address.starts_with('/');
    match connection {
        Connection::None | Connection::Network => false,
        Connection::Serial => !port.is_printer,
        Connection::Queue => port.is_printer && !is_file,
        Connection::File => port.is_printer && is_file,
    }
}

/// One of the known values; one that is kept and not known stands in the list too.
#[component]
fn OneOf(
    label: Printers,
    value: RwSignal<String>,
    known: &'static [&'static str],
    test_id: &'static str,
) -> impl IntoView {
    let options = move || {
        let chosen = value.get();
        let mut options: Vec<String> = known.iter().map(|one| (*one).to_owned()).collect();
        if !options.contains(&chosen) {
            options.push(chosen.clone());
        }
        let option = |one: String| {
            let is_chosen = one == chosen;
            view! { <option value=one.clone() selected=is_chosen>{one.clone()}</option> }
        };
        options.into_iter().map(option).collect_view()
    };
    view! {
        <label class="bz-field grow">
            <span class="bz-field-label">{t(label)}</span>
            <select class="bz-input" data-testid=test_id on:change=move |event| value.set(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
}
