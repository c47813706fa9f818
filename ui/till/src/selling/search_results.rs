use bezmen_contract::till::{ProductView, SearchProducts};
use bezmen_kit::bridge;
use bezmen_kit::empty_state::EmptyState;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::label_button::LabelButton;
use super::product_tile::ProductRow;
use crate::desk::Desk;
use crate::words::{Selling, t};

/// As many rows as a large screen shows without scrolling far.
const LISTED: u32 = 40;

/// Products that fit what is being typed; each key asks anew, and only the answer to the last one counts.
#[component]
pub fn SearchResults(
    /// What was found.
    found: RwSignal<Vec<ProductView>>,
    /// Which one Enter takes.
    at: RwSignal<usize>,
    /// The text that `found` answers; nothing until the first answer.
    listed_for: RwSignal<Option<String>>,
    /// Told when `found` has become the answer to what is typed.
    on_listed: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let answered = RwSignal::new(false);
    Effect::new(move || {
        let query = desk.search.get();
        desk.catalogue.track();
        spawn_local(async move {
            let answer = bridge::call(SearchProducts {
                query: query.clone(),
                category_id: None,
                limit: LISTED,
            })
            .await;
            if desk.search.get_untracked() != query {
                return;
            }
            match answer {
                Ok(products) => {
                    found.set(products);
                    listed_for.set(Some(query));
                    on_listed.run(());
                }
                Err(failure) => desk.refuse(&failure),
            }
            answered.set(true);
        });
    });
    on_cleanup(move || {
        found.set(Vec::new());
        listed_for.set(None);
    });
    let take = move |product: ProductView| {
        desk.add_product(product, false);
        desk.search.set(String::new());
    };
    view! {
        <div class="bz-results bz-panel" role="listbox" data-testid="search-results">
            {move || {
                found
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, product)| {
                        let lit = Signal::derive(move || at.get() == index);
                        view! {
                            <div class="bz-result" role="presentation">
                                <ProductRow product=product.clone() lit=lit on_take=Callback::new(take) />
                                <LabelButton product=product />
                            </div>
                        }
                    })
                    .collect_view()
            }}
            <Show when=move || answered.get() && found.with(Vec::is_empty)>
                <EmptyState icon=icondata::LuPackageSearch title=t(Selling::SearchEmptyTitle) hint=t(Selling::SearchEmptyHint) />
            </Show>
        </div>
    }
}
