use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_domain::id::ProductId;
use bezmen_domain::permission::Permission;

use super::create::insert_barcodes;
use super::{CheckedProduct, card};
use crate::app::App;
use crate::catalog::published;
use crate::platform::db::{Matter, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiResult, expect_one_row, expected_revision};
use crate::platform::session::Signed;

/// Changes a product's card. Tickets already open at a till keep the price they were scanned at.
#[utoipa::path(put, path = "/products/{id}", tag = "products", params(("id" = ProductId, Path)), request_body = ProductInput, responses((status = 200, body = Product)))]
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ProductId>,
    Json(input): Json<ProductInput>,
) -> ApiResult<Json<Product>> {
    signed.require(Permission::ManageCatalog)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    tx.hold_still(tenant_id, Matter::Imports).await?;
    card::load(&mut tx, tenant_id, id).await?;
    let revision = expected_revision(input.expected_revision)?;
    let product = CheckedProduct::new(&mut tx, tenant_id, id, input).await?;
    let changed = sql(
        "update product set name = $3, sort_key = $4, search_text = $5, sku = $6, unit = $7, price_minor = $8, \
         tax_rate_id = $9, category_id = $10, quick_key = $11, active = $12, updated_at_ms = $13, revision = revision + 1 \
         where tenant_id = $1 and id = $2 and revision = $14",
    )
    .bind(tenant_id)
    .bind(id)
    .bind_all(product.columns())
    .bind(app.clock.now_ms())
    .bind(revision)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    sql("delete from product_barcode where tenant_id = $1 and product_id = $2")
        .bind(tenant_id)
        .bind(id)
        .run(&mut tx)
        .await?;
    insert_barcodes(&mut tx, tenant_id, id, &product.input.barcodes).await?;
    let card = card::load(&mut tx, tenant_id, id).await?;
    let changes = published::products(&mut tx, tenant_id, &[id]).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, changes).await?;
    tx.commit().await?;
    Ok(Json(card))
}
