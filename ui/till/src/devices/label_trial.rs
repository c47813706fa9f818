use bezmen_contract::till::{LabelView, TestLabel};
use bezmen_kit::bridge;
use bezmen_kit::button::Button;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::label_draft::{LabelDraft, Outlet};
use crate::desk::Desk;
use crate::frame::LabelPicture;
use crate::words::{Labels, Printers, fill, t};

/// A label with everything on it, as the printer in the form prints it, saved or not.
#[component]
pub fn LabelTrial(
    /// The fields.
    draft: LabelDraft,
) -> impl IntoView {
    let desk = Desk::here();
    let tried = RwSignal::new(None::<LabelView>);
    let busy = RwSignal::new(false);
    let test = move |prints: bool| {
        let Some(label_printer) = draft.on_trial() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let asked = TestLabel {
                label_printer,
                prints,
            };
            match bridge::call(asked).await {
                Ok(view) => {
                    tried.try_set(Some(view));
                }
                Err(failure) => desk.refuse(&failure),
            }
            busy.try_set(false);
        });
    };
    let off = Signal::derive(move || busy.get() || draft.outlet.get() == Outlet::None);
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="label-trial">
            <div class="flex flex-wrap gap-2">
                <Button word=t(Labels::Show) icon=icondata::LuEye off=off test_id="label-show" on_press=move || test(false) />
                <Button word=t(Labels::Print) icon=icondata::LuPrinter off=off test_id="label-print" on_press=move || test(true) />
            </div>
            {move || match tried.get() {
                None => view! { <EmptyState icon=icondata::LuTag title=t(Labels::TryTitle) hint=t(Labels::TryHint) /> }.into_any(),
                Some(view) => view! { <Tried view=view /> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Tried(view: LabelView) -> impl IntoView {
    let tone = if view.is_sent { Tone::Good } else { Tone::Bad };
    let (bytes, hex) = (view.bytes, view.hex.clone());
    let words = view.words.clone();
    view! {
        {(!words.is_empty()).then(|| view! { <Notice tone=tone text=words test_id="label-words" /> })}
        <LabelPicture label=view />
        {(bytes > 0)
            .then(|| {
                view! {
                    <details class="bz-bytes">
                        <summary>{fill(Printers::Bytes, &[&bytes.to_string()])}</summary>
                        <code>{hex}</code>
                    </details>
                }
            })}
    }
}
