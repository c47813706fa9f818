use bezmen_contract::wire::RowKind;
use serde::Serialize;

/// The new state of one row of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub(super) kind: &'static str,
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
            kind: kind_name(kind),
            id: id.to_string(),
            body: Some(serde_json::to_string(body)?),
        })
    }

    /// Makes a row disappear.
    pub fn gone(kind: &RowKind, id: impl ToString) -> Self {
        Self {
            kind: kind_name(kind),
            id: id.to_string(),
            body: None,
        }
    }

    /// The wire's hash of the row, empty for a row that is gone.
    pub(super) fn hash(&self) -> Vec<u8> {
        self.body.as_deref().map_or_else(Vec::new, |body| {
            let mut hasher = blake3::Hasher::new();
            hasher
                .update(self.kind.as_bytes())
                .update(&[0])
                .update(self.id.as_bytes())
                .update(&[0])
                .update(body.as_bytes());
            hasher.finalize().as_bytes().to_vec()
        })
    }
}

/// What a row adds to the checksum of its stream: the first eight bytes of its hash, nothing when it is gone.
pub(super) fn weight(hash: &[u8]) -> i64 {
    hash.first_chunk::<8>()
        .map_or(0, |bytes| i64::from_le_bytes(*bytes))
}

/// The word on the wire. This server publishes no kind that it does not know itself.
fn kind_name(kind: &RowKind) -> &'static str {
    match kind {
        RowKind::Company => "company",
        RowKind::Store => "store",
        RowKind::TaxRate => "tax_rate",
        RowKind::Category => "category",
        RowKind::Product => "product",
        RowKind::Person => "person",
        RowKind::Customer => "customer",
        RowKind::Terminal => "terminal",
        RowKind::Other(_) => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, RowKind, kind_name};

    #[test]
    fn kinds_are_named_as_the_wire_names_them() {
        for kind in [
            RowKind::Company,
            RowKind::Store,
            RowKind::TaxRate,
            RowKind::Category,
            RowKind::Product,
            RowKind::Person,
            RowKind::Customer,
            RowKind::Terminal,
        ] {
            assert_eq!(serde_json::to_value(&kind).unwrap(), kind_name(&kind));
        }
    }

    #[test]
    fn a_row_that_is_gone_weighs_nothing() {
        assert_eq!(super::weight(&Change::gone(&RowKind::Product, 1).hash()), 0);
    }
}
