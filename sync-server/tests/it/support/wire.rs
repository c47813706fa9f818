use axum::http::{Method, StatusCode};
use bezmen_contract::wire::{OpRecord, PushReply, PushRequest};
use bezmen_domain::hlc::Hlc;
use bezmen_domain::id::OpId;
use bezmen_server::terminals::issue_token;
use bezmen_sync::chain::{GENESIS, Hash, hash_text, record_hash};
use serde::Serialize;
use uuid::Uuid;

use super::actor::{Actor, Answer};
use super::app::{NOON_MS, Owner, TestApp};
use super::facts::Till;

/// A till that speaks to the server as tills do: with a token and a log.
pub struct WireTill {
    /// Makes the facts.
    pub facts: Till,
    /// Asks with the till's token.
    pub actor: Actor,
    pub epoch: u32,
    /// How far its clock is off.
    pub off_ms: i64,
    seq: u64,
    prev: Hash,
    log: Vec<OpRecord>,
}

impl WireTill {
    pub async fn new(app: &TestApp, owner: &Owner, name: &str) -> Self {
        let facts = Till::new(app.db(), owner, name).await;
        let actor = Self::machine(app, &facts, 1).await;
        Self {
            facts,
            actor,
            epoch: 1,
            off_ms: 0,
            seq: 0,
            prev: GENESIS,
            log: Vec::new(),
        }
    }

    /// A machine with a token of an incarnation.
    pub async fn machine(app: &TestApp, till: &Till, epoch: u32) -> Actor {
        let mut tx = app.db().write(till.tenant_id).await.unwrap();
        let token = issue_token(&mut tx, till.tenant_id, till.terminal_id, epoch, NOON_MS)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        Actor::new(app.app.clone().router(), Some(token))
    }

    /// Begins the log of another incarnation.
    pub fn begin(&mut self, epoch: u32) {
        (self.epoch, self.seq, self.prev) = (epoch, 0, GENESIS);
    }

    /// Writes a fact into the log.
    pub fn op(&mut self, kind: &str, fact: &impl Serialize) -> OpRecord {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).unwrap();
        let op_id = OpId::from_uuid(Uuid::from_bytes(bytes));
        self.op_again(op_id, kind, serde_json::to_string(fact).unwrap())
    }

    /// Writes a fact into the log under a known id.
    pub fn op_again(&mut self, op_id: OpId, kind: &str, body: String) -> OpRecord {
        self.seq += 1;
        let at_ms = NOON_MS + self.off_ms + self.seq.cast_signed();
        let mut op = OpRecord {
            seq: self.seq,
            op_id,
            kind: kind.to_owned(),
            v: 1,
            hlc: Hlc::from_ms(at_ms),
            wall_ms: at_ms,
            body,
            prev_hash: hash_text(&self.prev),
            hash: String::new(),
        };
        self.prev = record_hash(self.facts.terminal_id, self.epoch, &op, &self.prev);
        op.hash = hash_text(&self.prev);
        self.log.push(op.clone());
        op
    }

    /// The end of the log as a run to be sent.
    pub fn last_run(&self, ops: usize) -> PushRequest {
        self.run(self.log[self.log.len() - ops..].to_vec())
    }

    fn run(&self, ops: Vec<OpRecord>) -> PushRequest {
        PushRequest {
            terminal_id: self.facts.terminal_id,
            epoch: self.epoch,
            server_epoch: 1,
            from_seq: ops.first().map_or(self.seq + 1, |op| op.seq),
            ops,
            head_hash: hash_text(&self.prev),
            head_seq: self.seq,
        }
    }

    /// Sends a run, whatever comes back.
    pub async fn send(&self, ops: Vec<OpRecord>) -> Answer {
        self.actor
            .ask_with(Method::POST, "/v1/push", &self.run(ops))
            .await
    }

    /// Sends a run that the server takes.
    pub async fn push(&self, ops: Vec<OpRecord>) -> PushReply {
        let answer = self.send(ops).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        serde_json::from_slice(&answer.body).unwrap()
    }
}
