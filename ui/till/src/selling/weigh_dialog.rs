use bezmen_contract::till::{ProductView, QuickKeys};
use bezmen_kit::bridge;
use leptos::prelude::*;

use super::product_tile::ProductTile;
use super::weight_panel::WeightPanel;
use crate::desk::{Desk, Unweighed};
use crate::frame::Ask;
use crate::words::{Selling, t};

/// What is on the scale, then its weight.
#[component]
pub fn WeighDialog(
    /// What is on the scale, when that is known.
    goods: Option<Unweighed>,
) -> impl IntoView {
    let desk = Desk::here();
    let close = move || desk.overlay.set(None);
    match goods {
        Some(goods) => view! { <WeightPanel goods=goods /> }.into_any(),
        None => view! {
            <Ask title=t(Selling::WeighPick) on_close=close wide=true test_id="weigh-pick">
                <WeighedGoods />
            </Ask>
        }
        .into_any(),
    }
}

/// Those of the quick keys that are sold by weight.
#[component]
fn WeighedGoods() -> impl IntoView {
    let desk = Desk::here();
    let goods = LocalResource::new(|| async move {
        let categories = bridge::call(QuickKeys {}).await.unwrap_or_default();
        categories
            .into_iter()
            .flat_map(|category| category.products)
            .filter(|product| product.unit.is_weighed())
            .collect::<Vec<ProductView>>()
    });
    move || {
        let goods = goods.get()?;
        if goods.is_empty() {
            return Some(view! { <p class="text-faint">{t(Selling::WeighNone)}</p> }.into_any());
        }
        let take = Callback::new(move |product| desk.weigh(product, None));
        let tiles = goods
            .iter()
            .cloned()
            .map(|product| view! { <ProductTile product=product on_take=take /> })
            .collect_view();
        Some(view! { <div class="bz-tiles">{tiles}</div> }.into_any())
    }
}
