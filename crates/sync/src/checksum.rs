//! Hashes of feed rows and the checksum of a stream.
//!
//! A stream's checksum is the wrapping 64-bit sum of the first eight bytes (little-endian) of the hashes of its living rows.
//! It is kept while rows come and go, so a till and the server compare 100,000 rows with one number.

use bezmen_contract::wire::{FeedRow, RowKind};

use crate::chain::{Hash, parse_hash};

/// The sum over the living rows of a stream, and how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StreamSum {
    /// Wrapping sum of the hashes' first eight bytes.
    pub checksum: u64,
    /// Living rows.
    pub count: u64,
}

impl StreamSum {
    /// Takes a living row in.
    pub fn add(&mut self, hash: &Hash) {
        self.checksum = self.checksum.wrapping_add(weight(hash));
        self.count += 1;
    }

    /// Takes a row out that was there.
    pub fn remove(&mut self, hash: &Hash) {
        self.checksum = self.checksum.wrapping_sub(weight(hash));
        self.count = self.count.saturating_sub(1);
    }

    /// The checksum as the wire writes it: 16 hexadecimal digits.
    pub fn checksum_text(&self) -> String {
        format!("{:016x}", self.checksum)
    }
}

/// What a row adds to the checksum of its stream.
pub fn weight(hash: &Hash) -> u64 {
    hash.first_chunk::<8>()
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Hashes a row: BLAKE3 over `kind ‖ 0 ‖ id ‖ 0 ‖ body`.
pub fn row_hash(kind: &str, id: &str, body: &str) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(kind.as_bytes())
        .update(&[0])
        .update(id.as_bytes())
        .update(&[0])
        .update(body.as_bytes());
    *hasher.finalize().as_bytes()
}

/// The word of a kind on the wire.
pub fn kind_text(kind: &RowKind) -> &str {
    match kind {
        RowKind::Company => "company",
        RowKind::Store => "store",
        RowKind::TaxRate => "tax_rate",
        RowKind::Category => "category",
        RowKind::Product => "product",
        RowKind::Person => "person",
        RowKind::Customer => "customer",
        RowKind::Terminal => "terminal",
        RowKind::Other(text) => text,
    }
}

/// A row does not have the hash it is said to have: its bytes were damaged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {kind} {id} does not match its hash")]
pub struct DamagedRow {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: String,
}

/// Checks a row's hash; a row that is gone must have neither body nor hash and answers `None`.
pub fn verify_row(row: &FeedRow) -> Result<Option<Hash>, DamagedRow> {
    let kind = kind_text(&row.kind);
    let damaged = || DamagedRow {
        kind: kind.to_owned(),
        id: row.id.clone(),
    };
    if row.deleted {
        return if row.body.is_empty() && row.hash.is_empty() {
            Ok(None)
        } else {
            Err(damaged())
        };
    }
    let hash = row_hash(kind, &row.id, &row.body);
    match parse_hash(&row.hash) {
        Ok(named) if named == hash => Ok(Some(hash)),
        _ => Err(damaged()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::hash_text;

    fn row(id: &str, body: &str) -> FeedRow {
        FeedRow {
            kind: RowKind::Product,
            id: id.to_owned(),
            rev: 1,
            deleted: false,
            body: body.to_owned(),
            hash: hash_text(&row_hash("product", id, body)),
        }
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order_and_forgets_what_was_removed() {
        let hashes: Vec<Hash> = (0..5_u8)
            .map(|n| row_hash("product", &n.to_string(), "{}"))
            .collect();
        let mut forward = StreamSum::default();
        hashes.iter().for_each(|hash| forward.add(hash));
        let mut backward = StreamSum::default();
        hashes.iter().rev().for_each(|hash| backward.add(hash));
        assert_eq!(forward, backward);
        hashes.iter().for_each(|hash| forward.remove(hash));
        assert_eq!(forward, StreamSum::default());
        assert_eq!(forward.checksum_text(), "0000000000000000");
    }

    #[test]
    fn a_damaged_row_is_noticed() {
        assert!(verify_row(&row("a", "{}")).unwrap().is_some());
        let mut body = row("a", "{}");
        body.body.push(' ');
        assert_eq!(verify_row(&body).unwrap_err().id, "a");
        let mut kind = row("a", "{}");
        kind.kind = RowKind::Person;
        assert!(verify_row(&kind).is_err());
        let mut gone = row("a", "");
        gone.deleted = true;
        assert!(verify_row(&gone).is_err());
        gone.hash.clear();
        assert_eq!(verify_row(&gone), Ok(None));
    }

    #[test]
    fn kinds_are_named_as_the_wire_names_them() {
        for word in [
            "company",
            "store",
            "tax_rate",
            "category",
            "product",
            "person",
            "customer",
            "terminal",
            "promotion",
        ] {
            let kind: RowKind = serde_json::from_value(word.into()).unwrap();
            assert_eq!(kind_text(&kind), word);
            assert_eq!(serde_json::to_value(&kind).unwrap(), word);
        }
    }
}
