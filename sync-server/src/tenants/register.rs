use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bezmen_contract::console::account::{RegisterCompany, SignedIn};
use bezmen_domain::id::TenantId;

use super::sign_in::signed_in;
use super::{NewCompany, create_company};
use crate::app::App;
use crate::platform::http::ApiResult;

/// Registers a company and signs its owner in.
#[utoipa::path(post, path = "/company", tag = "account", request_body = RegisterCompany, responses((status = 200, body = SignedIn)))]
pub async fn register(
    State(app): State<App>,
    headers: HeaderMap,
    Json(ask): Json<RegisterCompany>,
) -> ApiResult<Response> {
    let new = NewCompany {
        password_hash: NewCompany::hash_password(&ask.password).await?,
        company: ask.company,
        store: ask.store,
        owner: ask.name,
        email: ask.email,
        currency: ask.currency,
        locale: ask.locale,
        utc_offset_minutes: ask.utc_offset_minutes,
    };
    let tenant_id = app.clock.new_id(TenantId::from_parts);
    let mut tx = app.db.write(tenant_id).await?;
    let made = create_company(&mut tx, &app.clock, tenant_id, &new).await?;
    let response = signed_in(&mut tx, &app.clock, &headers, tenant_id, made.owner_id).await?;
    tx.commit().await?;
    tracing::info!(tenant.id = %tenant_id, "company registered");
    Ok(response)
}
