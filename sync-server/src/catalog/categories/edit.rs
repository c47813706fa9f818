use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::products::{Category, CategoryInput};
use bezmen_domain::id::CategoryId;
use bezmen_domain::permission::Permission;

use super::{checked, list};
use crate::app::App;
use crate::catalog::published;
use crate::platform::db::sql;
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiResult, expect_one_row, expected_revision};
use crate::platform::session::Signed;

/// Changes a category.
#[utoipa::path(put, path = "/categories/{id}", tag = "products", params(("id" = CategoryId, Path)), request_body = CategoryInput, responses((status = 200, body = Category)))]
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<CategoryId>,
    Json(input): Json<CategoryInput>,
) -> ApiResult<Json<Category>> {
    signed.require(Permission::ManageCatalog)?;
    let input = checked(input)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    list::load(&mut tx, tenant_id, id).await?;
    let changed = sql(
        "update category set name = $3, color = $4, position = $5, revision = revision + 1 \
         where tenant_id = $1 and id = $2 and revision = $6",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(input.name)
    .bind(input.color)
    .bind(input.position)
    .bind(expected_revision(input.expected_revision)?)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    let category = list::load(&mut tx, tenant_id, id).await?;
    let change = published::category(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    tx.commit().await?;
    Ok(Json(category))
}
