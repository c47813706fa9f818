use bezmen_contract::wire::{FeedRow, RowKind};
use bezmen_domain::id::TenantId;
use serde::Deserialize;
use serde::de::IntoDeserializer;

use super::StreamKey;
use crate::platform::db::{DbError, Tx, hex, sql};

/// Where a stream stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Newest revision; 0 when nothing was ever written.
    pub rev: i64,
    /// Living rows.
    pub row_count: i64,
    /// Wrapping sum of the living rows' hashes.
    pub checksum: i64,
}

impl Head {
    /// The checksum as the wire writes it: 16 hex digits.
    pub fn checksum_hex(&self) -> String {
        format!("{:016x}", self.checksum.cast_unsigned())
    }
}

/// Reads where a stream stands. In one read transaction with [`page`] the two agree.
pub async fn head(tx: &mut Tx, tenant_id: TenantId, stream: StreamKey) -> Result<Head, DbError> {
    let found: Option<(i64, i64, i64)> = sql(
        "select rev, row_count, checksum from stream_counter where tenant_id = $1 and stream = $2",
    )
    .bind(tenant_id)
    .bind(stream.name())
    .optional(tx)
    .await?;
    Ok(
        found.map_or_else(Head::default, |(rev, row_count, checksum)| Head {
            rev,
            row_count,
            checksum,
        }),
    )
}

/// Reads the rows of a stream after a revision, by rising revision, at most `limit`, tombstones included.
pub async fn page(
    tx: &mut Tx,
    tenant_id: TenantId,
    stream: StreamKey,
    after: i64,
    limit: i64,
) -> Result<Vec<FeedRow>, DbError> {
    let rows: Vec<(String, String, i64, bool, String, Vec<u8>)> =
        sql("select kind, id, rev, deleted, body, hash from feed_row \
         where tenant_id = $1 and stream = $2 and rev > $3 and rev > 0 order by rev limit $4")
        .bind(tenant_id)
        .bind(stream.name())
        .bind(after)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(kind, id, rev, deleted, body, hash)| FeedRow {
            kind: row_kind(kind),
            id,
            rev: rev.cast_unsigned(),
            deleted,
            body,
            hash: hex(&hash),
        })
        .collect())
}

fn row_kind(text: String) -> RowKind {
    let parsed: Result<RowKind, serde::de::value::Error> =
        RowKind::deserialize(text.as_str().into_deserializer());
    parsed.unwrap_or(RowKind::Other(text))
}
