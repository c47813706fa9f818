use bezmen_contract::wire::RowKind;
use bezmen_sync::checksum::{kind_text, row_hash};
use serde::Serialize;

/// The new state of one row of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The word of the wire.
    pub(super) kind: String,
    pub(super) id: String,
    /// JSON; `None` for a row that is gone.
    pub(super) body: Option<String>,
}

impl Change {
    /// Makes a row appear or change. `body` is the wire's row type for `kind`.
    pub fn put(
        kind: &RowKind,
        id: impl ToString,
        body: &impl Serialize,
    ) -> Result<Self, serde_json::Error> {
        Ok(Self {
            kind: kind_text(kind).to_owned(),
            id: id.to_string(),
            body: Some(serde_json::to_string(body)?),
        })
    }

    /// Makes a row disappear.
    pub fn gone(kind: &RowKind, id: impl ToString) -> Self {
        Self {
            kind: kind_text(kind).to_owned(),
            id: id.to_string(),
            body: None,
        }
    }

    /// The wire's hash of the row, empty for a row that is gone.
    pub(super) fn hash(&self) -> Vec<u8> {
        self.body.as_deref().map_or_else(Vec::new, |body| {
            row_hash(&self.kind, &self.id, body).to_vec()
        })
    }
}

/// What a row adds to the checksum of its stream: the first eight bytes of its hash, nothing when it is gone.
pub(super) fn weight(hash: &[u8]) -> i64 {
    hash.first_chunk::<8>()
        .map_or(0, |bytes| i64::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::{Change, RowKind};

    #[test]
    fn a_row_that_is_gone_weighs_nothing() {
        assert_eq!(super::weight(&Change::gone(&RowKind::Product, 1).hash()), 0);
    }
}
