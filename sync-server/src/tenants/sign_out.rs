use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::platform::http::ApiResult;
use crate::platform::session::{Signed, clearing_cookie, end_session};

/// Ends the session.
#[utoipa::path(delete, path = "/session", tag = "account", responses((status = 204)))]
pub async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
    signed: Signed,
) -> ApiResult<Response> {
    let mut tx = app.db.write(signed.tenant_id).await?;
    end_session(&mut tx, signed.tenant_id, &signed.token_hash).await?;
    tx.commit().await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = clearing_cookie(&headers, app.doors.proxies) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
