use std::collections::HashSet;

use bezmen_contract::wire::OpOutcome;
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{OpId, StoreId, TenantId, TerminalId};
use uuid::Uuid;

use super::ledger::already_projected;
use super::project::{Verdict, project_ops, publish_customers};
use crate::platform::db::{Db, sql};
use crate::platform::http::ApiResult;
use crate::projections::{Op, OpContext};

/// Operations replayed in one transaction: pushes of the company wait no longer than for a push.
const OPS_A_TRANSACTION: i64 = 200;

/// What a replay did.
///
/// What turned out to be in the projections already, under another incarnation, counts as applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplayedOps {
    /// Now in the projections.
    pub applied: u64,
    /// Still parked.
    pub parked: u64,
}

#[derive(sqlx::FromRow)]
struct Parked {
    terminal_id: Uuid,
    store_id: Uuid,
    op_id: Uuid,
    epoch: i64,
    seq: i64,
    kind: String,
    v: i64,
    hlc: i64,
    body: String,
    received_at_ms: i64,
}

/// Projects a company's parked operations again, in the order of their logs: after an upgrade of the server, or after
/// somebody has mended what they lacked.
pub async fn replay_parked(db: &Db, tenant_id: TenantId) -> ApiResult<ReplayedOps> {
    replay(db, tenant_id, "parked", None).await
}

/// Lets operations count that were put aside because their till was switched off or cloned: the owner has looked at them.
pub async fn release_quarantined(
    db: &Db,
    tenant_id: TenantId,
    terminal_id: Option<TerminalId>,
) -> ApiResult<ReplayedOps> {
    replay(db, tenant_id, "quarantined", terminal_id).await
}

async fn replay(
    db: &Db,
    tenant_id: TenantId,
    outcome: &'static str,
    only: Option<TerminalId>,
) -> ApiResult<ReplayedOps> {
    let mut done = ReplayedOps::default();
    let mut after = (Uuid::nil(), 0_i64, 0_i64);
    loop {
        let mut tx = db.write(tenant_id).await?;
        let parked: Vec<Parked> = sql(
            "select o.terminal_id, t.store_id, o.op_id, o.epoch, o.seq, o.kind, o.v, o.hlc, o.body, o.received_at_ms \
             from op o join terminal t on t.tenant_id = o.tenant_id and t.id = o.terminal_id \
             where o.tenant_id = $1 and o.outcome = $6 and ($7 is null or o.terminal_id = $7) \
             and (o.terminal_id, o.epoch, o.seq) > ($2, $3, $4) \
             order by o.terminal_id, o.epoch, o.seq limit $5",
        )
        .bind(tenant_id)
        .bind(after.0)
        .bind(after.1)
        .bind(after.2)
        .bind(OPS_A_TRANSACTION)
        .bind(outcome)
        .bind(only)
        .all(&mut tx)
        .await?;
        let Some(last) = parked.last() else {
            return Ok(done);
        };
        after = (last.terminal_id, last.epoch, last.seq);
        let ids = parked
            .iter()
            .map(|parked| OpId::from_uuid(parked.op_id))
            .collect();
        let known = if outcome == "parked" {
            HashSet::new()
        } else {
            already_projected(&mut tx, tenant_id, ids).await?
        };
        let fresh: Vec<Op<'_>> = parked
            .iter()
            .filter(|parked| !known.contains(&OpId::from_uuid(parked.op_id)))
            .map(|parked| as_op(tenant_id, parked))
            .collect();
        let (verdicts, effects) = project_ops(&mut tx, &fresh).await?;
        let mut verdicts = verdicts.into_iter();
        for parked in &parked {
            let is_known = known.contains(&OpId::from_uuid(parked.op_id));
            let verdict = if is_known {
                Verdict::duplicate()
            } else {
                verdicts.next().unwrap_or_else(Verdict::duplicate)
            };
            match verdict.outcome {
                OpOutcome::Parked => done.parked += 1,
                OpOutcome::Applied | OpOutcome::Duplicate | OpOutcome::Quarantined => {
                    done.applied += 1
                }
            }
            sql("update op set outcome = $5, reason = $6, detail = $7 \
                 where tenant_id = $1 and terminal_id = $2 and epoch = $3 and seq = $4")
            .bind(tenant_id)
            .bind(parked.terminal_id)
            .bind(parked.epoch)
            .bind(parked.seq)
            .bind(verdict.word)
            .bind(verdict.reason)
            .bind(verdict.detail)
            .run(&mut tx)
            .await?;
        }
        publish_customers(&mut tx, tenant_id, &effects).await?;
        tx.commit().await?;
    }
}

fn as_op(tenant_id: TenantId, parked: &Parked) -> Op<'_> {
    let context = OpContext {
        tenant_id,
        store_id: StoreId::from_uuid(parked.store_id),
        terminal_id: TerminalId::from_uuid(parked.terminal_id),
        epoch: u32::try_from(parked.epoch).unwrap_or(u32::MAX),
        seq: parked.seq.cast_unsigned(),
        hlc: Hlc::from_raw(parked.hlc),
        received_at_ms: parked.received_at_ms,
    };
    Op {
        context,
        kind: &parked.kind,
        v: u16::try_from(parked.v).unwrap_or(u16::MAX),
        body: &parked.body,
    }
}
