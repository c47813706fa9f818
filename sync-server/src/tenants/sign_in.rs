use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use bezmen_contract::console::account::{SignIn, SignedIn};
use bezmen_domain::id::{PersonId, TenantId};
use uuid::Uuid;

use super::{load_me, lockout, refusals};
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::db::{Key, Tx, sql};
use crate::platform::http::{ApiError, ApiResult, fields};
use crate::platform::secret::{pretend_to_compare, secret_fits};
use crate::platform::session::{NewSession, session_cookie, start_session};

/// People of how many companies may share an e-mail and still be told apart by their passwords.
const MAX_SAME_EMAIL: i64 = 5;

/// Signs in and sets the session cookie.
#[utoipa::path(post, path = "/session", tag = "account", request_body = SignIn, responses((status = 200, body = SignedIn)))]
pub async fn sign_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(ask): Json<SignIn>,
) -> ApiResult<Response> {
    let email = fields::email(&ask.email)?;
    lockout::count_attempt(&app, &email).await?;
    let Some((tenant_id, person_id)) = who_fits(&app, &email, ask.password).await? else {
        return Err(refusals::WRONG_CREDENTIALS.into());
    };
    lockout::forget_attempts(&app, &email).await?;
    let mut tx = app.db.write(tenant_id).await?;
    let response = signed_in(&mut tx, &app.clock, &headers, tenant_id, person_id).await?;
    tx.commit().await?;
    Ok(response)
}

async fn who_fits(
    app: &App,
    email: &str,
    password: String,
) -> Result<Option<(TenantId, PersonId)>, ApiError> {
    let mut tx = app.db.read_by_key(Key::Email(email)).await?;
    let candidates: Vec<(Uuid, Uuid, String)> = sql(
        "select tenant_id, id, password_hash from person \
         where email = $1 and active = true and password_hash is not null order by created_at_ms desc limit $2",
    )
    .bind(email)
    .bind(MAX_SAME_EMAIL)
    .all(&mut tx)
    .await?;
    tx.rollback().await?;
    if candidates.is_empty() {
        pretend_to_compare(password).await?;
        return Ok(None);
    }
    for (tenant_id, person_id, hash) in candidates {
        if secret_fits(password.clone(), hash).await? {
            return Ok(Some((
                TenantId::from_uuid(tenant_id),
                PersonId::from_uuid(person_id),
            )));
        }
    }
    Ok(None)
}

/// Starts a session and answers with it, as a cookie and in the body.
pub(super) async fn signed_in(
    tx: &mut Tx,
    clock: &Clock,
    headers: &HeaderMap,
    tenant_id: TenantId,
    person_id: PersonId,
) -> Result<Response, ApiError> {
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default();
    let token = start_session(
        tx,
        clock.now_ms(),
        NewSession {
            tenant_id,
            person_id,
            user_agent,
        },
    )
    .await?;
    let cookie = session_cookie(headers, &token);
    let me = load_me(tx, tenant_id, person_id).await?;
    let mut response = Json(SignedIn { token, me }).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
