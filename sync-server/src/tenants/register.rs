use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use bezmen_contract::console::account::{RegisterCompany, RegistrationState, SignedIn};
use bezmen_domain::id::TenantId;

use super::lockout::{Attempts, Counted};
use super::sign_in::signed_in;
use super::{NewCompany, create_company, refusals, refuse_crowded_email};
use crate::app::App;
use crate::platform::config::Registration;
use crate::platform::http::{ApiResult, Caller, fields};

/// Tells whether companies may be registered here.
#[utoipa::path(get, path = "/company/registration", tag = "account", responses((status = 200, body = RegistrationState)))]
pub async fn registration(State(app): State<App>) -> Json<RegistrationState> {
    Json(RegistrationState {
        open: app.doors.registration == Registration::Open,
    })
}

/// Registers a company and signs its owner in.
#[utoipa::path(post, path = "/company", tag = "account", request_body = RegisterCompany, responses((status = 200, body = SignedIn)))]
pub async fn register(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Json(ask): Json<RegisterCompany>,
) -> ApiResult<Response> {
    match app.doors.registration {
        Registration::Open => {}
        Registration::Closed => return Err(refusals::REGISTRATION_CLOSED.into()),
    }
    let turn = app.doors.registrations.take(caller, app.clock.now_ms());
    turn.map_err(|wait| {
        refusals::TOO_MANY_REGISTRATIONS
            .about(wait.minutes())
            .retry_after_s(wait.seconds())
    })?;
    refuse_crowded_email(&app, &fields::email(&ask.email)?).await?;
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
    let response = signed_in(&mut tx, &app, &headers, tenant_id, made.owner_id).await?;
    tx.commit().await?;
    let attempts = Attempts::of(tenant_id, made.owner_id, caller);
    attempts.forget(&app, Counted::default()).await?;
    tracing::info!(tenant.id = %tenant_id, "company registered");
    Ok(response)
}
