use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::desk::{Desk, Overlay, Unpriced};
use crate::words::{Selling, fill, t};

/// The choice in place when the catalogue does not know a barcode.
#[component]
pub fn UnknownBarcode() -> impl IntoView {
    let desk = Desk::here();
    move || {
        desk.unknown.get().map(|barcode| {
            let (priced, bound) = (barcode.clone(), barcode.clone());
            view! {
                <div class="bz-unknown" role="alert" data-testid="unknown-barcode">
                    <strong class="bz-figures">{fill(Selling::UnknownTitle, &[&barcode])}</strong>
                    <div class="grid grid-cols-2 gap-2">
                        <Button
                            word=t(Selling::SellByPrice)
                            icon=icondata::LuTag
                            test_id="unknown-price"
                            on_press=move || desk.overlay.set(Some(Overlay::OpenPrice(Box::new(Unpriced {
                                barcode: Some(priced.clone()),
                                ..Unpriced::default()
                            }))))
                        />
                        <Button
                            word=t(Selling::BindToProduct)
                            icon=icondata::LuLink
                            test_id="unknown-bind"
                            on_press=move || desk.overlay.set(Some(Overlay::Bind(bound.clone())))
                        />
                    </div>
                    <Button
                        word=t(Selling::DoNotSell)
                        weight=Weight::Quiet
                        key_hint="Esc"
                        test_id="unknown-cancel"
                        on_press=move || desk.unknown.set(None)
                    />
                </div>
            }
        })
    }
}
