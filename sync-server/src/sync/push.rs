//! Push: one transaction takes a run of operations into the ledger and into the projections.

mod fork;
mod ledger;
mod project;
mod replay;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bezmen_contract::wire::{OpOutcome, OpResult, PushConflict, PushReply, PushRequest};
use bezmen_sync::chain::GENESIS;
use bezmen_sync::ledger::{Judgement, LedgerHead, judge};

pub(super) use replay::replay_after_upgrade;
pub use replay::{ReplayedBy, ReplayedOps, release_quarantined, replay_parked};

use super::paired_till::PairedTill;
use super::refusals;
use super::server_epoch::server_epoch;
use super::streams::newest_revisions;
use crate::app::App;
use crate::platform::db::Tx;
use crate::platform::http::ApiResult;
use crate::projections::Effects;
use crate::terminals::record::{TerminalRecord, lock_terminal, publish_terminal};

/// Takes a run of operations.
pub(super) async fn push(
    State(app): State<App>,
    till: PairedTill,
    Json(request): Json<PushRequest>,
) -> ApiResult<Response> {
    if request.terminal_id != till.terminal_id {
        return Err(refusals::WRONG_TERMINAL.into());
    }
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write(till.tenant_id).await?;
    let server_epoch = server_epoch(&mut tx).await?;
    let heard_at_ms = (!till.is_replaced).then_some(now_ms);
    let terminal = lock_terminal(&mut tx, till.tenant_id, till.terminal_id, heard_at_ms).await?;
    let token_epoch = till.token_epoch_now(&mut tx, terminal.epoch).await?;
    let is_replaced = token_epoch < terminal.epoch;
    if is_replaced && request.epoch > token_epoch {
        // The incarnations after its own belong to the machine in its place, whose log it must not begin.
        return Err(refusals::REVOKED.into());
    }
    let counts = till.is_active && terminal.is_active() && !is_replaced;
    // A till that was switched off keeps the log it has: what it pushes is kept aside, whatever was paired since.
    let epoch = if counts {
        terminal.epoch.max(request.epoch)
    } else {
        request.epoch
    };
    let stored = ledger::Log {
        tenant_id: till.tenant_id,
        terminal_id: till.terminal_id,
        epoch,
    };
    let (last_seq, last_hash) = stored.lock_head(&mut tx).await?;
    let hashes = stored.hashes(&mut tx, &request, last_seq).await?;
    let head = LedgerHead {
        epoch: if counts { terminal.epoch } else { epoch },
        last_seq,
        last_hash: last_hash.first_chunk().copied().unwrap_or(GENESIS),
    };
    let judgement = judge(
        server_epoch,
        &head,
        |seq| hashes.get(&seq).copied(),
        &request,
    );
    match judgement {
        Judgement::Take { duplicates } => {
            let run = Run {
                till: &till,
                request: &request,
                terminal,
                stored,
                counts,
                now_ms,
            };
            let results = run.take(&mut tx, duplicates, last_seq).await?;
            let hint = if counts {
                newest_revisions(&mut tx, &till).await?
            } else {
                Vec::new()
            };
            let received_through = last_seq.max(request.ops.last().map_or(0, |op| op.seq));
            tx.commit().await?;
            metrics::counter!("sync_ops_received_total").increment(results.len() as u64);
            Ok(Json(PushReply {
                received_through,
                results,
                server_time_ms: now_ms,
                server_epoch,
                hint,
            })
            .into_response())
        }
        Judgement::Refuse(conflict) => {
            if let PushConflict::Fork { seq } = conflict {
                fork::keep(&mut tx, stored, &request, seq, now_ms).await?;
                if counts {
                    fork::verdict(&mut tx, till.tenant_id, terminal, now_ms).await?;
                }
                tx.commit().await?;
            } else {
                tx.rollback().await?;
            }
            Ok((StatusCode::CONFLICT, Json(conflict)).into_response())
        }
        Judgement::TooMany => Err(refusals::TOO_MANY_OPS.into()),
    }
}

/// A run that was judged good.
struct Run<'a> {
    till: &'a PairedTill,
    request: &'a PushRequest,
    terminal: TerminalRecord,
    stored: ledger::Log,
    /// False for a till that was switched off: its operations go to quarantine.
    counts: bool,
    now_ms: i64,
}

impl Run<'_> {
    async fn take(
        mut self,
        tx: &mut Tx,
        duplicates: usize,
        last_seq: u64,
    ) -> ApiResult<Vec<OpResult>> {
        let (known, new) = self.request.ops.split_at(duplicates);
        let mut results: Vec<OpResult> = known
            .iter()
            .map(|op| OpResult {
                seq: op.seq,
                outcome: OpOutcome::Duplicate,
                reason: String::new(),
            })
            .collect();
        let mut effects = Effects::default();
        if let Some(last) = new.last() {
            let verdicts;
            (verdicts, effects) = if self.counts {
                let ids = new.iter().map(|op| op.op_id).collect();
                let reissued = ledger::already_projected(tx, self.till.tenant_id, ids).await?;
                project::project(tx, self.till, self.stored, new, &reissued, self.now_ms).await?
            } else {
                let aside = vec![project::Verdict::quarantined(); new.len()];
                (aside, Effects::default())
            };
            self.stored.insert(tx, new, &verdicts, self.now_ms).await?;
            self.stored.advance(tx, last).await?;
            results.extend(new.iter().zip(verdicts).map(|(op, verdict)| OpResult {
                seq: op.seq,
                outcome: verdict.outcome,
                reason: verdict.reason.to_owned(),
            }));
        }
        let applied_seq = last_seq.max(new.last().map_or(0, |op| op.seq));
        if self.counts {
            if self.stored.epoch > self.terminal.epoch {
                self.till.raise_token_epoch(tx, self.stored.epoch).await?;
            }
            self.terminal.epoch = self.stored.epoch;
            self.terminal.head_seq = self.request.head_seq.max(applied_seq);
            self.terminal.save_progress(tx, self.till.tenant_id).await?;
            // From here on other writers of the same streams wait for the commit.
            project::publish_customers(tx, self.till.tenant_id, &effects).await?;
            publish_terminal(tx, self.till.tenant_id, &self.terminal, applied_seq).await?;
        }
        Ok(results)
    }
}
