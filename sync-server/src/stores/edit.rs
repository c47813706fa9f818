use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::company::{Store, StoreInput};
use bezmen_domain::id::StoreId;
use bezmen_domain::permission::Permission;

use super::{checked, list, published};
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiResult, expect_one_row, expected_revision};
use crate::platform::session::Signed;

/// Changes a store's card.
#[utoipa::path(put, path = "/stores/{id}", tag = "company", params(("id" = StoreId, Path)), request_body = StoreInput, responses((status = 200, body = Store)))]
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<StoreId>,
    Json(input): Json<StoreInput>,
) -> ApiResult<Json<Store>> {
    signed.require(Permission::ManageCompany)?;
    let input = checked(&input)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    list::load(&mut tx, tenant_id, id).await?;
    let changed = sql(
        "update store set name = $3, address = $4, tax_number = $5, receipt_footer = $6, utc_offset_minutes = $7, \
         revision = revision + 1 where tenant_id = $1 and id = $2 and revision = $8",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(input.name)
    .bind(input.address)
    .bind(input.tax_number)
    .bind(input.receipt_footer)
    .bind(input.utc_offset_minutes)
    .bind(expected_revision(input.expected_revision)?)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    let store = list::load(&mut tx, tenant_id, id).await?;
    let change = published::store(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Store(id), vec![change]).await?;
    tx.commit().await?;
    Ok(Json(store))
}
