use bezmen_contract::till::{ListChoices, PortView};
use bezmen_kit::bridge;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::port_button::PortButton;

/// The ports of this computer where a scanner may be; pressing one writes its address.
#[component]
pub fn ScannerPorts(
    /// The address.
    address: RwSignal<String>,
) -> impl IntoView {
    let ports = RwSignal::new(Vec::<PortView>::new());
    spawn_local(async move {
        // Without the list the address is typed.
        if let Ok(choices) = bridge::call(ListChoices {}).await {
            let free = |port: &PortView| !port.is_printer && port.guard.is_empty();
            ports.try_set(choices.ports.into_iter().filter(free).collect());
        }
    });
    let buttons = move || {
        ports
            .get()
            .into_iter()
            .map(|port| view! { <PortButton port=port address=address /> })
            .collect_view()
    };
    view! { <div class="bz-ports">{buttons}</div> }
}
