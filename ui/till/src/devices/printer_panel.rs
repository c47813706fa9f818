use bezmen_contract::till::{ChoicesView, ListChoices};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::printer_draft::PrinterDraft;
use super::printer_form::PrinterForm;
use super::printer_trial::PrinterTrial;
use super::profile_file::ProfileFile;
use crate::desk::Desk;
use crate::settings::Choice;
use crate::status::PrintQueue;
use crate::words::{Printers, t};

/// What stands beside the printer's form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Tests and their preview.
    Trial,
    /// The print queue.
    Queue,
    /// The profile as a file.
    Profile,
}

/// The receipt printer: setting it up, trying it, its jobs, its profile.
#[component]
pub fn PrinterPanel() -> impl IntoView {
    let desk = Desk::here();
    let draft = PrinterDraft::begin(desk);
    let choices = RwSignal::new(None::<ChoicesView>);
    let side = RwSignal::new(Side::Trial);
    spawn_local(async move {
        match bridge::call(ListChoices {}).await {
            Ok(view) => {
                choices.try_set(Some(view));
            }
            Err(failure) => desk.refuse(&failure),
        }
    });
    view! {
        <div class="bz-bench-side bz-printer-bench" data-testid="printer-panel">
            <PrinterForm draft=draft choices=choices />
            <div class="bz-bench-column">
                <Choice
                    label=""
                    value=side
                    options=vec![
                        (Side::Trial, t(Printers::Try), "printer-side-trial"),
                        (Side::Queue, t(Printers::Queued), "printer-side-queue"),
                        (Side::Profile, t(Printers::ProfileFile), "printer-side-profile"),
                    ]
                />
                {move || match side.get() {
                    Side::Trial => view! { <PrinterTrial draft=draft /> }.into_any(),
                    Side::Queue => view! { <PrintQueue /> }.into_any(),
                    Side::Profile => view! { <ProfileFile draft=draft /> }.into_any(),
                }}
            </div>
        </div>
    }
}
