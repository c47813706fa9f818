//! Customers as the tills of every store pull them.

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::CustomerRow;
use bezmen_domain::id::{CustomerId, TenantId};
use uuid::Uuid;

use crate::platform::db::{Arg, Filter, Tx, sql_built};
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Customers read by one statement.
const CUSTOMERS_A_STATEMENT: usize = 500;

#[derive(sqlx::FromRow)]
struct Record {
    id: Uuid,
    name: String,
    phone: String,
    card: String,
    active: bool,
}

/// Reads the rows of some customers.
pub async fn customers(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: &[CustomerId],
) -> Result<Vec<Change>, ApiError> {
    let mut changes = Vec::with_capacity(ids.len());
    for part in ids.chunks(CUSTOMERS_A_STATEMENT) {
        let mut filter = Filter::new("tenant_id = {}", tenant_id);
        filter.and_in("id", part.iter().map(|id| Arg::from(*id)));
        changes.extend(read(tx, filter).await?);
    }
    Ok(changes)
}

/// Reads the rows of all customers of a company, for the stream of a new store.
pub async fn all(tx: &mut Tx, tenant_id: TenantId) -> Result<Vec<Change>, ApiError> {
    read(tx, Filter::new("tenant_id = {}", tenant_id)).await
}

async fn read(tx: &mut Tx, filter: Filter) -> Result<Vec<Change>, ApiError> {
    let text = format!(
        "select id, name, phone, card, active from customer where {}",
        filter.text()
    );
    let records: Vec<Record> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    let change = |record: Record| {
        let customer_id = CustomerId::from_uuid(record.id);
        let row = CustomerRow {
            customer_id,
            name: record.name,
            phone: record.phone,
            card: record.card,
            active: record.active,
        };
        Ok(Change::put(&RowKind::Customer, customer_id, &row)?)
    };
    records.into_iter().map(change).collect()
}
