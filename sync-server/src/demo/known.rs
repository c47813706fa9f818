use std::path::Path;

use bezmen_domain::id::TenantId;
use uuid::Uuid;

use super::report::{DemoShop, demo_file};
use super::seed_error::SeedError;
use super::staff::OWNER_EMAIL;
use crate::platform::db::{Db, Key, sql};

/// Finds the demo shop that the database has already, with what was told of it then.
pub(super) async fn find(db: &Db, data: &Path) -> Result<Option<DemoShop>, SeedError> {
    let mut tx = db.read_by_key(Key::Email(OWNER_EMAIL)).await?;
    let owners: Vec<(Uuid,)> = sql("select tenant_id from person where email = $1")
        .bind(OWNER_EMAIL)
        .all(&mut tx)
        .await?;
    tx.rollback().await?;
    if owners.is_empty() {
        return Ok(None);
    }
    let told = DemoShop::read(data)?.filter(|shop| {
        owners
            .iter()
            .any(|(id,)| TenantId::from_uuid(*id) == shop.tenant_id)
    });
    told.map(Some).ok_or_else(|| SeedError::Forgotten {
        path: demo_file(data),
    })
}
