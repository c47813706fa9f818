use bezmen_contract::wire::OpRecord;
use bezmen_contract::wire::fact::V1;
use bezmen_domain::hlc::HlcClock;
use bezmen_domain::id::{OpId, TerminalId};
use bezmen_sync::chain::{GENESIS, Hash, OpHeader, hash_text, op_hash};
use serde::Serialize;

use super::random::Random;

/// The operation log of one till in one incarnation, as the till itself writes it.
#[derive(Debug, Clone)]
pub(super) struct OpLog {
    terminal_id: TerminalId,
    epoch: u32,
    seq: u64,
    head: Hash,
    clock: HlcClock,
    ops: Vec<OpRecord>,
}

impl OpLog {
    pub(super) const fn new(terminal_id: TerminalId, epoch: u32) -> Self {
        Self {
            terminal_id,
            epoch,
            seq: 0,
            head: GENESIS,
            clock: HlcClock::new(),
            ops: Vec::new(),
        }
    }

    /// Number of the newest operation.
    pub(super) const fn seq(&self) -> u64 {
        self.seq
    }

    /// Appends an operation and returns its number.
    pub(super) fn append(
        &mut self,
        random: &mut Random,
        wall_ms: i64,
        kind: &str,
        fact: &impl Serialize,
    ) -> Result<u64, serde_json::Error> {
        let body = serde_json::to_string(fact)?;
        let op_id = OpId::from_parts(wall_ms.cast_unsigned(), random.id_part());
        let seq = self.seq + 1;
        let hlc = self.clock.tick(wall_ms);
        let header = OpHeader {
            terminal_id: self.terminal_id,
            epoch: self.epoch,
            seq,
            op_id,
            kind,
            v: V1,
            hlc,
            wall_ms,
        };
        let hash = op_hash(&self.head, &header, &body);
        self.ops.push(OpRecord {
            seq,
            op_id,
            kind: kind.to_owned(),
            v: V1,
            hlc,
            wall_ms,
            body,
            prev_hash: hash_text(&self.head),
            hash: hash_text(&hash),
        });
        (self.seq, self.head) = (seq, hash);
        Ok(seq)
    }

    /// Hands over what was appended since the last time.
    pub(super) fn take(&mut self) -> Vec<OpRecord> {
        std::mem::take(&mut self.ops)
    }
}
