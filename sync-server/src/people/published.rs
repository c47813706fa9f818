//! A person as tills pull them: without e-mail and password, which no till needs.

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::PersonRow;
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::Role;

use super::list;
use crate::platform::db::Tx;
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Reads the person's row.
pub async fn person(tx: &mut Tx, tenant_id: TenantId, id: PersonId) -> Result<Change, ApiError> {
    let record = list::record(tx, tenant_id, id).await?;
    let row = PersonRow {
        person_id: id,
        name: record.name,
        role: Role::from_code(&record.role)
            .ok_or_else(|| ApiError::fault(format!("unknown role {}", record.role)))?,
        pin_hash: record.pin_hash,
        active: record.active,
    };
    Ok(Change::put(&RowKind::Person, id, &row)?)
}
