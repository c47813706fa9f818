//! The API described: the OpenAPI document and a page to try it, both served from this program alone.

mod describe;
mod page;

pub use describe::describe;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::routing::get;
use utoipa::openapi::OpenApi;

use crate::app::App;

/// `/api/openapi.json` and `/api/docs`.
pub fn routes(document: OpenApi) -> Router<App> {
    let document = Arc::new(document);
    Router::new()
        .route(
            "/api/openapi.json",
            get(move || async move { Json((*document).clone()) }),
        )
        .route("/api/docs", get(page::html))
        .route("/api/docs/page.js", get(page::script))
        .route("/api/docs/page.css", get(page::style))
}
