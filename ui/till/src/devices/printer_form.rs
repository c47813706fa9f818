use bezmen_contract::till::ChoicesView;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::printer_draft::{Connection, PrinterDraft};
use super::printer_place::PrinterPlace;
use super::profile_choice::ProfileChoice;
use crate::settings::Choice;
use crate::words::{Printers, t};

/// How the printer is connected, which model it is, and whether a drawer hangs on it.
#[component]
pub fn PrinterForm(
    /// The fields.
    draft: PrinterDraft,
    /// What can be chosen.
    choices: RwSignal<Option<ChoicesView>>,
) -> impl IntoView {
    let is_there = Memo::new(move |_| draft.connection.get() != Connection::None);
    let is_same = Signal::derive(move || !draft.is_changed());
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="printer-form">
            <Choice
                label=t(Printers::Connection)
                value=draft.connection
                options=vec![
                    (Connection::None, t(Printers::None), "printer-none"),
                    (Connection::Network, t(Printers::Network), "printer-tcp"),
                    (Connection::Serial, t(Printers::Serial), "printer-serial"),
                    (Connection::Queue, t(Printers::Queue), "printer-queue"),
                    (Connection::File, t(Printers::File), "printer-file"),
                ]
            />
            <Show
                when=move || is_there.get()
                fallback=|| view! { <EmptyState icon=icondata::LuPrinter title=t(Printers::NoneTitle) hint=t(Printers::NoneHint) /> }
            >
                <PrinterPlace draft=draft choices=choices />
                <ProfileChoice draft=draft choices=choices />
                <Choice
                    label=t(Printers::Drawer)
                    value=draft.drawer
                    options=vec![(true, t(Printers::DrawerYes), "drawer-yes"), (false, t(Printers::DrawerNo), "drawer-no")]
                />
            </Show>
            <div class="bz-bench-foot">
                <Show when=move || !is_same.get()>
                    <Notice tone=Tone::Attention text=t(Printers::Unsaved) test_id="printer-unsaved" />
                </Show>
                <Button word=t(Printers::Save) weight=Weight::Main off=is_same test_id="printer-save" on_press=move || draft.save() />
            </div>
        </section>
    }
}
