//! Operations that are in the ledger but count nowhere yet, projected after all.

mod audit;
mod batch;

use bezmen_domain::id::{PersonId, TenantId, TerminalId};
use uuid::Uuid;

use crate::platform::db::{Db, sql};
use crate::platform::http::ApiResult;
use crate::projections;

/// Operations that one replay after an upgrade takes at most: nobody waits for it, but it must not keep a small machine
/// busy for long. What is left is taken when a till speaks again, or by the command.
const MOST_AFTER_UPGRADE: u64 = 20_000;

/// What a replay did.
///
/// What turned out to be in the projections already, under another incarnation, counts as applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReplayedOps {
    /// Now in the projections.
    pub applied: u64,
    /// Still, or from now on, parked.
    pub parked: u64,
}

impl ReplayedOps {
    fn total(self) -> u64 {
        self.applied + self.parked
    }

    /// Whether a replay after an upgrade stopped at its limit and is worth another. One that could take nothing would only
    /// take nothing again.
    pub(in crate::sync) fn may_have_left_some(&self) -> bool {
        self.applied > 0 && self.total() >= MOST_AFTER_UPGRADE
    }
}

/// Who lets operations be projected again, for the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplayedBy {
    /// The person at the console; nobody for a command and for the server itself.
    pub person_id: Option<PersonId>,
    /// When.
    pub at_ms: i64,
}

/// Which operations of the ledger are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Parked,
    /// Parked because a newer till had written them.
    OfNewerTills,
    Quarantined,
}

impl Which {
    /// The condition on `op`.
    fn condition(self) -> &'static str {
        match self {
            Self::Parked => "outcome = 'parked'",
            Self::OfNewerTills => {
                "outcome = 'parked' and reason in ('UNKNOWN_TYPE', 'UNKNOWN_VERSION')"
            }
            Self::Quarantined => "outcome = 'quarantined'",
        }
    }

    /// The word in the audit.
    fn action(self) -> &'static str {
        match self {
            Self::Parked | Self::OfNewerTills => "ops_replayed",
            Self::Quarantined => "ops_released",
        }
    }
}

/// Projects a company's parked operations again, or those of one till, in the order of their logs: after an upgrade of the
/// server, or after somebody has mended what they lacked.
pub async fn replay_parked(
    db: &Db,
    tenant_id: TenantId,
    terminal_id: Option<TerminalId>,
    by: ReplayedBy,
) -> ApiResult<ReplayedOps> {
    replay(db, tenant_id, terminal_id, Which::Parked, by, u64::MAX).await
}

/// Lets operations of a till count that were put aside because it was switched off, replaced or cloned: somebody has looked
/// at them.
pub async fn release_quarantined(
    db: &Db,
    tenant_id: TenantId,
    terminal_id: TerminalId,
    by: ReplayedBy,
) -> ApiResult<ReplayedOps> {
    let only = Some(terminal_id);
    replay(db, tenant_id, only, Which::Quarantined, by, u64::MAX).await
}

/// Projects what newer tills had written and what this server now knows. Does nothing when it knows none of it.
pub(in crate::sync) async fn replay_after_upgrade(
    db: &Db,
    tenant_id: TenantId,
    at_ms: i64,
) -> ApiResult<ReplayedOps> {
    let mut tx = db.read(tenant_id).await?;
    let kinds: Vec<(String, i64)> = sql(
        "select distinct kind, v from op where tenant_id = $1 and outcome = 'parked' \
         and reason in ('UNKNOWN_TYPE', 'UNKNOWN_VERSION')",
    )
    .bind(tenant_id)
    .all(&mut tx)
    .await?;
    tx.rollback().await?;
    let is_known =
        |(kind, v): &(String, i64)| u16::try_from(*v).is_ok_and(|v| projections::is_known(kind, v));
    if !kinds.iter().any(is_known) {
        return Ok(ReplayedOps::default());
    }
    let by = ReplayedBy {
        person_id: None,
        at_ms,
    };
    let which = Which::OfNewerTills;
    replay(db, tenant_id, None, which, by, MOST_AFTER_UPGRADE).await
}

/// Takes till after till, a limited number of operations in each transaction.
async fn replay(
    db: &Db,
    tenant_id: TenantId,
    only: Option<TerminalId>,
    which: Which,
    by: ReplayedBy,
    most: u64,
) -> ApiResult<ReplayedOps> {
    let terminals = match only {
        Some(terminal_id) => vec![terminal_id],
        None => terminals_with(db, tenant_id, which).await?,
    };
    let mut done = ReplayedOps::default();
    for terminal_id in terminals {
        let till = batch::Till {
            tenant_id,
            terminal_id,
            which,
        };
        let mut entry = audit::Entry::new(till, by);
        let mut after = batch::Place::default();
        while done.total() < most {
            let mut tx = db.write(tenant_id).await?;
            let Some(taken) = till.next(&mut tx, after, &mut entry).await? else {
                break;
            };
            tx.commit().await?;
            after = taken.last;
            done.applied += taken.ops.applied;
            done.parked += taken.ops.parked;
        }
    }
    Ok(done)
}

async fn terminals_with(db: &Db, tenant_id: TenantId, which: Which) -> ApiResult<Vec<TerminalId>> {
    let mut tx = db.read(tenant_id).await?;
    let text = format!(
        "select distinct terminal_id from op where tenant_id = $1 and {} order by terminal_id",
        which.condition()
    );
    let found: Vec<(Uuid,)> = crate::platform::db::sql_built(text)
        .bind(tenant_id)
        .all(&mut tx)
        .await?;
    Ok(found
        .into_iter()
        .map(|(id,)| TerminalId::from_uuid(id))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::{MOST_AFTER_UPGRADE, ReplayedOps};

    #[test]
    fn only_a_replay_that_got_on_and_was_cut_short_is_worth_another() {
        let done = |applied, parked| ReplayedOps { applied, parked }.may_have_left_some();
        assert!(done(MOST_AFTER_UPGRADE, 0) && done(1, MOST_AFTER_UPGRADE));
        assert!(!done(0, MOST_AFTER_UPGRADE), "it would take nothing again");
        assert!(!done(5, 5));
    }
}
