use std::collections::{HashMap, HashSet};

use bezmen_contract::wire::{OpRecord, PushRequest};
use bezmen_domain::id::{OpId, TenantId, TerminalId};
use bezmen_sync::chain::{GENESIS, Hash, parse_hash};
use futures::future::BoxFuture;
use uuid::Uuid;

use super::project::Verdict;
use crate::platform::db::{Arg, Bulk, ByKeys, DbError, Keys, Tx, sql};

/// The ledger of one terminal in one epoch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Log {
    pub tenant_id: TenantId,
    pub terminal_id: TerminalId,
    pub epoch: u32,
}

impl Log {
    /// Reads the end of the log and locks it until the transaction ends.
    pub(super) async fn lock_head(self, tx: &mut Tx) -> Result<(u64, Vec<u8>), DbError> {
        let (last_seq, last_hash): (i64, Vec<u8>) = sql(
            "insert into terminal_head (tenant_id, terminal_id, epoch, last_seq, last_hash) values ($1, $2, $3, 0, $4) \
             on conflict (tenant_id, terminal_id, epoch) do update set last_seq = terminal_head.last_seq \
             returning last_seq, last_hash",
        )
        .bind(self.tenant_id)
        .bind(self.terminal_id)
        .bind(self.epoch)
        .bind(&GENESIS[..])
        .one(tx)
        .await?;
        Ok((last_seq.cast_unsigned(), last_hash))
    }

    /// Reads the hashes of the operations that the run repeats.
    pub(super) async fn hashes(
        self,
        tx: &mut Tx,
        request: &PushRequest,
        last_seq: u64,
    ) -> Result<HashMap<u64, Hash>, DbError> {
        if request.from_seq > last_seq {
            return Ok(HashMap::new());
        }
        let through = request
            .ops
            .last()
            .map_or(request.from_seq, |op| op.seq)
            .min(last_seq);
        let rows: Vec<(i64, Vec<u8>)> = sql(
            "select seq, hash from op where tenant_id = $1 and terminal_id = $2 and epoch = $3 and seq between $4 and $5 \
             order by seq limit 1000",
        )
        .bind(self.tenant_id)
        .bind(self.terminal_id)
        .bind(self.epoch)
        .bind(request.from_seq.cast_signed())
        .bind(through.cast_signed())
        .all(tx)
        .await?;
        Ok(rows
            .into_iter()
            .filter_map(|(seq, hash)| Some((seq.cast_unsigned(), *hash.first_chunk()?)))
            .collect())
    }

    /// Writes the raw operations, for ever.
    pub(super) fn insert<'a>(
        self,
        tx: &'a mut Tx,
        ops: &'a [OpRecord],
        verdicts: &'a [Verdict],
        now_ms: i64,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            let mut rows = Bulk::new(
                "op (tenant_id, terminal_id, epoch, seq, op_id, kind, v, hlc, wall_ms, body, prev_hash, hash, \
                 outcome, reason, detail, received_at_ms)",
            );
            for (op, verdict) in ops.iter().zip(verdicts) {
                rows.push([
                    self.tenant_id.into(),
                    self.terminal_id.into(),
                    self.epoch.into(),
                    op.seq.cast_signed().into(),
                    op.op_id.into(),
                    Arg::from(&op.kind),
                    op.v.into(),
                    op.hlc.raw().into(),
                    op.wall_ms.into(),
                    Arg::from(&op.body),
                    hash_bytes(&op.prev_hash).into(),
                    hash_bytes(&op.hash).into(),
                    verdict.word.into(),
                    verdict.reason.into(),
                    Arg::from(&verdict.detail),
                    now_ms.into(),
                ]);
            }
            rows.insert(tx).await
        })
    }

    /// Moves the end of the log on.
    pub(super) async fn advance(self, tx: &mut Tx, last: &OpRecord) -> Result<(), DbError> {
        sql("update terminal_head set last_seq = $4, last_hash = $5 where tenant_id = $1 and terminal_id = $2 and epoch = $3")
            .bind(self.tenant_id)
            .bind(self.terminal_id)
            .bind(self.epoch)
            .bind(last.seq.cast_signed())
            .bind(hash_bytes(&last.hash))
            .run(tx)
            .await?;
        Ok(())
    }
}

/// Finds operations that took effect already, under an earlier incarnation or another terminal: a till re-issues what it is
/// not sure of, under the same ids. One that is parked counts among them: it will take effect from where it stands.
pub(super) async fn already_projected(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: Vec<OpId>,
) -> Result<HashSet<OpId>, DbError> {
    with_outcome(
        tx,
        tenant_id,
        ids,
        "tenant_id = $1 and outcome in ('applied', 'parked')",
    )
    .await
}

/// Finds operations that are in the projections.
pub(super) async fn already_applied(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: Vec<OpId>,
) -> Result<HashSet<OpId>, DbError> {
    with_outcome(tx, tenant_id, ids, "tenant_id = $1 and outcome = 'applied'").await
}

async fn with_outcome(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: Vec<OpId>,
    common: &'static str,
) -> Result<HashSet<OpId>, DbError> {
    let of_ops = ByKeys {
        columns: "op_id",
        from: "op",
        common,
        key: "op_id",
    };
    let ids = Keys::ids(ids.into_iter().map(OpId::uuid));
    let found: Vec<(Uuid,)> = of_ops.all(tx, [tenant_id.into()], ids).await?;
    Ok(found.into_iter().map(|(id,)| OpId::from_uuid(id)).collect())
}

/// The run was verified, so its hashes can be read.
pub(super) fn hash_bytes(text: &str) -> Vec<u8> {
    parse_hash(text).unwrap_or(GENESIS).to_vec()
}
