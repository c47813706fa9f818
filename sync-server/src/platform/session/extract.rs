use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::{Permission, Role};

use super::cookie::token_of;
use super::store::find_session;
use crate::app::App;
use crate::platform::http::{ApiError, refusals};
use crate::platform::secret::token_hash;

/// A signed-in person. A handler that takes it answers 401 to everybody else.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The company.
    pub tenant_id: TenantId,
    /// The person.
    pub person_id: PersonId,
    /// Their role.
    pub role: Role,
    /// Hash of the session's token.
    pub(crate) token_hash: Vec<u8>,
}

impl Signed {
    /// Refuses whom the role does not let.
    pub fn require(&self, permission: Permission) -> Result<(), ApiError> {
        if self.role.may(permission) {
            Ok(())
        } else {
            Err(refusals::FORBIDDEN.into())
        }
    }
}

impl FromRequestParts<App> for Signed {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let token = match bearer(&parts.headers) {
            Some(token) => token,
            None => {
                let token =
                    token_of(&parts.headers, app.doors.proxies).ok_or(refusals::UNAUTHENTICATED)?;
                refuse_foreign_origin(&parts.method, &parts.headers)?;
                token
            }
        };
        find_session(app, &token_hash(&token))
            .await?
            .ok_or_else(|| refusals::UNAUTHENTICATED.into())
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// A cookie travels with requests of any page. A browser names the page's origin with every request that changes something;
/// it must be the host that was asked. (`SameSite=Strict` says the same; a browser too old for it is caught here.)
pub(crate) fn refuse_foreign_origin(method: &Method, headers: &HeaderMap) -> Result<(), ApiError> {
    if method.is_safe() {
        return Ok(());
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default();
    let host = headers
        .get("x-forwarded-host")
        .or_else(|| headers.get(header::HOST))
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let is_own = origin
        .split_once("://")
        .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host));
    if is_own {
        Ok(())
    } else {
        Err(refusals::FOREIGN_ORIGIN.into())
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};

    use super::refuse_foreign_origin;

    #[test]
    fn only_pages_of_the_same_host_may_change_something() {
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("shop.example:8080"));
        assert!(
            refuse_foreign_origin(&Method::POST, &headers).is_ok(),
            "a program sends no origin"
        );
        headers.insert(
            "origin",
            HeaderValue::from_static("http://shop.example:8080"),
        );
        assert!(refuse_foreign_origin(&Method::POST, &headers).is_ok());
        headers.insert("origin", HeaderValue::from_static("http://evil.example"));
        assert!(refuse_foreign_origin(&Method::POST, &headers).is_err());
        assert!(refuse_foreign_origin(&Method::GET, &headers).is_ok());
        headers.insert("origin", HeaderValue::from_static("null"));
        assert!(refuse_foreign_origin(&Method::DELETE, &headers).is_err());
    }
}
