use bezmen_kit::button::{Button, Weight};
use bezmen_kit::field::Field;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::label_draft::{LabelDraft, Outlet, Tongue};
use crate::settings::Choice;
use crate::words::{Labels, t};

/// Where labels come out, in which language, and how large they are.
#[component]
pub fn LabelForm(
    /// The fields.
    draft: LabelDraft,
) -> impl IntoView {
    let outlet = draft.outlet;
    let is_same = Signal::derive(move || !draft.is_changed());
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4" data-testid="label-form">
            <p class="text-faint">{t(Labels::PrinterHint)}</p>
            <Choice
                label=t(Labels::Where)
                value=outlet
                options=vec![
                    (Outlet::None, t(Labels::Nowhere), "labels-nowhere"),
                    (Outlet::Receipts, t(Labels::OnReceipts), "labels-receipts"),
                    (Outlet::Own, t(Labels::OnOwn), "labels-own"),
                ]
            />
            <Show when=move || outlet.get() == Outlet::Own>
                <Field label=t(Labels::Address) value=draft.address example=t(Labels::AddressExample) test_id="label-address" />
                <Choice
                    label=t(Labels::Language)
                    value=draft.tongue
                    options=vec![
                        (Tongue::Tspl, "TSPL", "label-tspl"),
                        (Tongue::Zpl, "ZPL", "label-zpl"),
                        (Tongue::EscPos, "ESC/POS", "label-escpos"),
                    ]
                />
            </Show>
            <Show when=move || outlet.get() != Outlet::None>
                <div class="bz-label-sizes">
                    <Field label=t(Labels::Width) value=draft.width mode="numeric" test_id="label-width" />
                    <Field label=t(Labels::Height) value=draft.height mode="numeric" test_id="label-height" />
                    <Field label=t(Labels::Dpi) value=draft.dpi mode="numeric" test_id="label-dpi" />
                </div>
            </Show>
            <div class="bz-bench-foot">
                <Show when=move || !is_same.get()>
                    <Notice tone=Tone::Attention text=t(Labels::Unsaved) test_id="label-unsaved" />
                </Show>
                <Button word=t(Labels::Save) weight=Weight::Main off=is_same test_id="label-save" on_press=move || draft.save() />
            </div>
        </section>
    }
}
