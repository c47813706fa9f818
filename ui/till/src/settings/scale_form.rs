use bezmen_kit::field::Field;
use leptos::prelude::*;

use super::choice::Choice;
use super::draft::Draft;
use crate::words::{Preferences, t};

/// The scale.
#[component]
pub fn ScaleForm(
    /// The settings.
    draft: Draft,
) -> impl IntoView {
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4">
            <Choice
                label=t(Preferences::Scale)
                value=draft.has_scale
                options=vec![(false, t(Preferences::None), "scale-none"), (true, t(Preferences::ScaleConnected), "scale-connected")]
            />
            <Show when=move || draft.has_scale.get()>
                <Field label=t(Preferences::ScaleAddress) value=draft.scale_address example="/dev/ttyUSB1" test_id="scale-address" />
                <Field label=t(Preferences::Protocol) value=draft.protocol test_id="scale-protocol" />
            </Show>
        </section>
    }
}
