use leptos::prelude::*;

use super::menu::Menu;
use crate::desk::{Desk, Overlay};
use crate::selling::{
    BindDialog, CancelDialog, CustomerDialog, DiscountDialog, DrawerDialog, HoldDialog,
    LabelDialog, OpenPriceDialog, QuantityDialog, RecallDialog, WeighDialog,
};

/// Draws the question in front of the screen.
#[component]
pub fn OverlayHost() -> impl IntoView {
    let desk = Desk::here();
    move || desk.overlay.get().map(question)
}

fn question(overlay: Overlay) -> AnyView {
    match overlay {
        Overlay::Menu => view! { <Menu /> }.into_any(),
        Overlay::Discount => view! { <DiscountDialog /> }.into_any(),
        Overlay::Weigh(goods) => {
            view! { <WeighDialog goods=goods.map(|goods| *goods) /> }.into_any()
        }
        Overlay::Hold => view! { <HoldDialog /> }.into_any(),
        Overlay::Recall => view! { <RecallDialog /> }.into_any(),
        Overlay::Customer => view! { <CustomerDialog /> }.into_any(),
        Overlay::OpenPrice(unpriced) => view! { <OpenPriceDialog unpriced=*unpriced /> }.into_any(),
        Overlay::Bind(barcode) => view! { <BindDialog barcode=barcode /> }.into_any(),
        Overlay::Quantity(line) => view! { <QuantityDialog line=*line /> }.into_any(),
        Overlay::CancelTicket => view! { <CancelDialog /> }.into_any(),
        Overlay::Labels(product) => view! { <LabelDialog product=*product /> }.into_any(),
        Overlay::Drawer => view! { <DrawerDialog /> }.into_any(),
    }
}
