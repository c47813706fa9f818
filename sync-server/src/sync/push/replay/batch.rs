use std::collections::HashSet;

use bezmen_contract::wire::OpOutcome;
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::{OpId, StoreId, TenantId, TerminalId};
use uuid::Uuid;

use super::audit::Entry;
use super::{ReplayedOps, Which};
use crate::platform::db::{DbError, Tx, sql, sql_built};
use crate::platform::http::ApiResult;
use crate::projections::{Op, OpContext};
use crate::sync::push::ledger::{already_applied, already_projected};
use crate::sync::push::project::{Verdict, project_ops, publish_customers};
use crate::terminals::record::lock_terminal;

/// Operations replayed in one transaction: pushes of the company wait no longer than for a push.
const OPS_A_TRANSACTION: i64 = 200;

/// A till whose operations are replayed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Till {
    pub tenant_id: TenantId,
    pub terminal_id: TerminalId,
    pub which: Which,
}

/// A place in the logs of a till.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    epoch: i64,
    seq: i64,
}

/// What a transaction took.
pub(super) struct Taken {
    pub ops: ReplayedOps,
    pub last: Place,
}

#[derive(sqlx::FromRow)]
struct Kept {
    op_id: Uuid,
    epoch: i64,
    seq: i64,
    kind: String,
    v: i64,
    hlc: i64,
    body: String,
    received_at_ms: i64,
}

impl Till {
    /// Projects the next operations after a place; `None` when there are no more.
    pub(super) async fn next(
        self,
        tx: &mut Tx,
        after: Place,
        entry: &mut Entry,
    ) -> ApiResult<Option<Taken>> {
        // Pushes and other replays of the till wait: else both would project what only one of them may.
        let terminal = lock_terminal(tx, self.tenant_id, self.terminal_id, None).await?;
        let kept = self.read(tx, after).await?;
        let Some(last) = kept.last() else {
            return Ok(None);
        };
        let last = Place {
            epoch: last.epoch,
            seq: last.seq,
        };
        let known = self.known(tx, &kept).await?;
        let (again, fresh) = sorted_out(&kept, known);
        let ops: Vec<Op<'_>> = fresh
            .iter()
            .map(|kept| self.op(terminal.store_id, kept))
            .collect();
        let (verdicts, effects) = project_ops(tx, &ops).await?;
        let judged = fresh.into_iter().zip(verdicts);
        let again = again.into_iter().map(|kept| (kept, Verdict::duplicate()));
        let mut done = ReplayedOps::default();
        for (kept, verdict) in judged.chain(again) {
            match verdict.outcome {
                OpOutcome::Parked => done.parked += 1,
                OpOutcome::Applied | OpOutcome::Duplicate | OpOutcome::Quarantined => {
                    done.applied += 1;
                }
            }
            self.write(tx, kept, verdict).await?;
        }
        entry.note(tx, done).await?;
        publish_customers(tx, self.tenant_id, &effects).await?;
        Ok(Some(Taken { ops: done, last }))
    }

    async fn read(self, tx: &mut Tx, after: Place) -> Result<Vec<Kept>, DbError> {
        let text = format!(
            "select op_id, epoch, seq, kind, v, hlc, body, received_at_ms from op \
             where tenant_id = $1 and terminal_id = $2 and (epoch, seq) > ($3, $4) and {} order by epoch, seq limit $5",
            self.which.condition()
        );
        sql_built(text)
            .bind(self.tenant_id)
            .bind(self.terminal_id)
            .bind(after.epoch)
            .bind(after.seq)
            .bind(OPS_A_TRANSACTION)
            .all(tx)
            .await
    }

    /// Those that took effect elsewhere: issued again under another incarnation, which counted meanwhile.
    async fn known(self, tx: &mut Tx, kept: &[Kept]) -> Result<HashSet<OpId>, DbError> {
        let ids = kept
            .iter()
            .map(|kept| OpId::from_uuid(kept.op_id))
            .collect();
        match self.which {
            Which::Quarantined => already_projected(tx, self.tenant_id, ids).await,
            Which::Parked | Which::OfNewerTills => already_applied(tx, self.tenant_id, ids).await,
        }
    }

    fn op(self, store_id: StoreId, kept: &Kept) -> Op<'_> {
        let context = OpContext {
            tenant_id: self.tenant_id,
            store_id,
            terminal_id: self.terminal_id,
            epoch: u32::try_from(kept.epoch).unwrap_or(u32::MAX),
            seq: kept.seq.cast_unsigned(),
            hlc: Hlc::from_raw(kept.hlc),
            received_at_ms: kept.received_at_ms,
        };
        Op {
            context,
            kind: &kept.kind,
            v: u16::try_from(kept.v).unwrap_or(u16::MAX),
            body: &kept.body,
        }
    }

    async fn write(self, tx: &mut Tx, kept: &Kept, verdict: Verdict) -> Result<(), DbError> {
        sql("update op set outcome = $5, reason = $6, detail = $7 \
             where tenant_id = $1 and terminal_id = $2 and epoch = $3 and seq = $4")
        .bind(self.tenant_id)
        .bind(self.terminal_id)
        .bind(kept.epoch)
        .bind(kept.seq)
        .bind(verdict.word)
        .bind(verdict.reason)
        .bind(verdict.detail)
        .run(tx)
        .await?;
        Ok(())
    }
}

/// Tells what counts already, or stands twice in the run, from what is to be projected.
fn sorted_out(kept: &[Kept], mut known: HashSet<OpId>) -> (Vec<&Kept>, Vec<&Kept>) {
    kept.iter()
        .partition(|kept| !known.insert(OpId::from_uuid(kept.op_id)))
}
