use axum::Json;
use axum::extract::State;
use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_domain::id::{ProductId, TenantId};
use bezmen_domain::permission::Permission;

use super::{CheckedProduct, card};
use crate::app::App;
use crate::catalog::published;
use crate::platform::db::{DbError, Matter, Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::ApiResult;
use crate::platform::session::Signed;

/// Adds a product.
#[utoipa::path(post, path = "/products", tag = "products", request_body = ProductInput, responses((status = 200, body = Product)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<ProductInput>,
) -> ApiResult<Json<Product>> {
    signed.require(Permission::ManageCatalog)?;
    let (id, tenant_id) = (app.clock.new_id(ProductId::from_parts), signed.tenant_id);
    let mut tx = app.db.write(tenant_id).await?;
    tx.hold_still(tenant_id, Matter::Imports).await?;
    let product = CheckedProduct::new(&mut tx, tenant_id, id, input).await?;
    insert_product(&mut tx, tenant_id, id, &product, app.clock.now_ms()).await?;
    let card = card::load(&mut tx, tenant_id, id).await?;
    let changes = published::products(&mut tx, tenant_id, &[id]).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, changes).await?;
    tx.commit().await?;
    Ok(Json(card))
}

/// Writes a new product and its codes; the caller publishes it.
pub async fn insert_product(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: ProductId,
    product: &CheckedProduct,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("insert into product (tenant_id, id, name, sort_key, search_text, sku, unit, price_minor, tax_rate_id, category_id, \
         quick_key, active, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)")
    .bind(tenant_id)
    .bind(id)
    .bind_all(product.columns())
    .bind(now_ms)
    .run(tx)
    .await?;
    insert_barcodes(tx, tenant_id, id, &product.input.barcodes).await
}

/// Writes the codes of a product that has none.
pub(super) async fn insert_barcodes(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: ProductId,
    codes: &[String],
) -> Result<(), DbError> {
    for (position, code) in (0_i64..).zip(codes) {
        sql("insert into product_barcode (tenant_id, code, product_id, position) values ($1, $2, $3, $4)")
            .bind(tenant_id)
            .bind(code)
            .bind(id)
            .bind(position)
            .run(tx)
            .await?;
    }
    Ok(())
}
