//! Products: the list, the card, making and changing them.

mod card;
mod checked;
mod create;
mod edit;
mod list;

pub use checked::{CheckedProduct, search_text};
pub use create::insert_product;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(card::card, edit::edit))
}
