use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use bezmen_domain::id::TenantId;

use super::push::replay_after_upgrade;
use crate::app::App;

/// The companies that this process has looked at for operations of newer tills. A process knows the same operations for as
/// long as it lives, so it looks once, when the first till of the company speaks.
#[derive(Debug, Clone, Default)]
pub struct Upgrades(Arc<Mutex<HashSet<TenantId>>>);

impl Upgrades {
    fn is_first(&self, tenant_id: TenantId) -> bool {
        let mut looked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looked.insert(tenant_id)
    }
}

/// Counts, beside the requests, what newer tills had written before this server knew it.
pub(super) fn count_what_is_known_now(app: &App, tenant_id: TenantId) {
    if !app.upgrades.is_first(tenant_id) {
        return;
    }
    let app = app.clone();
    tokio::spawn(async move {
        match replay_after_upgrade(&app.db, tenant_id, app.clock.now_ms()).await {
            Ok(done) if done.applied > 0 => {
                tracing::info!(tenant.id = %tenant_id, ops.applied = done.applied, ops.parked = done.parked, "operations of newer tills count now");
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(tenant.id = %tenant_id, error.cause = %error, "operations of newer tills could not be counted; they stay parked");
            }
        }
    });
}
