use std::collections::{BTreeMap, HashMap};

use bezmen_domain::id::TenantId;

use super::StreamKey;
use super::change::{Change, weight};
use crate::platform::db::{Arg, Bulk, ByKeys, DbError, Keys, Published, Tx, sql};

/// Rows compared and written together: their bodies are held twice meanwhile.
const ROWS_A_STATEMENT: usize = 1_000;

/// Puts changed rows at the head of a stream and returns its newest revision. The last call of a transaction before its
/// commit: every other writer of the stream waits from here on. Rows that are as they were stay where they are; of several
/// changes to one row the last counts.
pub async fn publish(
    tx: &mut Tx,
    tenant_id: TenantId,
    stream: StreamKey,
    changes: Vec<Change>,
) -> Result<i64, DbError> {
    let key = stream;
    let stream = key.name();
    let (mut rev, mut row_count, mut checksum): (i64, i64, i64) =
        sql("insert into stream_counter (tenant_id, stream, rev, row_count, checksum) values ($1, $2, 0, 0, 0) \
             on conflict (tenant_id, stream) do update set rev = stream_counter.rev returning rev, row_count, checksum")
        .bind(tenant_id)
        .bind(&stream)
        .one(tx)
        .await?;
    let before = rev;
    let mut latest: BTreeMap<(String, String), Change> = BTreeMap::new();
    for change in changes {
        latest.insert((change.kind.clone(), change.id.clone()), change);
    }
    let changes: Vec<Change> = latest.into_values().collect();
    for part in changes.chunks(ROWS_A_STATEMENT) {
        let known = known_hashes(tx, tenant_id, &stream, part).await?;
        let mut rows = Vec::with_capacity(part.len());
        for change in part {
            let hash = change.hash();
            let old = known.get(&(change.kind.as_str(), change.id.as_str()));
            if old.map_or(hash.is_empty(), |old| *old == hash) {
                continue;
            }
            let old_weight = old.map_or(0, |old| weight(old));
            checksum = checksum
                .wrapping_sub(old_weight)
                .wrapping_add(weight(&hash));
            row_count +=
                i64::from(!hash.is_empty()) - i64::from(old.is_some_and(|old| !old.is_empty()));
            rev += 1;
            rows.push((rev, change, hash));
        }
        write_rows(tx, tenant_id, &stream, rows).await?;
    }
    if rev != before {
        sql("update stream_counter set rev = $3, row_count = $4, checksum = $5 where tenant_id = $1 and stream = $2")
            .bind(tenant_id)
            .bind(&stream)
            .bind(rev)
            .bind(row_count)
            .bind(checksum)
            .run(tx)
            .await?;
        tx.will_publish(Published {
            tenant_id,
            stream: key,
            rev,
        });
    }
    Ok(rev)
}

async fn known_hashes<'a>(
    tx: &mut Tx,
    tenant_id: TenantId,
    stream: &str,
    changes: &'a [Change],
) -> Result<HashMap<(&'a str, &'a str), Vec<u8>>, DbError> {
    // The changes are in the order of (kind, id): a run of one kind is one question.
    let mut known = HashMap::with_capacity(changes.len());
    for run in changes.chunk_by(|one, next| one.kind == next.kind) {
        let known_rows = ByKeys {
            columns: "id, hash",
            from: "feed_row",
            common: "tenant_id = $1 and stream = $2 and kind = $3",
            key: "id",
        };
        let common = [tenant_id.into(), stream.into(), Arg::from(&run[0].kind)];
        let ids = Keys::texts(run.iter().map(|change| change.id.as_str()));
        let found: Vec<(String, Vec<u8>)> = known_rows.all(tx, common, ids).await?;
        let mut found: HashMap<String, Vec<u8>> = found.into_iter().collect();
        for change in run {
            if let Some(hash) = found.remove(&change.id) {
                known.insert((change.kind.as_str(), change.id.as_str()), hash);
            }
        }
    }
    Ok(known)
}

async fn write_rows(
    tx: &mut Tx,
    tenant_id: TenantId,
    stream: &str,
    rows: Vec<(i64, &Change, Vec<u8>)>,
) -> Result<(), DbError> {
    let mut bulk = Bulk::new(
        "feed_row (tenant_id, stream, kind, id, rev, deleted, body, hash)",
    )
    .on_conflict(
        "on conflict (tenant_id, stream, kind, id) do update set \
         rev = excluded.rev, deleted = excluded.deleted, body = excluded.body, hash = excluded.hash",
    );
    for (rev, change, hash) in rows {
        bulk.push([
            tenant_id.into(),
            stream.into(),
            Arg::from(&change.kind),
            Arg::from(&change.id),
            rev.into(),
            change.body.is_none().into(),
            change.body.clone().unwrap_or_default().into(),
            hash.into(),
        ]);
    }
    bulk.insert(tx).await
}
