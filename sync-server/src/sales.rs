//! Receipts of the tills: the list, one as it was printed, sums for proof against the tills.

mod filter;
mod list;
mod receipt;
mod row;
mod totals;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(receipt::receipt))
        .routes(routes!(totals::totals))
}
