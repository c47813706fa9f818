//! Shifts of the tills: what they took, and whether their Z reports agree with the operations.

mod list;
mod row;
mod shift;
mod totals;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(shift::shift))
}
