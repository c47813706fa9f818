use std::sync::atomic::{AtomicI64, Ordering};

use bezmen_contract::wire::{OpOutcome, OpRecord, PairedTerminal, PushReply, PushRequest};

use super::client::Client;
use super::seed_error::SeedError;

/// Operations of one push: about half an hour of a till. The server takes many more, but no till waits for so long.
const BATCH: usize = 30;

/// The server hears of a sale so soon.
const DELAY_MS: i64 = 3_000;

/// Pushes what a till did, as it would have. The server's clock follows.
pub(super) async fn push_day(
    client: &mut Client,
    time: &AtomicI64,
    till: &PairedTerminal,
    ops: Vec<OpRecord>,
) -> Result<(), SeedError> {
    let Some(newest) = ops.last() else {
        return Ok(());
    };
    let (head_seq, head_hash) = (newest.seq, newest.hash.clone());
    let mut ops = ops.into_iter().peekable();
    while let Some(first) = ops.peek() {
        let from_seq = first.seq;
        let batch: Vec<OpRecord> = ops.by_ref().take(BATCH).collect();
        let newest_ms = batch.last().map_or(0, |op| op.wall_ms);
        time.fetch_max(newest_ms + DELAY_MS, Ordering::SeqCst);
        let request = PushRequest {
            terminal_id: till.terminal_id,
            epoch: till.epoch,
            server_epoch: till.server_epoch,
            from_seq,
            ops: batch,
            head_hash: head_hash.clone(),
            head_seq,
        };
        let reply: PushReply = client.post("/v1/push", &till.token, &request).await?;
        if let Some(other) = reply
            .results
            .iter()
            .find(|result| result.outcome != OpOutcome::Applied)
        {
            let reason = format!("{:?} {}", other.outcome, other.reason);
            return Err(SeedError::NotApplied {
                till: till.terminal_name.clone(),
                seq: other.seq,
                reason,
            });
        }
    }
    Ok(())
}
