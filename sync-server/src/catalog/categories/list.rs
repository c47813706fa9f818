use axum::Json;
use axum::extract::State;
use bezmen_contract::console::products::{Category, CategoryInput};
use bezmen_domain::id::{CategoryId, TenantId};
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{Tx, sql};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

#[derive(sqlx::FromRow)]
struct Record {
    id: Uuid,
    name: String,
    color: String,
    position: i64,
    revision: i64,
    products: i64,
}

/// Lists the categories in the order of their keys, each with the number of its products on sale.
#[utoipa::path(get, path = "/categories", tag = "products", responses((status = 200, body = Vec<Category>)))]
pub async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<Category>>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    let categories: Vec<Record> = sql(
        "select category.id, category.name, category.color, category.position, category.revision, \
         (select count(*) from product where product.tenant_id = $1 and product.category_id = category.id \
          and product.active = true) as products \
         from category where category.tenant_id = $1 and category.active = true order by category.position, category.name, category.id",
    )
    .bind(signed.tenant_id)
    .all(&mut tx)
    .await?;
    Ok(Json(categories.into_iter().map(view).collect()))
}

/// Reads one category.
pub(in crate::catalog) async fn load(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: CategoryId,
) -> Result<Category, ApiError> {
    let found: Option<Record> = sql(
        "select category.id, category.name, category.color, category.position, category.revision, \
         (select count(*) from product where product.tenant_id = $1 and product.category_id = category.id \
          and product.active = true) as products \
         from category where category.tenant_id = $1 and category.id = $2 and category.active = true",
    )
    .bind(tenant_id)
    .bind(id)
    .optional(tx)
    .await?;
    found.map(view).ok_or_else(|| refusals::NOT_FOUND.into())
}

fn view(record: Record) -> Category {
    Category {
        category_id: CategoryId::from_uuid(record.id),
        input: CategoryInput {
            name: record.name,
            color: record.color,
            position: i32::try_from(record.position).unwrap_or_default(),
            expected_revision: None,
        },
        products: record.products.unsigned_abs(),
        revision: record.revision.unsigned_abs(),
    }
}
