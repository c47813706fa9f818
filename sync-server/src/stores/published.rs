//! A store as its tills pull it.

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::StoreRow;
use bezmen_domain::id::{StoreId, TenantId};

use super::list;
use crate::platform::db::Tx;
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Reads the store's row.
pub async fn store(tx: &mut Tx, tenant_id: TenantId, id: StoreId) -> Result<Change, ApiError> {
    let store = list::load(tx, tenant_id, id).await?;
    let row = StoreRow {
        store_id: id,
        name: store.input.name,
        address: store.input.address,
        tax_number: store.input.tax_number,
        receipt_footer: store.input.receipt_footer,
        utc_offset_minutes: store.input.utc_offset_minutes,
    };
    Ok(Change::put(&RowKind::Store, id, &row)?)
}
