use axum::Router;
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::App;
use crate::{
    catalog, customers, docs, health, imports, people, reports, sales, shifts, stores, sync,
    tenants, terminals, web,
};

/// `/api/v1`: every room of the console.
pub(super) fn api() -> OpenApiRouter<App> {
    let rooms = OpenApiRouter::new()
        .merge(tenants::routes())
        .merge(stores::routes())
        .merge(people::routes())
        .merge(catalog::routes())
        .merge(imports::routes())
        .merge(sales::routes())
        .merge(shifts::routes())
        .merge(reports::routes())
        .merge(customers::routes())
        .merge(terminals::routes());
    OpenApiRouter::new().nest("/api/v1", rooms)
}

/// Everything: the API, its document and page, health, the console.
pub(super) fn all(api: Router<App>, document: OpenApi, app: &App) -> Router<App> {
    Router::new()
        .merge(api)
        .merge(docs::routes(document))
        .merge(sync::routes())
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback_service(web::console(app.ui.as_ref().map(|folder| folder.as_path())))
}
