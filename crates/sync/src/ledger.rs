//! What the server does with a pushed run, before it writes anything.

use bezmen_contract::wire::{PushConflict, PushRequest};

use crate::chain::{Hash, parse_hash, verify_run};
use crate::push::MAX_OPS;

/// What the ledger holds of a terminal in the epoch in force. Read under the lock of the terminal's head row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerHead {
    /// The epoch in force.
    pub epoch: u32,
    /// Seq of the last operation, 0 when there is none.
    pub last_seq: u64,
    /// Its hash, zeros when there is none.
    pub last_hash: Hash,
}

/// What to do with a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The first `duplicates` operations are in the ledger already; the rest is new and verified.
    Take {
        /// How many operations of the run the ledger has.
        duplicates: usize,
    },
    /// Nothing is taken into the ledger. A fork is kept in quarantine by the caller.
    Refuse(PushConflict),
    /// More operations than a run may have.
    TooMany,
}

/// Judges a run. `stored` answers the hash of an operation that the ledger has, for seqs up to the head.
///
/// The run's own chain is checked first, so that bytes damaged on the way are told from a till that was cloned.
pub fn judge(
    server_epoch: u32,
    head: &LedgerHead,
    stored: impl Fn(u64) -> Option<Hash>,
    request: &PushRequest,
) -> Judgement {
    if request.ops.len() > MAX_OPS {
        return Judgement::TooMany;
    }
    if request.epoch < head.epoch {
        return Judgement::Refuse(PushConflict::EpochStale { epoch: head.epoch });
    }
    if request.server_epoch != server_epoch {
        return Judgement::Refuse(PushConflict::ServerEpoch {
            server_epoch,
            received_through: head.last_seq,
        });
    }
    if request.from_seq > head.last_seq + 1 {
        return Judgement::Refuse(PushConflict::Gap {
            expected: head.last_seq + 1,
        });
    }
    if request
        .ops
        .first()
        .is_some_and(|op| op.seq != request.from_seq)
    {
        return Judgement::Refuse(PushConflict::BrokenChain {
            seq: request.from_seq,
        });
    }
    if let Err(broken) = verify_run(request.terminal_id, request.epoch, None, &request.ops) {
        return Judgement::Refuse(PushConflict::BrokenChain { seq: broken.seq });
    }
    let mut duplicates = 0;
    for op in &request.ops {
        if op.seq > head.last_seq {
            break;
        }
        if stored(op.seq) != parse_hash(&op.hash).ok() {
            return Judgement::Refuse(PushConflict::Fork { seq: op.seq });
        }
        duplicates += 1;
    }
    // The run hangs together in itself; its first new operation must hang on the ledger's last one as well.
    let first_new = request.ops.get(duplicates);
    if first_new.is_some_and(|op| parse_hash(&op.prev_hash).ok() != Some(head.last_hash)) {
        return Judgement::Refuse(PushConflict::Fork {
            seq: head.last_seq.max(1),
        });
    }
    Judgement::Take { duplicates }
}
