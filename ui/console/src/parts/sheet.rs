//! A panel at the side of the page: one thing of the list, while the list stays where it is.

use std::cell::RefCell;

use bezmen_kit::button::{Button, Weight};
use bezmen_kit::sign::Sign;
use leptos::ev::Event;
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::words;

thread_local! {
    /// What had the keyboard before each open panel; the newest is last.
    static OPENERS: RefCell<Vec<Option<HtmlElement>>> = const { RefCell::new(Vec::new()) };
}

/// Gives the keyboard back to what opened the panel, as a dialog that is closed would; the panel is taken away instead.
fn return_keyboard() {
    let opener = document()
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    OPENERS.with_borrow_mut(|openers| openers.push(opener));
    on_cleanup(|| {
        let opener = OPENERS.with_borrow_mut(Vec::pop).flatten();
        request_animation_frame(move || {
            if let Some(opener) = opener.filter(|opener| opener.is_connected()) {
                drop(opener.focus());
            }
        });
    });
}

/// A panel at the right of a desktop, the whole screen of a phone. The browser keeps the keyboard inside and closes it by Esc;
/// with something typed and not saved, it asks first.
#[component]
pub fn Sheet(
    /// What it shows.
    #[prop(into)]
    title: Signal<String>,
    /// Closes it.
    on_close: impl Fn() + Copy + Send + Sync + 'static,
    /// Whether something typed would be lost.
    #[prop(into, optional)]
    unsaved: Signal<bool>,
    /// Whether it takes more width than usual.
    #[prop(optional)]
    wide: bool,
    /// Whether its first field gets the keyboard; else the panel itself does.
    #[prop(optional)]
    typing: bool,
    /// The name that tests find it by.
    #[prop(into, optional)]
    test_id: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get().filter(|dialog| !dialog.open()) {
            drop(dialog.show_modal());
            // The first thing in the panel is its cross, which nobody wants to press first.
            if !typing {
                drop(dialog.focus());
            }
        }
    });
    return_keyboard();
    let asking = RwSignal::new(false);
    let close = move || {
        if unsaved.get_untracked() && !asking.get_untracked() {
            asking.set(true);
        } else {
            on_close();
        }
    };
    let class = if wide {
        "cs-sheet cs-sheet-wide"
    } else {
        "cs-sheet"
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            tabindex="-1"
            aria-label=move || title.get()
            data-testid=test_id
            on:cancel=move |event: Event| {
                event.prevent_default();
                close();
            }
            on:click=move |event| {
                // The panel covers the dialog, so only a press on the ground beside it hits the dialog itself.
                let outside = event.target() == event.current_target();
                if outside {
                    close();
                }
            }
        >
            <div class="cs-sheet-inside">
                <header class="cs-sheet-head">
                    <h2>{move || title.get()}</h2>
                    <button
                        type="button"
                        class="cs-icon-button"
                        aria-label=words::close()
                        data-testid="sheet-close"
                        on:click=move |_| close()
                    >
                        <Sign icon=icondata::LuX />
                    </button>
                </header>
                <Show when=move || asking.get()>
                    <div class="cs-concern cs-unsaved" role="alertdialog" aria-label=words::unsaved() data-testid="unsaved">
                        <Sign icon=icondata::LuTriangleAlert />
                        <div class="cs-stack">
                            <strong>{words::unsaved()}</strong>
                            <div class="cs-tags">
                                <Button word=words::go_on_editing() on_press=move || asking.set(false) />
                                <Button word=words::drop_changes() weight=Weight::Danger on_press=on_close />
                            </div>
                        </div>
                    </div>
                </Show>
                {children()}
            </div>
        </dialog>
    }
}
