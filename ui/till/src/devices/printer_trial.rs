use bezmen_contract::till::{
    AskPrinter, DeviceLamp, PrinterStatusView, PrinterTest, PrinterTestView, TestPrinter,
};
use bezmen_kit::bridge;
use bezmen_kit::button::Button;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::printer_draft::{Connection, PrinterDraft};
use super::printer_preview::PrinterPreview;
use crate::desk::Desk;
use crate::words::{Printers, sentence, t};

/// What was tried last.
#[derive(Clone)]
enum Tried {
    /// Nothing yet.
    Nothing,
    /// A test was printed.
    Test(PrinterTestView),
    /// The printer was asked how it is.
    Status(PrinterStatusView),
}

/// Tests of the printer in the form, saved or not, and what should come of them.
#[component]
pub fn PrinterTrial(
    /// The fields.
    draft: PrinterDraft,
) -> impl IntoView {
    let desk = Desk::here();
    let tried = RwSignal::new(Tried::Nothing);
    let busy = RwSignal::new(false);
    let test = move |test: PrinterTest| {
        let Some(printer) = draft.on_trial() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let printer = Some(printer);
            match bridge::call(TestPrinter { test, printer }).await {
                Ok(view) => {
                    tried.try_set(Tried::Test(view));
                }
                Err(failure) => desk.refuse(&failure),
            }
            busy.try_set(false);
        });
    };
    let ask = move || {
        let Some(printer) = draft.on_trial() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let printer = Some(printer);
            match bridge::call(AskPrinter { printer }).await {
                Ok(view) => {
                    tried.try_set(Tried::Status(view));
                }
                Err(failure) => desk.refuse(&failure),
            }
            busy.try_set(false);
        });
    };
    let off = Signal::derive(move || busy.get() || draft.connection.get() == Connection::None);
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4 bz-bench-rest">
            <div class="bz-tests">
                <Button word=t(Printers::TestReceipt) off=off test_id="test-receipt" on_press=move || test(PrinterTest::Receipt) />
                <Button word=t(Printers::TestTables) off=off test_id="test-tables" on_press=move || test(PrinterTest::CodeTables) />
                <Button word=t(Printers::TestCodes) off=off test_id="test-codes" on_press=move || test(PrinterTest::Codes) />
                <Button word=t(Printers::TestPicture) off=off test_id="test-picture" on_press=move || test(PrinterTest::Picture) />
                <Button word=t(Printers::TestCut) off=off test_id="test-cut" on_press=move || test(PrinterTest::Cut) />
                <Button word=t(Printers::AskStatus) off=off test_id="ask-printer" on_press=ask />
            </div>
            {move || match tried.get() {
                Tried::Nothing => {
                    view! { <EmptyState icon=icondata::LuPrinterCheck title=t(Printers::TryTitle) hint=t(Printers::TryHint) /> }.into_any()
                }
                Tried::Test(view) => view! { <PrinterPreview view=view draft=draft /> }.into_any(),
                Tried::Status(view) => view! { <PrinterStatus view=view /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn PrinterStatus(view: PrinterStatusView) -> impl IntoView {
    let tone = match view.lamp {
        DeviceLamp::Ready => Tone::Good,
        DeviceLamp::Trouble => Tone::Bad,
        DeviceLamp::Absent | DeviceLamp::Busy | DeviceLamp::Attention | DeviceLamp::Unknown => {
            Tone::Attention
        }
    };
    let answers = view.answers.into_iter();
    view! {
        <Notice tone=tone text=sentence(&view.words.join(" · ")) test_id="printer-status" />
        <ul class="bz-answers" data-testid="printer-answers">
            {answers.map(|answer| view! { <li><code>{answer}</code></li> }).collect_view()}
        </ul>
    }
}
