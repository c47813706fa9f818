use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use bezmen_domain::locale::Locale;

use super::render::preferred_locale;

/// The language that the caller prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(pub Locale);

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(preferred_locale(&parts.headers)))
    }
}
