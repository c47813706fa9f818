//! Looking products up.

use std::sync::Arc;

use bezmen_contract::till::{ProductView, QuickCategory, QuickKeys, SearchProducts};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::{product_view, product_views};
use crate::store;

/// The most rows a list answers: a screen shows a tenth of it.
pub const MAX_ROWS: u32 = 100;

/// A query longer than this is a pasted page, not a search.
const MAX_QUERY_CHARS: usize = 200;

impl Answer for SearchProducts {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<ProductView>, Refusal> {
        if self.query.chars().count() > MAX_QUERY_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_QUERY_CHARS,
            });
        }
        let limit = self.limit.clamp(1, MAX_ROWS);
        engine.store.read(|connection| {
            let found = store::search_products(connection, &self.query, self.category_id, limit)?;
            product_views(connection, found)
        })
    }
}

impl Answer for QuickKeys {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<QuickCategory>, Refusal> {
        let pages = engine.store.read(store::quick_keys)?;
        Ok(pages
            .into_iter()
            .map(|(category, products)| QuickCategory {
                category_id: category.category_id,
                name: category.name.clone(),
                color: category.color.clone(),
                products: products
                    .into_iter()
                    .map(|product| product_view(product, Some(&category)))
                    .collect(),
            })
            .collect())
    }
}
