use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bezmen_contract::failure::Failure;
use bezmen_domain::locale::Locale;
use serde_json::Value;

use super::refusal::Refusal;
use super::refusals;
use crate::platform::db::DbError;
use crate::platform::secret::SecretError;

/// Why a request was not done. [`super::render_failures`] writes it in the language of the request.
#[derive(Debug)]
pub struct ApiError(Box<Inner>);

/// The particulars, behind a pointer so that a result of a handler stays small.
#[derive(Debug)]
struct Inner {
    refusal: Refusal,
    subjects: Vec<String>,
    details: Option<Value>,
    retry_after_s: Option<u64>,
    /// What really happened, for the log only.
    cause: Option<String>,
}

impl ApiError {
    /// Refuses for a known reason, about `subject`.
    pub fn refused(refusal: Refusal, subject: String) -> Self {
        Self::refused_about(refusal, vec![subject])
    }

    /// Refuses for a known reason, about `subjects` in the order of the sentence.
    pub(super) fn refused_about(refusal: Refusal, subjects: Vec<String>) -> Self {
        Self(Box::new(Inner {
            refusal,
            subjects,
            details: None,
            retry_after_s: None,
            cause: None,
        }))
    }

    /// Reports a fault of the server; `cause` goes to the log and never to the caller.
    pub fn fault(cause: impl ToString) -> Self {
        Self::from(refusals::INTERNAL).because(cause)
    }

    /// Notes what really happened, for the log.
    fn because(mut self, cause: impl ToString) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// Adds particulars for programs.
    #[must_use]
    pub fn with_details(mut self, details: Value) -> Self {
        self.0.details = Some(details);
        self
    }

    /// Says when to try again.
    #[must_use]
    pub fn retry_after_s(mut self, seconds: u64) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.0.refusal.code
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.0.refusal.status
    }

    /// The sentence for a person.
    pub fn sentence(&self, locale: Locale) -> String {
        self.0.refusal.sentence(locale, &self.0.subjects)
    }

    /// What really happened, when that is more than the refusal says.
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// How long to wait before the next try, seconds.
    pub fn wait_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }

    /// The body in one language.
    pub fn failure(&self, locale: Locale, correlation_id: &str) -> Failure {
        Failure {
            code: self.0.refusal.code.to_owned(),
            message: self.sentence(locale),
            correlation_id: correlation_id.to_owned(),
            details: self.0.details.clone(),
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.sentence(Locale::En))?;
        self.0
            .cause
            .iter()
            .try_for_each(|cause| write!(f, " ({cause})"))
    }
}

impl std::error::Error for ApiError {}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::refused_about(refusal, Vec::new())
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match &error.0 {
            sqlx::Error::PoolTimedOut => Self::from(refusals::BUSY).retry_after_s(5).because(error),
            _ => Self::fault(error),
        }
    }
}

impl From<SecretError> for ApiError {
    fn from(error: SecretError) -> Self {
        Self::fault(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::fault(error)
    }
}

impl IntoResponse for ApiError {
    /// Carries the error to [`super::render_failures`], which knows the language and the request id.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
