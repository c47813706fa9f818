//! Customers as the tills of every store pull them.

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::CustomerRow;
use bezmen_domain::id::{CustomerId, TenantId};
use uuid::Uuid;

use crate::platform::db::{ByKeys, Keys, Tx, sql_built};
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Customers read by one statement.
const CUSTOMERS_A_STATEMENT: usize = 500;

const COLUMNS: &str = "id, name, phone, card, active";

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
        let of_customers = ByKeys {
            columns: COLUMNS,
            from: "customer",
            common: "tenant_id = $1",
            key: "id",
        };
        let wanted = Keys::ids(part.iter().map(|id| id.uuid()));
        let records: Vec<Record> = of_customers.all(tx, [tenant_id.into()], wanted).await?;
        for record in records {
            changes.push(change(record)?);
        }
    }
    Ok(changes)
}

/// Reads the rows of all customers of a company, for the stream of a new store.
pub async fn all(tx: &mut Tx, tenant_id: TenantId) -> Result<Vec<Change>, ApiError> {
    let text = format!("select {COLUMNS} from customer where tenant_id = $1");
    let records: Vec<Record> = sql_built(text).bind(tenant_id).all(tx).await?;
    records.into_iter().map(change).collect()
}

fn change(record: Record) -> Result<Change, ApiError> {
    let customer_id = CustomerId::from_uuid(record.id);
    let row = CustomerRow {
        customer_id,
        name: record.name,
        phone: record.phone,
        card: record.card,
        active: record.active,
    };
    Ok(Change::put(&RowKind::Customer, customer_id, &row)?)
}
