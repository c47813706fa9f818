//! The barcodes of a product.

use bezmen_kit::button::Button;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::products::product_draft::ProductDraft;
use crate::words::catalog as w;

/// The codes that were added, and a field for the next; Enter adds it, so a scanner does, too.
#[component]
pub fn Barcodes(
    /// The product being typed.
    draft: ProductDraft,
    /// What is wrong with the code being typed.
    error: Signal<String>,
) -> impl IntoView {
    let add = move || {
        let code = draft
            .new_barcode
            .with_untracked(|code| code.trim().to_owned());
        if code.is_empty() {
            return;
        }
        draft.barcodes.update(|codes| {
            if !codes.contains(&code) {
                codes.push(code);
            }
        });
        draft.new_barcode.set(String::new());
    };
    view! {
        <div class="bz-field" role="group" aria-label=w::barcodes()>
            <span class="bz-field-label">{w::barcodes()}</span>
            <div class="cs-tags">
                {move || {
                    draft.barcodes.get().into_iter().map(|code| view! { <Code draft=draft code=code /> }).collect_view()
                }}
            </div>
            <div class="flex gap-2">
                <input
                    class="bz-input"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=w::barcode()
                    data-testid="product-barcode"
                    aria-invalid=move || (!error.with(String::is_empty)).to_string()
                    prop:value=move || draft.new_barcode.get()
                    on:input=move |event| draft.new_barcode.set(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            add();
                        }
                    }
                />
                <Button word=w::add_barcode() on_press=add />
            </div>
            <span class="cs-hint">{w::barcodes_hint()}</span>
            {move || {
                let error = error.get();
                (!error.is_empty()).then(|| view! { <span class="bz-field-error" role="alert">{error}</span> })
            }}
        </div>
    }
}

/// A code that was added.
#[component]
fn Code(
    /// The product being typed.
    draft: ProductDraft,
    /// The code.
    code: String,
) -> impl IntoView {
    let removed = code.clone();
    view! {
        <span class="cs-tag">
            {code}
            <button
                type="button"
                class="cs-icon-button"
                aria-label=w::remove_barcode()
                on:click=move |_| draft.barcodes.update(|codes| codes.retain(|kept| *kept != removed))
            >
                <Sign icon=icondata::LuX />
            </button>
        </span>
    }
}
