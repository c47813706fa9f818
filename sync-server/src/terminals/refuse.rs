use axum::Json;
use axum::extract::State;
use bezmen_contract::console::terminals::{PairRefuse, PairRefused};
use bezmen_domain::permission::Permission;

use super::{lockout, refusals};
use crate::app::App;
use crate::platform::db::{DbError, Key, sql};
use crate::platform::http::ApiResult;
use crate::platform::session::Signed;
use crate::sync::canonical_code;

/// Refuses the till that shows a code: it is told so, and the code is good for nothing any more.
#[utoipa::path(post, path = "/terminals/pair/refuse", tag = "terminals", request_body = PairRefuse, responses((status = 200, body = PairRefused)))]
pub async fn refuse(
    State(app): State<App>,
    signed: Signed,
    Json(ask): Json<PairRefuse>,
) -> ApiResult<Json<PairRefused>> {
    signed.require(Permission::ManageTerminals)?;
    lockout::refuse_if_locked(&app, signed.tenant_id, signed.person_id).await?;
    let denied = match canonical_code(&ask.user_code) {
        Some(code) => deny(&app, &code).await?,
        None => None,
    };
    let Some(device_name) = denied else {
        lockout::count_failure(&app, signed.tenant_id, signed.person_id).await?;
        return Err(refusals::UNKNOWN_CODE.into());
    };
    tracing::info!(tenant.id = %signed.tenant_id, person.id = %signed.person_id, "a till was refused");
    Ok(Json(PairRefused { device_name }))
}

/// The name of the machine that waited with the code; `None` when none did.
async fn deny(app: &App, code: &str) -> Result<Option<String>, DbError> {
    let mut tx = app.db.write_by_key(Key::PairingUserCode(code)).await?;
    let denied: Option<(String,)> = sql(
        "update pairing set state = 'denied' where user_code = $1 and state = 'pending' and expires_at_ms >= $2 \
         returning device_name",
    )
    .bind(code)
    .bind(app.clock.now_ms())
    .optional(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(denied.map(|(name,)| name))
}
