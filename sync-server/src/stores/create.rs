use axum::Json;
use axum::extract::State;
use bezmen_contract::console::company::{Store, StoreInput};
use bezmen_domain::id::{StoreId, TenantId};
use bezmen_domain::permission::Permission;

use super::{checked, list, published};
use crate::app::App;
use crate::customers;
use crate::platform::db::{Matter, Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, ApiResult};
use crate::platform::session::Signed;

/// Opens a store.
#[utoipa::path(post, path = "/stores", tag = "company", request_body = StoreInput, responses((status = 200, body = Store)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<StoreInput>,
) -> ApiResult<Json<Store>> {
    signed.require(Permission::ManageCompany)?;
    let id = app.clock.new_id(StoreId::from_parts);
    let mut tx = app.db.write(signed.tenant_id).await?;
    insert_store(&mut tx, signed.tenant_id, id, &input, app.clock.now_ms()).await?;
    let store = list::load(&mut tx, signed.tenant_id, id).await?;
    tx.commit().await?;
    Ok(Json(store))
}

/// Writes a new store and fills its stream: its own card and the company's customers.
pub async fn insert_store(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: StoreId,
    input: &StoreInput,
    now_ms: i64,
) -> Result<(), ApiError> {
    let input = checked(input)?;
    // Cards that are being written go to the stores their writers see: this one waits for them, and they for it.
    tx.claim(tenant_id, Matter::Stores).await?;
    sql("insert into store (tenant_id, id, name, address, tax_number, receipt_footer, utc_offset_minutes, created_at_ms) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(tenant_id)
    .bind(id)
    .bind(input.name)
    .bind(input.address)
    .bind(input.tax_number)
    .bind(input.receipt_footer)
    .bind(input.utc_offset_minutes)
    .bind(now_ms)
    .run(tx)
    .await?;
    let mut changes = customers::published::all(tx, tenant_id).await?;
    changes.push(published::store(tx, tenant_id, id).await?);
    publish(tx, tenant_id, StreamKey::Store(id), changes).await?;
    Ok(())
}
