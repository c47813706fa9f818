//! What a till sends next, and what to do with each answer.

use bezmen_contract::wire::{HeadReply, OpOutcome, OpRecord, PushConflict, PushReply, PushRequest};
use bezmen_domain::id::TerminalId;

/// Most operations of a run: one transaction of the server stays below a second.
pub const MAX_OPS: usize = 500;

/// Most bytes of a run on the wire, compressed.
pub const MAX_COMPRESSED_BYTES: usize = 1 << 20;

/// Most bytes of a run before compression. Receipts compress at least four times.
pub const MAX_BODY_BYTES: usize = 4 << 20;

/// What to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushStep {
    /// The server has everything.
    Level,
    /// Send a run from here.
    Send {
        /// Seq of its first operation.
        from_seq: u64,
        /// At most so many operations.
        limit: usize,
    },
}

/// What a good answer means for the till's log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advance {
    /// Everything up to here is in the ledger: mark it received.
    pub received_through: u64,
    /// Of the run: kept by the server, but not applied to its sums yet, with the reason's code.
    pub parked: Vec<(u64, String)>,
    /// Of the run: kept aside because the till is revoked.
    pub quarantined: Vec<u64>,
}

/// What a conflict means for the till.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The server had lost operations that it once acknowledged: they are pending again.
    SendAgain {
        /// Everything up to here is in the ledger.
        received_through: u64,
    },
    /// Somewhere the ledger is not this log: everything is pending again, and sending it shows where they part.
    Parted,
    /// The server was restored from a backup: what it lost is pending again, and every stream must be read anew.
    ServerRestored {
        /// The server's incarnation now.
        server_epoch: u32,
        /// Everything up to here is in the ledger.
        received_through: u64,
    },
    /// The epoch in force is another: ask for the head of this one, and hand the answer to [`Pusher::on_head`].
    AskHead,
    /// This log may not go on: fetch the terminal's row, take the new epoch and series, and re-issue from `from_seq`.
    NewEpoch {
        /// First operation that the ledger does not have.
        from_seq: u64,
    },
    /// Bytes were damaged on the way, or the log is damaged here: verify it, then send again.
    Damaged {
        /// First operation that did not verify.
        seq: u64,
    },
}

/// The server's answer makes no sense; nothing was changed, try again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PushNonsense {
    /// It acknowledges less than it did before, without saying that it was restored.
    #[error(
        "the server says that it has operations through {said}, after it had confirmed {before}"
    )]
    WentBack {
        /// What it says now.
        said: u64,
        /// What it had confirmed.
        before: u64,
    },
    /// It did not take what it was sent, yet calls it a success.
    #[error("the server took none of the operations it was sent from {from_seq}")]
    TookNothing {
        /// First operation sent.
        from_seq: u64,
    },
    /// It misses operations that were never sent.
    #[error("the server asks for operation {expected}, but the run began at {from_seq}")]
    GapAhead {
        /// What it asks for.
        expected: u64,
        /// What was sent.
        from_seq: u64,
    },
}

/// The sending half of a till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pusher {
    /// Whose log.
    pub terminal_id: TerminalId,
    /// Incarnation of the till.
    pub epoch: u32,
    /// Incarnation of the server, as the till knows it.
    pub server_epoch: u32,
    /// Everything up to here was confirmed by the server.
    pub received: u64,
}

impl Pusher {
    /// Takes up where the till's database stands.
    pub fn new(terminal_id: TerminalId, epoch: u32, server_epoch: u32, received: u64) -> Self {
        Self {
            terminal_id,
            epoch,
            server_epoch,
            received,
        }
    }

    /// Says what to send when the newest operation of the log is `head_seq`.
    pub fn step(&self, head_seq: u64) -> PushStep {
        if self.received >= head_seq {
            return PushStep::Level;
        }
        PushStep::Send {
            from_seq: self.received + 1,
            limit: MAX_OPS,
        }
    }

    /// Makes the request from operations read from the log, cut to the limits. At least one operation always goes.
    pub fn request(&self, mut ops: Vec<OpRecord>, head_seq: u64, head_hash: String) -> PushRequest {
        let mut bytes = 0_usize;
        let fits = ops
            .iter()
            .take(MAX_OPS)
            .take_while(|op| {
                bytes = bytes.saturating_add(op.body.len() + OP_OVERHEAD_BYTES);
                bytes <= MAX_BODY_BYTES
            })
            .count();
        ops.truncate(fits.max(1));
        PushRequest {
            terminal_id: self.terminal_id,
            epoch: self.epoch,
            server_epoch: self.server_epoch,
            from_seq: self.received + 1,
            ops,
            head_hash,
            head_seq,
        }
    }

