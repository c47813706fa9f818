use serde_json::json;
use uuid::Uuid;

use super::batch::Till;
use super::{ReplayedBy, ReplayedOps};
use crate::platform::clock::random;
use crate::platform::db::{DbError, Tx, sql};

/// The line of the audit about one replay: written with its first transaction, kept true by each later one.
pub(super) struct Entry {
    id: Uuid,
    till: Till,
    by: ReplayedBy,
    so_far: ReplayedOps,
}

impl Entry {
    pub(super) fn new(till: Till, by: ReplayedBy) -> Self {
        Self {
            id: Uuid::from_bytes(random()),
            till,
            by,
            so_far: ReplayedOps::default(),
        }
    }

    /// Adds what a transaction has done.
    pub(super) async fn note(&mut self, tx: &mut Tx, done: ReplayedOps) -> Result<(), DbError> {
        self.so_far.applied += done.applied;
        self.so_far.parked += done.parked;
        let details = json!({ "applied": self.so_far.applied, "parked": self.so_far.parked });
        sql("insert into audit (tenant_id, id, at_ms, terminal_id, person_id, action, subject, details) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, id) do update set details = excluded.details")
        .bind(self.till.tenant_id)
        .bind(self.id)
        .bind(self.by.at_ms)
        .bind(self.till.terminal_id)
        .bind(self.by.person_id)
        .bind(self.till.which.action())
        .bind(self.till.terminal_id.to_string())
        .bind(details.to_string())
        .run(tx)
        .await?;
        Ok(())
    }
}
