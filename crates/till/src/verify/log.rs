//! The log: dense numbers, an unbroken chain, the head where it says it is.

use bezmen_contract::wire::OpRecord;
use bezmen_domain::id::TerminalId;
use bezmen_sync::chain::{GENESIS, Hash, hash_text, parse_hash, record_hash};
use rusqlite::Connection;

use super::VerifyReport;
use crate::refusal::Refusal;
use crate::store;

/// Operations read at a time.
const PAGE: u32 = 1000;

/// Checks the log of every incarnation. Filed logs carry the hashes of another terminal and are left alone.
pub fn check(
    connection: &Connection,
    terminal_id: TerminalId,
    report: &mut VerifyReport,
) -> Result<(), Refusal> {
    let epochs: Vec<u32> = connection
        .prepare("select distinct epoch from op where epoch < ?1 order by epoch")?
        .query_map([store::FILED_EPOCHS], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let head = store::head(connection)?;
    for epoch in epochs {
        let (seq, hash) = check_epoch(connection, terminal_id, epoch, report)?;
        if let Some(head) = head.as_ref().filter(|head| head.epoch == epoch)
            && (head.seq != seq || head.hash != hash_text(&hash))
        {
            report.fault(format!(
                "the log ends at operation {seq}, the till remembers {}",
                head.seq
            ));
        }
    }
    Ok(())
}

fn check_epoch(
    connection: &Connection,
    terminal_id: TerminalId,
    epoch: u32,
    report: &mut VerifyReport,
) -> Result<(u64, Hash), Refusal> {
    let (mut seq, mut prev) = (0, GENESIS);
    loop {
        let page = store::pending_ops(connection, epoch, seq + 1, PAGE)?;
        let Some(last) = page.last() else {
            return Ok((seq, prev));
        };
        let last = last.seq;
        for op in &page {
            prev = check_op(terminal_id, epoch, seq + 1, &prev, op, report);
            seq = op.seq;
            report.ops += 1;
        }
        seq = last;
    }
}

/// After a fault the chain is followed from what the operation itself says, so that one fault is told once.
fn check_op(
    terminal_id: TerminalId,
    epoch: u32,
    expected: u64,
    prev: &Hash,
    op: &OpRecord,
    report: &mut VerifyReport,
) -> Hash {
    if op.seq != expected {
        report.fault(format!(
            "operations {expected} to {} of epoch {epoch} are missing",
            op.seq - 1
        ));
    }
    let named = parse_hash(&op.prev_hash).ok();
    if op.seq == expected && named != Some(*prev) {
        report.fault(format!(
            "operation {} of epoch {epoch} does not follow the one before",
            op.seq
        ));
    }
    let hash = record_hash(terminal_id, epoch, op, &named.unwrap_or(*prev));
    if op.hash != hash_text(&hash) {
        report.fault(format!(
            "operation {} of epoch {epoch} was changed after it was written",
            op.seq
        ));
    }
    parse_hash(&op.hash).unwrap_or(hash)
}