    /// Takes a good answer to `sent`.
    pub fn on_reply(
        &mut self,
        sent: &PushRequest,
        reply: &PushReply,
    ) -> Result<Advance, PushNonsense> {
        if reply.received_through < sent.from_seq && !sent.ops.is_empty() {
            return Err(PushNonsense::TookNothing {
                from_seq: sent.from_seq,
            });
        }
        if reply.received_through < self.received {
            return Err(PushNonsense::WentBack {
                said: reply.received_through,
                before: self.received,
            });
        }
        // Only what was sent has been compared. A ledger that has more belongs to a till that was set back: what comes
        // next shows the fork, and must not be taken for received before.
        let sent_through = sent.ops.last().map_or(self.received, |op| op.seq);
        self.received = reply.received_through.min(sent_through);
        let mut advance = Advance {
            received_through: self.received,
            ..Advance::default()
        };
        for result in &reply.results {
            match result.outcome {
                OpOutcome::Applied | OpOutcome::Duplicate => {}
                OpOutcome::Parked => advance.parked.push((result.seq, result.reason.clone())),
                OpOutcome::Quarantined => advance.quarantined.push(result.seq),
            }
        }
        Ok(advance)
    }

    /// Takes a conflict.
    pub fn on_conflict(&mut self, conflict: &PushConflict) -> Result<Remedy, PushNonsense> {
        match *conflict {
            PushConflict::EpochStale { .. } => Ok(Remedy::AskHead),
            // A difference among what was taken for received: nobody knows where it begins, and ids tell what is there.
            PushConflict::Fork { seq } => Ok(Remedy::NewEpoch {
                from_seq: if seq > self.received { seq } else { 1 },
            }),
            PushConflict::BrokenChain { seq } => Ok(Remedy::Damaged { seq }),
            PushConflict::Gap { expected } if expected <= self.received && expected > 0 => {
                self.received = expected - 1;
                Ok(Remedy::SendAgain {
                    received_through: self.received,
                })
            }
            PushConflict::Gap { expected } => Err(PushNonsense::GapAhead {
                expected,
                from_seq: self.received + 1,
            }),
            PushConflict::ServerEpoch {
                server_epoch,
                received_through,
            } => {
                self.server_epoch = server_epoch;
                // The ledger may hold operations under these numbers that are not this log's: only hashes tell, so what
                // the server says can lower what is confirmed, never raise it.
                self.received = received_through.min(self.received);
                Ok(Remedy::ServerRestored {
                    server_epoch,
                    received_through: self.received,
                })
            }
        }
    }

    /// Compares the ledger's head of this epoch with the log. The till asks for it now and then, because a server that was
    /// restored from a backup without a word would otherwise go unnoticed until the next sale. `hash_at` is the log's hash
    /// of a seq.
    pub fn on_head(
        &mut self,
        head: &HeadReply,
        hash_at: impl Fn(u64) -> Option<String>,
    ) -> Option<Remedy> {
        let before = self.received;
        self.received = self.received.min(common_through(head, hash_at));
        let received_through = self.received;
        if head.epoch > self.epoch {
            return Some(Remedy::NewEpoch {
                from_seq: received_through + 1,
            });
        }
        if head.server_epoch != self.server_epoch {
            self.server_epoch = head.server_epoch;
            return Some(Remedy::ServerRestored {
                server_epoch: head.server_epoch,
                received_through,
            });
        }
        let parted = received_through == 0 && head.received_through > 0;
        (received_through < before).then_some(if parted {
            Remedy::Parted
        } else {
            Remedy::SendAgain { received_through }
        })
    }
}

/// Says through which operation a ledger and a log are surely the same. Zero when their hashes differ somewhere: what is
/// sent again then is told apart by its ids. Serves for the epochs before the one in force as well, whose operations a
/// server that was restored from a backup may have lost: those are re-issued in the epoch in force.
pub fn common_through(head: &HeadReply, hash_at: impl Fn(u64) -> Option<String>) -> u64 {
    let differs = head.received_through > 0
        && hash_at(head.received_through).is_some_and(|hash| hash != head.head_hash);
    if differs { 0 } else { head.received_through }
}

/// Bytes of an operation on the wire apart from its body: two hashes, two ids, names of fields.
const OP_OVERHEAD_BYTES: usize = 320;
