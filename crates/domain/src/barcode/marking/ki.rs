//! What makes one marked piece another than every other.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::barcode::gs1::GS;
use crate::barcode::symbology::AimId;

/// The identification code of a marked piece («код идентификации», КИ): its marking code without the tail, letter by letter.
///
/// A scan becomes one by [`MarkingCode`](super::MarkingCode) alone. What comes over the wire is taken as it is: the sale it
/// belongs to is a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Ki(String);

impl Ki {
    pub(super) const fn new(code: String) -> Self {
        Self(code)
    }

    /// Returns the characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether a scan is of this piece: the whole code with its tail, or the identification code alone.
    pub fn is_of(&self, scan: &str) -> bool {
        let code = AimId::split(scan.trim_end_matches(['\r', '\n'])).1;
        let code = code.strip_prefix(GS).unwrap_or(code);
        let Some(tail) = code.strip_prefix(self.as_str()) else {
            return false;
        };
        // A serial number ends where a separator stands. A pack of tobacco has no separators, and is always as long.
        let has_serial = self.0.starts_with("01") && self.0.get(16..18) == Some("21");
        tail.is_empty() || tail.starts_with(GS) || !has_serial
    }
}

impl Deref for Ki {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Ki {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
