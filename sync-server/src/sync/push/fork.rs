use bezmen_contract::wire::PushRequest;
use bezmen_domain::id::TenantId;

use super::ledger::{Log, hash_bytes};
use crate::platform::db::{Tx, sql};
use crate::platform::http::ApiResult;
use crate::terminals::record::{TerminalRecord, publish_terminal};

/// A second fork so soon after the first means that two machines live on as one till.
const SOON_MS: i64 = 24 * 60 * 60 * 1000;

/// Keeps what a forked till pushed from where it parts on. Nobody's data is dropped.
pub(super) async fn keep(
    tx: &mut Tx,
    log: Log,
    request: &PushRequest,
    from_seq: u64,
    now_ms: i64,
) -> ApiResult<()> {
    for op in request.ops.iter().filter(|op| op.seq >= from_seq) {
        sql("insert into fork_op (tenant_id, terminal_id, epoch, seq, hash, record, received_at_ms) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing")
        .bind(log.tenant_id)
        .bind(log.terminal_id)
        .bind(request.epoch)
        .bind(op.seq.cast_signed())
        .bind(hash_bytes(&op.hash))
        .bind(serde_json::to_string(op)?)
        .bind(now_ms)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Begins a new incarnation, which the till takes with its terminal row. It re-issues under it what the ledger lacks. Two
/// forks within a day put the till into quarantine until a person pairs it again.
pub(super) async fn verdict(
    tx: &mut Tx,
    tenant_id: TenantId,
    mut terminal: TerminalRecord,
    now_ms: i64,
) -> ApiResult<()> {
    let again = terminal
        .forked_at_ms
        .is_some_and(|before| now_ms - before < SOON_MS);
    tracing::warn!(
        tenant.id = %tenant_id, terminal.id = %terminal.terminal_id, terminal.epoch = terminal.epoch, quarantined = again,
        "a till was cloned or set back"
    );
    let before = terminal.epoch;
    terminal.next_epoch(tx, tenant_id).await?;
    sql("update terminal set epoch = $3, series = $4, head_seq = 0, forked_at_ms = $5, \
         quarantined_at_ms = case when $6 then $5 else quarantined_at_ms end where tenant_id = $1 and id = $2")
    .bind(tenant_id)
    .bind(terminal.terminal_id)
    .bind(terminal.epoch)
    .bind(&terminal.series)
    .bind(now_ms)
    .bind(again)
    .run(tx)
    .await?;
    // The machine keeps its token: it is the same till in a new incarnation.
    sql("update terminal_token set epoch = $3 where tenant_id = $1 and terminal_id = $2 and epoch = $4")
        .bind(tenant_id)
        .bind(terminal.terminal_id)
        .bind(terminal.epoch)
        .bind(before)
        .run(tx)
        .await?;
    publish_terminal(tx, tenant_id, &terminal, 0).await?;
    Ok(())
}
