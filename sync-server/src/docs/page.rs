use axum::http::header;
use axum::response::{Html, IntoResponse};

/// The page; it reads `/api/openapi.json`.
pub(super) async fn html() -> Html<&'static str> {
    Html(include_str!("page/page.html"))
}

/// Its script. A file of its own, because the content security policy lets no inline script run.
pub(super) async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("page/page.js"),
    )
}

/// Its looks.
pub(super) async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("page/page.css"),
    )
}
