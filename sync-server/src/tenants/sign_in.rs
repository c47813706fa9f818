use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use bezmen_contract::console::account::{SignIn, SignedIn};
use bezmen_domain::id::{PersonId, TenantId};
use uuid::Uuid;

use super::lockout::Attempts;
use super::{load_me, refusals};
use crate::app::App;
use crate::platform::db::{Key, Tx, sql};
use crate::platform::http::{ApiError, ApiResult, Caller, fields, too_often};
use crate::platform::rate::Wait;
use crate::platform::secret::{pretend_to_compare, secret_fits};
use crate::platform::session::{NewSession, session_cookie, start_session};

/// People of how many companies may share an e-mail and still be told apart by their passwords.
const MAX_SAME_EMAIL: i64 = 5;

/// Signs in and sets the session cookie.
#[utoipa::path(post, path = "/session", tag = "account", request_body = SignIn, responses((status = 200, body = SignedIn)))]
pub async fn sign_in(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Json(ask): Json<SignIn>,
) -> ApiResult<Response> {
    let email = fields::email(&ask.email)?;
    let turn = app.doors.sign_ins.take(caller, app.clock.now_ms());
    turn.map_err(too_often)?;
    let (tenant_id, person_id) = who_fits(&app, caller, &email, ask.password).await?;
    let mut tx = app.db.write(tenant_id).await?;
    let response = signed_in(&mut tx, &app, &headers, tenant_id, person_id).await?;
    tx.commit().await?;
    Ok(response)
}

/// Finds whom of those with the e-mail the password fits. Whoever has had too many wrong passwords from there is passed over.
async fn who_fits(
    app: &App,
    caller: Caller,
    email: &str,
    password: String,
) -> Result<(TenantId, PersonId), ApiError> {
    let people = in_turn(app, caller, email).await?;
    let mut shortest: Option<Wait> = None;
    if people.is_empty() {
        match Attempts::of_nobody(email, caller).count(app).await? {
            Ok(_) => pretend_to_compare(password).await?,
            Err(wait) => shortest = Some(wait),
        }
    } else {
        for ((tenant_id, person_id, hash), attempts) in people {
            match attempts.count(app).await? {
                Err(wait) => shortest = Some(shortest.map_or(wait, |other| other.min(wait))),
                Ok(counted) => {
                    if secret_fits(password.clone(), hash).await? {
                        attempts.forget(app, counted).await?;
                        return Ok((tenant_id, person_id));
                    }
                }
            }
        }
    }
    Err(match shortest {
        Some(wait) => refusals::TOO_MANY_ATTEMPTS
            .about(wait.minutes())
            .retry_after_s(wait.seconds()),
        None => refusals::WRONG_CREDENTIALS.into(),
    })
}

/// Those with the e-mail in the order in which they are asked: first who has signed in from there before, so that who does
/// so every day is not a wrong guess at another company's account each time; then who had the e-mail first. To take such a
/// wrong guess back instead would make guessing free for whoever has an account of their own with somebody's e-mail.
async fn in_turn(
    app: &App,
    caller: Caller,
    email: &str,
) -> Result<Vec<(WithPassword, Attempts)>, ApiError> {
    let people = people_with(app, email).await?;
    let is_alone = people.len() < 2;
    let mut known = Vec::new();
    let mut others = Vec::new();
    for person in people {
        let attempts = Attempts::of(person.0, person.1, caller);
        if is_alone || attempts.is_familiar(app).await? {
            known.push((person, attempts));
        } else {
            others.push((person, attempts));
        }
    }
    known.append(&mut others);
    Ok(known)
}

/// A person and the hash of the password.
type WithPassword = (TenantId, PersonId, String);

async fn people_with(app: &App, email: &str) -> Result<Vec<WithPassword>, ApiError> {
    let mut tx = app.db.read_by_key(Key::Email(email)).await?;
    let people: Vec<(Uuid, Uuid, String)> = sql(
        "select tenant_id, id, password_hash from person \
         where email = $1 and active = true and password_hash is not null order by created_at_ms, tenant_id limit $2",
    )
    .bind(email)
    .bind(MAX_SAME_EMAIL)
    .all(&mut tx)
    .await?;
    tx.rollback().await?;
    Ok(people
        .into_iter()
        .map(|(tenant_id, person_id, hash)| {
            (
                TenantId::from_uuid(tenant_id),
                PersonId::from_uuid(person_id),
                hash,
            )
        })
        .collect())
}

/// Refuses an e-mail that so many companies know already that its owner could not sign in to one more.
pub async fn refuse_crowded_email(app: &App, email: &str) -> Result<(), ApiError> {
    let people = people_with(app, email).await?.len();
    if i64::try_from(people).is_ok_and(|people| people < MAX_SAME_EMAIL) {
        Ok(())
    } else {
        Err(refusals::EMAIL_CROWDED.into())
    }
}

/// Starts a session and answers with it, as a cookie and in the body.
pub(super) async fn signed_in(
    tx: &mut Tx,
    app: &App,
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
        app.clock.now_ms(),
        NewSession {
            tenant_id,
            person_id,
            user_agent,
        },
    )
    .await?;
    let cookie = session_cookie(headers, app.doors.proxies, &token);
    let me = load_me(tx, tenant_id, person_id).await?;
    let mut response = Json(SignedIn { token, me }).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
