use axum::Json;
use axum::extract::State;
use bezmen_contract::console::company::{Store, StoreInput};
use bezmen_domain::id::{StoreId, TenantId};

use super::StoreRecord;
use crate::app::App;
use crate::platform::db::{Tx, sql_built};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

/// Lists the stores, the oldest first.
#[utoipa::path(get, path = "/stores", tag = "company", responses((status = 200, body = Vec<Store>)))]
pub async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<Store>>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    let text = format!(
        "select {} from store where tenant_id = $1 and active = true order by created_at_ms, id",
        StoreRecord::COLUMNS
    );
    let stores: Vec<StoreRecord> = sql_built(text).bind(signed.tenant_id).all(&mut tx).await?;
    Ok(Json(stores.into_iter().map(view).collect()))
}

/// Reads one store.
pub(super) async fn load(tx: &mut Tx, tenant_id: TenantId, id: StoreId) -> Result<Store, ApiError> {
    let text = format!(
        "select {} from store where tenant_id = $1 and id = $2 and active = true",
        StoreRecord::COLUMNS
    );
    let found: Option<StoreRecord> = sql_built(text)
        .bind(tenant_id)
        .bind(id)
        .optional(tx)
        .await?;
    found.map(view).ok_or_else(|| refusals::NOT_FOUND.into())
}

fn view(record: StoreRecord) -> Store {
    Store {
        store_id: record.id(),
        revision: record.revision.unsigned_abs(),
        input: StoreInput {
            name: record.name,
            address: record.address,
            tax_number: record.tax_number,
            receipt_footer: record.receipt_footer,
            utc_offset_minutes: i32::try_from(record.utc_offset_minutes).unwrap_or_default(),
            expected_revision: None,
        },
    }
}
