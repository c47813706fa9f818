//! The one shape in which an error crosses an edge.

use serde::{Deserialize, Serialize};

/// Says what went wrong and what to do next, to a program by `code` and to a person by `message`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Stable upper-case code such as `SHIFT_CLOSED`; programs branch on this alone.
    pub code: String,
    /// A safe sentence in the person's language that says what to do.
    pub message: String,
    /// Finds the matching line in the log. Empty when the failure never reached a log.
    #[serde(default)]
    pub correlation_id: String,
    /// Machine-readable particulars, such as the missing sum or the expected revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<serde_json::Value>,
}

impl Failure {
    /// Makes a failure without a correlation id or details.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            correlation_id: String::new(),
            details: None,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
