use bezmen_kit::beep;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::field::Field;
use bezmen_kit::keyboard::Heard;
use bezmen_kit::scanner::Reading;
use leptos::prelude::*;

use super::arrived_facts::{ArrivedCode, ArrivedFacts};
use super::code_bench::{CodeBench, Way};
use super::code_card::CodeCard;
use super::keyboard_scanner::KeyboardScanner;
use super::own_scanner::OwnScanner;
use super::rule_conflicts::RuleConflicts;
use super::test_code::TestCode;
use crate::desk::{Desk, Screen};
use crate::words::{Barcodes, t};

/// The bench of scanners and codes: what arrives, how it came, what it is; a code to try, and the rules of labels.
#[component]
pub fn ScannerPanel() -> impl IntoView {
    let desk = Desk::here();
    let bench = CodeBench::empty();
    desk.keys.take(move |heard: Heard| hear(desk, bench, heard));
    view! {
        <div class="bz-bench-side bz-code-bench" data-testid="scanner-panel">
            <div class="flex flex-col gap-4">
                <PasteField bench=bench />
                <TestCode bench=bench />
                <OwnScanner bench=bench />
                <KeyboardScanner bench=bench />
                <RuleConflicts bench=bench />
            </div>
            <section class="bz-panel p-5 flex flex-col gap-4" data-testid="code-bench">
                <ArrivedCode bench=bench />
                <CodeCard bench=bench />
                <ArrivedFacts bench=bench />
                <Show when=move || bench.arrived.with(Option::is_none)>
                    <EmptyState icon=icondata::LuScanBarcode title=t(Barcodes::NothingTitle) hint=t(Barcodes::NothingHint) />
                </Show>
            </section>
        </div>
    }
}

fn hear(desk: Desk, bench: CodeBench, heard: Heard) -> bool {
    match heard.reading {
        Reading::Scanned(text) => {
            beep::good();
            // A read of the till's own scanner stands on its bench already.
            if let Some(facts) = heard.facts {
                bench.explain(desk, text, Way::Keyboard(facts));
            }
            true
        }
        Reading::Pressed(stroke) if stroke.key == "Escape" => {
            desk.go(Screen::Sell);
            true
        }
        Reading::Pressed(_) | Reading::Typed(_) => false,
    }
}

#[component]
fn PasteField(bench: CodeBench) -> impl IntoView {
    let desk = Desk::here();
    let typed = RwSignal::new(String::new());
    let explain = move || {
        let text = typed.get_untracked();
        if !text.is_empty() {
            bench.explain(desk, text, Way::Pasted);
        }
    };
    view! {
        <section class="bz-panel p-5 flex flex-col gap-3">
            <h2 class="bz-label">{t(Barcodes::TryTitle)}</h2>
            <p class="text-faint">{t(Barcodes::TryHint)}</p>
            <div class="flex gap-2 items-end">
                <Field label=t(Barcodes::CodeField) value=typed class="grow" on_enter=Callback::new(move |()| explain()) test_id="code-field" />
                <Button word=t(Barcodes::Explain) weight=Weight::Main test_id="code-explain" on_press=explain />
            </div>
        </section>
    }
}
