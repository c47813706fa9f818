use axum::Json;
use axum::extract::State;
use bezmen_contract::console::products::{Category, CategoryInput};
use bezmen_domain::id::{CategoryId, TenantId};
use bezmen_domain::permission::Permission;

use super::{checked, list};
use crate::app::App;
use crate::catalog::published;
use crate::platform::db::{Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, ApiResult};
use crate::platform::session::Signed;

/// Adds a category.
#[utoipa::path(post, path = "/categories", tag = "products", request_body = CategoryInput, responses((status = 200, body = Category)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<CategoryInput>,
) -> ApiResult<Json<Category>> {
    signed.require(Permission::ManageCatalog)?;
    let (id, tenant_id) = (app.clock.new_id(CategoryId::from_parts), signed.tenant_id);
    let mut tx = app.db.write(tenant_id).await?;
    insert_category(&mut tx, tenant_id, id, input).await?;
    let category = list::load(&mut tx, tenant_id, id).await?;
    let change = published::category(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    tx.commit().await?;
    Ok(Json(category))
}

/// Writes a new category; the caller publishes it.
pub async fn insert_category(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: CategoryId,
    input: CategoryInput,
) -> Result<(), ApiError> {
    let input = checked(input)?;
    sql("insert into category (tenant_id, id, name, color, position) values ($1, $2, $3, $4, $5)")
        .bind(tenant_id)
        .bind(id)
        .bind(input.name)
        .bind(input.color)
        .bind(input.position)
        .run(tx)
        .await?;
    Ok(())
}
