use bezmen_contract::till::DeviceView;
use bezmen_kit::button::Button;
use bezmen_kit::field::Field;
use leptos::prelude::*;

use super::customer_window::CustomerWindow;
use super::display_draft::DisplayDraft;
use super::display_form::DisplayForm;
use crate::desk::Desk;
use crate::words::{Displays, t};

/// The bench of what the buyer sees: the two-line display, a text to try it with, and the customer's window.
#[component]
pub fn DisplayPanel(
    /// The devices, of which one is the display.
    devices: RwSignal<Vec<DeviceView>>,
) -> impl IntoView {
    let draft = DisplayDraft::of(Desk::here());
    let no_address = Signal::derive(move || draft.address.with(|text| text.trim().is_empty()));
    view! {
        <div class="bz-bench-side" data-testid="display-panel">
            <DisplayForm draft=draft devices=devices />
            <div class="flex flex-col gap-4">
                <section class="bz-panel p-5 flex flex-col gap-3">
                    <h2 class="bz-label">{t(Displays::GlassTitle)}</h2>
                    <div class="flex gap-2 items-end">
                        <Field label=t(Displays::TestField) value=draft.text class="grow" test_id="display-text" />
                        <Button word=t(Displays::Test) off=no_address busy=draft.busy test_id="display-test" on_press=move || draft.test() />
                    </div>
                    <Glass draft=draft />
                </section>
                <CustomerWindow />
            </div>
        </div>
    }
}

/// The two lines as they should stand on the display.
#[component]
fn Glass(draft: DisplayDraft) -> impl IntoView {
    let glass = move || {
        let tried = draft.tried.get();
        let lines = tried.as_ref().filter(|tried| tried.is_sent);
        let lines = lines.map(|tried| tried.lines.join("\n"));
        let said = tried.map_or_else(|| t(Displays::GlassHint).to_owned(), |tried| tried.words);
        view! {
            {lines.map(|lines| view! { <pre class="bz-glass" data-testid="display-glass">{lines}</pre> })}
            <p class="text-faint" data-testid="display-said">{said}</p>
        }
    };
    view! { {glass} }
}
