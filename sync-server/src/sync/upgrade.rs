use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use bezmen_domain::id::TenantId;

use super::push::{ReplayedOps, replay_after_upgrade};
use crate::app::App;

/// The companies that this process has looked at for operations of newer tills. A process knows the same operations for as
/// long as it lives, so it looks once, when the first till of the company speaks; again only when something was left over.
#[derive(Debug, Clone, Default)]
pub struct Upgrades(Arc<Mutex<HashSet<TenantId>>>);

impl Upgrades {
    fn is_first(&self, tenant_id: TenantId) -> bool {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.insert(tenant_id)
    }

    /// Lets the next till of the company that speaks have it looked at again.
    fn look_again(&self, tenant_id: TenantId) {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.remove(&tenant_id);
    }
}

/// Counts, beside the requests, what newer tills had written before this server knew it.
pub(super) fn count_what_is_known_now(app: &App, tenant_id: TenantId) {
    if !app.upgrades.is_first(tenant_id) {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        let result = replay_after_upgrade(&app.db, tenant_id, app.clock.now_ms()).await;
        if result
            .as_ref()
            .map_or(true, ReplayedOps::may_have_left_some)
        {
            app.upgrades.look_again(tenant_id);
        }
        match result {
            Ok(done) if done.applied > 0 => {
                tracing::info!(tenant.id = %tenant_id, ops.applied = done.applied, ops.parked = done.parked, "operations of newer tills count now");
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(tenant.id = %tenant_id, error.cause = %error, "operations of newer tills could not be counted; they stay parked until a till speaks again");
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use bezmen_domain::id::TenantId;
    use uuid::Uuid;

    use super::Upgrades;

    #[test]
    fn a_company_is_looked_at_once_and_again_when_something_was_left() {
        let upgrades = Upgrades::default();
        let [one, two] = [1, 2].map(|id| TenantId::from_uuid(Uuid::from_u128(id)));
        assert!(upgrades.is_first(one) && upgrades.is_first(two));
        assert!(!upgrades.is_first(one));
        upgrades.look_again(one);
        assert!(upgrades.is_first(one) && !upgrades.is_first(two));
    }
}
