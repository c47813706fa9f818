use std::collections::HashSet;

use bezmen_contract::wire::{OpOutcome, OpRecord};
use bezmen_domain::id::{OpId, TenantId};
use futures::future::BoxFuture;

use super::ledger::Log;
use crate::platform::db::{DbError, Tx};
use crate::platform::http::{ApiError, ApiResult};
use crate::projections::{Effects, Op, OpContext, ProjectionError, apply_all, publish_effects};
use crate::sync::paired_till::PairedTill;

/// What became of one operation.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub outcome: OpOutcome,
    /// The word in the ledger.
    pub word: &'static str,
    pub reason: &'static str,
    pub detail: String,
}

impl Verdict {
    fn applied() -> Self {
        Self {
            outcome: OpOutcome::Applied,
            word: "applied",
            reason: "",
            detail: String::new(),
        }
    }

    pub(super) fn duplicate() -> Self {
        Self {
            outcome: OpOutcome::Duplicate,
            word: "duplicate",
            reason: "",
            detail: String::new(),
        }
    }

    pub(super) fn quarantined() -> Self {
        Self {
            outcome: OpOutcome::Quarantined,
            word: "quarantined",
            reason: "",
            detail: String::new(),
        }
    }

    fn parked(reason: &'static str, why: &impl ToString) -> Self {
        Self {
            outcome: OpOutcome::Parked,
            word: "parked",
            reason,
            detail: why.to_string().chars().take(500).collect(),
        }
    }
}

/// Projects new operations; what took effect under an earlier incarnation is passed over. Also says what tills have to hear
/// of, for [`publish_customers`].
pub(super) async fn project(
    tx: &mut Tx,
    till: &PairedTill,
    log: Log,
    new: &[OpRecord],
    reissued: &HashSet<OpId>,
    now_ms: i64,
) -> ApiResult<(Vec<Verdict>, Effects)> {
    let ops = fresh_ops(till, log, new, reissued, now_ms);
    let (verdicts, effects) = project_ops(tx, &ops).await?;
    let mut verdicts = verdicts.into_iter();
    let verdict = |op: &OpRecord| {
        if reissued.contains(&op.op_id) {
            Verdict::duplicate()
        } else {
            verdicts.next().unwrap_or_else(Verdict::applied)
        }
    };
    Ok((new.iter().map(verdict).collect(), effects))
}

type Applied = (Vec<Result<(), ProjectionError>>, Effects);

/// The projections, as a future whose kind the compiler need not look into.
fn apply<'a>(tx: &'a mut Tx, ops: &'a [Op<'a>]) -> BoxFuture<'a, Result<Applied, DbError>> {
    Box::pin(apply_all(tx, ops))
}

/// Sends changed customers to the tills; the last thing of a transaction but for the till's own row.
pub(super) fn publish_customers<'a>(
    tx: &'a mut Tx,
    tenant_id: TenantId,
    effects: &'a Effects,
) -> BoxFuture<'a, ApiResult<()>> {
    Box::pin(async move { publish_effects(tx, tenant_id, effects).await.map_err(fault) })
}

fn fresh_ops<'a>(
    till: &PairedTill,
    log: Log,
    new: &'a [OpRecord],
    reissued: &HashSet<OpId>,
    now_ms: i64,
) -> Vec<Op<'a>> {
    let fresh = new.iter().filter(|op| !reissued.contains(&op.op_id));
    fresh.map(|op| as_op(till, log, op, now_ms)).collect()
}

fn as_op<'a>(till: &PairedTill, log: Log, op: &'a OpRecord, now_ms: i64) -> Op<'a> {
    let context = OpContext {
        tenant_id: till.tenant_id,
        store_id: till.store_id,
        terminal_id: till.terminal_id,
        epoch: log.epoch,
        seq: op.seq,
        hlc: op.hlc,
        received_at_ms: now_ms,
    };
    Op {
        context,
        kind: &op.kind,
        v: op.v,
        body: &op.body,
    }
}

/// Projects operations and judges each by its projection.
pub(super) async fn project_ops(tx: &mut Tx, ops: &[Op<'_>]) -> ApiResult<(Vec<Verdict>, Effects)> {
    let (results, effects) = apply(tx, ops).await?;
    let verdicts = results.into_iter().map(verdict).collect::<ApiResult<_>>()?;
    Ok((verdicts, effects))
}

fn verdict(result: Result<(), ProjectionError>) -> ApiResult<Verdict> {
    match result {
        Ok(()) => Ok(Verdict::applied()),
        Err(error) => match error.parked_reason() {
            Some(reason) => Ok(Verdict::parked(reason, &error)),
            None => Err(fault(error)),
        },
    }
}

fn fault(error: ProjectionError) -> ApiError {
    match error {
        ProjectionError::Db(error) => error.into(),
        other => ApiError::fault(other),
    }
}
