//! One thing that was tried.

use bezmen_domain::locale::Locale;
use serde::Serialize;

use crate::scale::protocol::ScaleProtocol;
use crate::transport::SerialSettings;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptKind {
    /// It was only listened.
    Listened,
    /// A protocol's questions were asked.
    Asked(ScaleProtocol),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing came.
    Silence,
    /// Something came that the protocol does not know.
    Garbage,
    /// A frame came, but too few that agree.
    Doubtful,
    /// The protocol was recognised.
    Recognised,
    /// The line could not be opened, or broke.
    Failed,
}

impl Outcome {
    /// What came of it, for the technician.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Silence => locale.pick("тишина", "silence"),
            Self::Garbage => locale.pick("ответ непонятен", "something else answered"),
            Self::Doubtful => locale.pick("похоже, но не точно", "alike, but not for sure"),
            Self::Recognised => locale.pick("это он", "this is it"),
            Self::Failed => locale.pick("порт не открылся", "the port did not open"),
        }
    }
}

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What was done.
    pub kind: AttemptKind,
    /// How the line was set.
    pub settings: Option<SerialSettings>,
    /// What was sent, the beginning of it.
    pub sent: Vec<u8>,
    /// What came, the beginning of it.
    pub received: Vec<u8>,
    /// What came of it.
    pub outcome: Outcome,
}
