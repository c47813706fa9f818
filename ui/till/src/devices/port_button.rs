use bezmen_contract::till::PortView;
use leptos::prelude::*;

/// A port of this computer; pressing it writes its address. A guarded one says why it should be left alone.
#[component]
pub fn PortButton(
    /// The port.
    port: PortView,
    /// The address that is being chosen.
    address: RwSignal<String>,
    /// Whether a guarded port can be chosen all the same.
    #[prop(optional)]
    takes_guarded: bool,
) -> impl IntoView {
    let place = StoredValue::new(port.address.clone());
    let is_guarded = !port.guard.is_empty();
    let words = if is_guarded { port.guard } else { port.title };
    view! {
        <button
            type="button"
            class="bz-port"
            disabled=is_guarded && !takes_guarded
            aria-pressed=move || (address.get() == place.get_value()).to_string()
            on:click=move |_| address.set(place.get_value())
        >
            <strong>{port.address}</strong>
            <span class:text-error=is_guarded>{words}</span>
        </button>
    }
}
