//! A question in front of the screen.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::focus;
use crate::look;
use crate::sign::Sign;

/// A panel in front of the screen, closed by Esc, by its cross, or by what stands in it.
///
/// The field that is marked as first, or else the main button, gets the focus; Tab stays inside.
#[component]
pub fn Dialog(
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// Closes it.
    on_close: impl Fn() + Copy + 'static,
    /// Whether it takes more width than usual.
    #[prop(optional)]
    wide: bool,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let panel = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(panel) = panel.get() {
            focus_first(&panel);
        }
    });
    let width = if wide {
        "bz-dialog bz-dialog-wide"
    } else {
        "bz-dialog"
    };
    view! {
        <div class="bz-veil" role="presentation">
            <div
                node_ref=panel
                class=width
                role="dialog"
                aria-modal="true"
                aria-label=move || title.get()
                tabindex="-1"
                data-testid=test_id
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        event.stop_propagation();
                        on_close();
                    } else if let Some(panel) = panel.get() {
                        focus::keep_tab_inside(&panel, &event);
                    }
                }
            >
                <header class="bz-dialog-head">
                    <h2>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="bz-cross"
                        data-testid="dialog-close"
                        aria-label=look::locale().pick("Закрыть", "Close")
                        on:click=move |_| on_close()
                    >
                        <Sign icon=icondata::LuX />
                    </button>
                </header>
                {children()}
            </div>
        </div>
    }
}

fn focus_first(panel: &web_sys::Element) {
    let wanted = ["[autofocus]", ".bz-button-main:not([disabled])"];
    let first = wanted
        .iter()
        .find_map(|selector| panel.query_selector(selector).ok().flatten());
    let target = first.unwrap_or_else(|| panel.clone());
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        let _ = target.focus();
    }
}
