use bezmen_contract::till::{QuickCategory, QuickKeys};
use bezmen_kit::bridge;
use bezmen_kit::empty_state::EmptyState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::product_tile::ProductTile;
use crate::desk::Desk;
use crate::words::{Selling, t};

/// Categories, and the quick keys of the picked one.
#[component]
pub fn QuickKeyBoard() -> impl IntoView {
    let desk = Desk::here();
    let categories = RwSignal::new(None::<Vec<QuickCategory>>);
    let picked = RwSignal::new(0_usize);
    Effect::new(move || {
        desk.catalogue.track();
        spawn_local(async move {
            match bridge::call(QuickKeys {}).await {
                Ok(answer) => categories.set(Some(answer)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    let products = move || {
        categories.with(|all| {
            all.as_ref()
                .and_then(|all| all.get(picked.get()))
                .map(|category| category.products.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <div class="bz-categories" role="tablist">
            {move || {
                let all = categories.get().unwrap_or_default();
                all.into_iter().enumerate().map(|(index, category)| view! { <CategoryTab category=category index=index picked=picked /> }).collect_view()
            }}
        </div>
        <div class="bz-tiles">
            <For each=products key=|product| (product.product_id, product.price, product.name.clone()) let:product>
                <ProductTile product=product on_take=Callback::new(move |product| desk.add_product(product, true)) />
            </For>
        </div>
        <Show when=move || categories.with(|all| all.as_ref().is_some_and(Vec::is_empty))>
            <EmptyState icon=icondata::LuTags title=t(Selling::QuickEmptyTitle) hint=t(Selling::QuickEmptyHint) />
        </Show>
    }
}

#[component]
fn CategoryTab(category: QuickCategory, index: usize, picked: RwSignal<usize>) -> impl IntoView {
    let is_picked = move || (picked.get() == index).to_string();
    view! {
        <button type="button" class="bz-category" role="tab" aria-selected=is_picked data-testid="quick-category" on:click=move |_| picked.set(index)>
            <i style=format!("background-color: {}", category.color)></i>
            <span>{category.name}</span>
        </button>
    }
}
