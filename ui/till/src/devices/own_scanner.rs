use std::time::Duration;

use bezmen_contract::till::{DeviceLamp, GetScannerBench, ScannerBenchView, ScannerSettings};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code_bench::CodeBench;
use super::marks_draft::{MarksDraft, Whose};
use super::marks_form::MarksForm;
use super::scanner_ports::ScannerPorts;
use crate::desk::Desk;
use crate::words::{Barcodes, sentence, t};

/// How often the scanner's bench is asked for.
const ASK_EVERY: Duration = Duration::from_millis(250);

/// No till reads so many codes; larger numbers are not exact in JavaScript.
const NO_READ_YET: u64 = (1 << 53) - 1;

/// The scanner that the till itself listens to: where it is, how it is, and what it reads.
#[component]
pub fn OwnScanner(
    /// Where reads are shown.
    bench: CodeBench,
) -> impl IntoView {
    let desk = Desk::here();
    let own = desk
        .status
        .with_untracked(|status| status.settings.scanner.clone());
    let (address, marks) = own.map(|own| (own.address, own.marks)).unwrap_or_default();
    let address = RwSignal::new(address);
    let draft = MarksDraft::of(&marks);
    let is_set_up =
        Memo::new(move |_| desk.status.with(|status| status.settings.scanner.is_some()));
    let view = follow(bench);
    let save = move |scanner: Option<ScannerSettings>, said: Barcodes| {
        desk.keep_and_say(|settings| settings.scanner = scanner, said);
    };
    let keep = move || {
        let address = address.get_untracked().trim().to_owned();
        let marks = draft.written();
        save(Some(ScannerSettings { address, marks }), Barcodes::OwnSaved);
    };
    let remove = move || {
        address.set(String::new());
        draft.clear();
        save(None, Barcodes::OwnRemoved);
    };
    let cannot_be = Signal::derive(move || {
        address.with(|text| text.trim().is_empty()) || draft.read().is_err()
    });
    // A report of HID says itself where it ends.
    let has_end = Signal::derive(move || !address.with(|text| text.contains("hidraw")));
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3" data-testid="own-scanner">
            <h2 class="bz-label">{t(Barcodes::OwnTitle)}</h2>
            <p class="text-faint">{t(Barcodes::OwnHint)}</p>
            <Show when=move || is_set_up.get()>
                <State view=view />
            </Show>
            <ScannerPorts address=address />
            <Field label=t(Barcodes::OwnField) value=address example=t(Barcodes::OwnExample) test_id="scanner-address" />
            <MarksForm draft=draft whose=Whose::Till has_end=has_end bench=bench />
            <div class="flex flex-wrap gap-2">
                <Button word=t(Barcodes::Save) weight=Weight::Plain off=cannot_be test_id="scanner-save" on_press=keep />
                <Show when=move || is_set_up.get()>
                    <Button word=t(Barcodes::Remove) weight=Weight::Danger test_id="scanner-remove" on_press=remove />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn State(view: RwSignal<Option<ScannerBenchView>>) -> impl IntoView {
    let class = move || match view.with(|view| view.as_ref().map(|view| view.lamp)) {
        Some(DeviceLamp::Ready | DeviceLamp::Busy) => "bz-device-state",
        Some(DeviceLamp::Attention) => "bz-device-state bz-lamp-attention",
        Some(DeviceLamp::Trouble) => "bz-device-state bz-lamp-bad",
        Some(DeviceLamp::Absent | DeviceLamp::Unknown) | None => "bz-device-state bz-lamp-dark",
    };
    let words = move || view.with(|view| view.as_ref().map(|view| sentence(&view.words)));
    view! {
        <p class=class><i class="bz-lamp-dot"></i><span data-testid="scanner-words">{words}</span></p>
    }
}

/// Follows the bench until the panel goes, and shows each read that comes meanwhile.
fn follow(bench: CodeBench) -> RwSignal<Option<ScannerBenchView>> {
    let view = RwSignal::new(None::<ScannerBenchView>);
    let next = StoredValue::new(None::<u64>);
    let ask = move || {
        let Some(since) = next.try_get_value() else {
            return;
        };
        spawn_local(async move {
            // What was read before the panel was opened is not shown: nobody expects it.
            let asked = GetScannerBench {
                since: since.unwrap_or(NO_READ_YET),
            };
            let Ok(mut answer) = bridge::call(asked).await else {
                return;
            };
            // An answer that a newer one overtook would show a read twice.
            if next.try_get_value() != Some(since) {
                return;
            }
            next.set_value(Some(answer.next));
            if let Some(read) = answer.reads.pop() {
                bench.show(read);
            }
            view.try_set(Some(answer));
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
    view
}
