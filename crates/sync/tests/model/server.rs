//! A server with everything but a disk and a socket.

use std::collections::{BTreeMap, HashMap};

use bezmen_contract::wire::{
    FeedRow, HeadReply, OpOutcome, OpRecord, OpResult, PullPage, PushConflict, PushReply,
    PushRequest, RowKind,
};
use bezmen_domain::id::{OpId, TerminalId};
use bezmen_sync::chain::{GENESIS, hash_text, parse_hash};
use bezmen_sync::checksum::{StreamSum, row_hash, verify_row};
use bezmen_sync::ledger::{Judgement, LedgerHead, judge};

#[derive(Clone, Default)]
pub struct Server {
    pub server_epoch: u32,
    pub epochs: HashMap<TerminalId, u32>,
    pub ledger: BTreeMap<(TerminalId, u32), Vec<OpRecord>>,
    /// What the projections count: how often each operation took effect.
    pub effects: BTreeMap<OpId, u32>,
    pub fork_ops: Vec<OpRecord>,
    pub feed: BTreeMap<String, FeedRow>,
    pub rev: u64,
}

impl Server {
    pub fn epoch_of(&self, terminal_id: TerminalId) -> u32 {
        self.epochs.get(&terminal_id).copied().unwrap_or(1)
    }

    pub fn push(&mut self, request: &PushRequest) -> Result<PushReply, PushConflict> {
        let epoch = self.epoch_of(request.terminal_id).max(request.epoch);
        let stored = self.ledger.entry((request.terminal_id, epoch)).or_default();
        let head = LedgerHead {
            epoch: self.epochs.get(&request.terminal_id).copied().unwrap_or(1),
            last_seq: stored.len() as u64,
            last_hash: stored
                .last()
                .map_or(GENESIS, |op| parse_hash(&op.hash).unwrap()),
        };
        let hash_at = |seq: u64| {
            stored
                .get(seq as usize - 1)
                .map(|op| parse_hash(&op.hash).unwrap())
        };
        match judge(self.server_epoch, &head, hash_at, request) {
            Judgement::Take { duplicates } => {
                let mut results = Vec::new();
                for (index, op) in request.ops.iter().enumerate() {
                    let mut outcome = OpOutcome::Duplicate;
                    if index >= duplicates {
                        stored.push(op.clone());
                        if !self.effects.contains_key(&op.op_id) {
                            *self.effects.entry(op.op_id).or_default() += 1;
                            outcome = OpOutcome::Applied;
                        }
                    }
                    results.push(OpResult {
                        seq: op.seq,
                        outcome,
                        reason: String::new(),
                    });
                }
                let received_through = stored.len() as u64;
                self.epochs.insert(request.terminal_id, epoch);
                Ok(PushReply {
                    received_through,
                    results,
                    server_time_ms: 0,
                    server_epoch: self.server_epoch,
                    hint: Vec::new(),
                })
            }
            Judgement::Refuse(conflict) => {
                if matches!(conflict, PushConflict::Fork { .. }) {
                    self.fork_ops.extend(request.ops.iter().cloned());
                    self.epochs.insert(request.terminal_id, epoch + 1);
                }
                Err(conflict)
            }
            Judgement::TooMany => panic!("the till keeps to the limits"),
        }
    }

    /// `asked` is the epoch the till is in; the answer names the one in force as well.
    pub fn head(&self, terminal_id: TerminalId, asked: u32) -> HeadReply {
        let epoch = self.epoch_of(terminal_id);
        let last = self
            .ledger
            .get(&(terminal_id, asked))
            .and_then(|ops| ops.last());
        HeadReply {
            epoch,
            received_through: last.map_or(0, |op| op.seq),
            head_hash: last.map_or_else(|| hash_text(&GENESIS), |op| op.hash.clone()),
            server_epoch: self.server_epoch,
            server_time_ms: 0,
        }
    }

    pub fn edit(&mut self, id: String, body: Option<String>) {
        self.rev += 1;
        let hash = body
            .as_deref()
            .map(|body| hash_text(&row_hash("product", &id, body)))
            .unwrap_or_default();
        let row = FeedRow {
            kind: RowKind::Product,
            id: id.clone(),
            rev: self.rev,
            deleted: body.is_none(),
            body: body.unwrap_or_default(),
            hash,
        };
        self.feed.insert(id, row);
    }

    pub fn sum(&self) -> StreamSum {
        let mut sum = StreamSum::default();
        self.feed
            .values()
            .filter_map(|row| verify_row(row).unwrap())
            .for_each(|hash| sum.add(&hash));
        sum
    }

    pub fn page(&self, after: u64, limit: usize) -> PullPage {
        let mut rows: Vec<FeedRow> = self
            .feed
            .values()
            .filter(|row| row.rev > after)
            .cloned()
            .collect();
        rows.sort_by_key(|row| row.rev);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let sum = self.sum();
        PullPage {
            rows,
            upto: self.rev,
            more,
            floor: 0,
            checksum: (!more).then(|| sum.checksum_text()),
            count: (!more).then_some(sum.count),
            server_epoch: self.server_epoch,
        }
    }

    pub fn snapshot(&self) -> (Vec<FeedRow>, u64, StreamSum) {
        (
            self.feed
                .values()
                .filter(|row| !row.deleted)
                .cloned()
                .collect(),
            self.rev,
            self.sum(),
        )
    }
}
