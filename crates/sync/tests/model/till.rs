//! A till with everything but a disk, a screen and a socket.

use std::collections::BTreeMap;

use bezmen_contract::wire::{
    FeedRow, HeadReply, OpRecord, PullPage, PushConflict, PushReply, PushRequest, Stream,
};
use bezmen_domain::id::{OpId, TerminalId};
use bezmen_sync::chain::{GENESIS, Hash, hash_text, parse_hash, record_hash};
use bezmen_sync::checksum::{StreamSum, verify_row};
use bezmen_sync::pull::{PageOutcome, PullStep, Puller};
use bezmen_sync::push::{PushStep, Pusher, Remedy, common_through};

#[derive(Clone)]
pub struct Till {
    pub terminal_id: TerminalId,
    pub log: Vec<OpRecord>,
    /// Logs of earlier incarnations: what they sold stays sold.
    pub older: BTreeMap<u32, Vec<OpRecord>>,
    pub pusher: Pusher,
    pub puller: Puller,
    pub staged: Vec<FeedRow>,
    pub rows: BTreeMap<String, (String, Hash)>,
    pub sum: StreamSum,
    next_id: u64,
}

impl Till {
    pub fn new(terminal_id: TerminalId, salt: u64, server_epoch: u32) -> Self {
        Self {
            terminal_id,
            log: Vec::new(),
            older: BTreeMap::new(),
            pusher: Pusher::new(terminal_id, 1, server_epoch, 0),
            puller: Puller::new(Stream::Tenant, None, server_epoch),
            staged: Vec::new(),
            rows: BTreeMap::new(),
            sum: StreamSum::default(),
            next_id: salt << 32,
        }
    }

    pub fn sell(&mut self) {
        self.next_id += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.next_id.to_be_bytes());
        random[..2].copy_from_slice(&self.terminal_id.uuid().as_bytes()[14..]);
        let op_id = OpId::from_parts(self.next_id, random);
        self.append(op_id, format!("sale {}", self.next_id));
    }

    fn append(&mut self, op_id: OpId, body: String) {
        let prev = self
            .log
            .last()
            .map_or(GENESIS, |op| parse_hash(&op.hash).unwrap());
        let mut op = OpRecord {
            seq: self.log.len() as u64 + 1,
            op_id,
            kind: "sale".to_owned(),
            v: 1,
            hlc: bezmen_domain::hlc::Hlc::from_raw(1),
            wall_ms: 1,
            body,
            prev_hash: hash_text(&prev),
            hash: String::new(),
        };
        op.hash = hash_text(&record_hash(
            self.terminal_id,
            self.pusher.epoch,
            &op,
            &prev,
        ));
        self.log.push(op);
    }

    /// The same till after its disk was put back: from now on it sells other things than it once did.
    pub fn new_timeline(&mut self, salt: u64) {
        self.next_id = salt << 32;
    }

    pub fn all_ops(&self) -> impl Iterator<Item = &OpRecord> {
        self.older.values().flatten().chain(&self.log)
    }

    pub fn head(&self) -> u64 {
        self.log.len() as u64
    }

    pub fn to_push(&self) -> Option<PushRequest> {
        let PushStep::Send { from_seq, limit } = self.pusher.step(self.head()) else {
            return None;
        };
        let ops = self
            .log
            .iter()
            .skip(from_seq as usize - 1)
            .take(limit)
            .cloned()
            .collect();
        let head_hash = self.log.last().unwrap().hash.clone();
        Some(self.pusher.request(ops, self.head(), head_hash))
    }

    pub fn pushed(
        &mut self,
        sent: &PushRequest,
        answer: Result<PushReply, PushConflict>,
        server_now: (u32, u32),
    ) {
        match answer {
            Ok(reply) => {
                self.pusher
                    .on_reply(sent, &reply)
                    .expect("the model server makes sense");
            }
            Err(conflict) => {
                let remedy = self
                    .pusher
                    .on_conflict(&conflict)
                    .expect("the model server makes sense");
                self.carry_out(remedy, server_now);
            }
        }
    }

    pub fn heard_head(&mut self, head: &HeadReply, server_now: (u32, u32)) {
        let log = &self.log;
        let hash_at = |seq: u64| log.get(seq as usize - 1).map(|op| op.hash.clone());
        if let Some(remedy) = self.pusher.on_head(head, hash_at) {
            self.carry_out(remedy, server_now);
        }
    }

    fn carry_out(&mut self, remedy: Remedy, server_now: (u32, u32)) {
        match remedy {
            Remedy::SendAgain { .. } | Remedy::Parted | Remedy::AskHead => {}
            Remedy::ServerRestored { server_epoch, .. } => {
                self.staged.clear();
                self.puller.resync(server_epoch);
            }
            Remedy::NewEpoch { from_seq } => self.reissue(from_seq, server_now),
            Remedy::Damaged { seq } => panic!("operation {seq} was damaged by nobody"),
        }
    }

    /// Takes a new incarnation: what the ledger may not have goes on top of it under its old ids.
    fn reissue(&mut self, from_seq: u64, (epoch, server_epoch): (u32, u32)) {
        let again = self.log.split_off((from_seq - 1) as usize);
        self.older
            .entry(self.pusher.epoch)
            .or_default()
            .append(&mut self.log);
        self.pusher = Pusher::new(self.terminal_id, epoch, server_epoch, 0);
        for op in again {
            self.append(op.op_id, op.body);
        }
    }

    /// Re-issues what the ledger has lost of an earlier incarnation.
    pub fn heard_older_head(&mut self, epoch: u32, head: &HeadReply) {
        let Some(ops) = self.older.get_mut(&epoch) else {
            return;
        };
        let through = common_through(head, |seq| {
            ops.get(seq as usize - 1).map(|op| op.hash.clone())
        });
        let again = ops.split_off(ops.len().min(through as usize));
        for op in again {
            self.append(op.op_id, op.body);
        }
    }

    pub fn pulled(&mut self, page: &PullPage) {
        match self
            .puller
            .on_page(page)
            .expect("the model server makes sense")
        {
            PageOutcome::Stage => self.staged.extend(page.rows.iter().cloned()),
            PageOutcome::Checkpoint { upto, sum } => {
                self.staged.extend(page.rows.iter().cloned());
                let staged = std::mem::take(&mut self.staged);
                let before = (self.rows.clone(), self.sum);
                staged.iter().for_each(|row| self.take_over(row));
                if Some(self.sum) == sum {
                    self.puller.applied(upto);
                } else {
                    (self.rows, self.sum) = before;
                    self.puller.resync(page.server_epoch);
                }
            }
            PageOutcome::Resync { server_epoch } => {
                self.staged.clear();
                self.puller.resync(server_epoch);
            }
        }
    }

    pub fn wants(&self) -> PullStep {
        self.puller.step()
    }

    pub fn snapshot(&mut self, rows: &[FeedRow], upto: u64, sum: StreamSum) {
        self.rows.clear();
        self.sum = StreamSum::default();
        rows.iter().for_each(|row| self.take_over(row));
        assert_eq!(self.sum, sum);
        self.puller.applied(upto);
    }

    fn take_over(&mut self, row: &FeedRow) {
        let hash = verify_row(row).expect("the model server hashes its rows");
        if let Some((_, old)) = self.rows.remove(&row.id) {
            self.sum.remove(&old);
        }
        if let Some(hash) = hash {
            self.sum.add(&hash);
            self.rows.insert(row.id.clone(), (row.body.clone(), hash));
        }
    }
}
