use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use uuid::Uuid;

use crate::app::App;
use crate::catalog::{published, shown_barcode};
use crate::platform::db::{Tx, sql_built};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

#[derive(sqlx::FromRow)]
pub(super) struct ProductRecord {
    pub(super) id: Uuid,
    name: String,
    pub(super) sort_key: String,
    sku: String,
    unit: String,
    pub(super) price_minor: i64,
    tax_rate_id: Uuid,
    category_id: Option<Uuid>,
    quick_key: Option<i64>,
    active: bool,
    revision: i64,
    pub(super) updated_at_ms: i64,
    category: Option<String>,
    color: Option<String>,
    tax_rate: String,
}

impl ProductRecord {
    /// Everything of a product with the names of what it refers to; the caller adds `where` on `product`.
    pub(super) const SELECT: &'static str = "select product.id, product.name, product.sort_key, product.sku, product.unit, \
        product.price_minor, product.tax_rate_id, product.category_id, product.quick_key, product.active, product.revision, \
        product.updated_at_ms, category.name as category, category.color, tax_rate.name as tax_rate \
        from product \
        join tax_rate on tax_rate.tenant_id = product.tenant_id and tax_rate.id = product.tax_rate_id \
        left join category on category.tenant_id = product.tenant_id and category.id = product.category_id";

    pub(super) fn view(
        self,
        barcodes: &mut HashMap<Uuid, Vec<String>>,
    ) -> Result<Product, ApiError> {
        let codes = barcodes.remove(&self.id).unwrap_or_default();
        Ok(Product {
            product_id: ProductId::from_uuid(self.id),
            input: ProductInput {
                name: self.name,
                sku: self.sku,
                barcodes: codes.iter().map(|code| shown_barcode(code)).collect(),
                unit: Unit::from_code(&self.unit)
                    .ok_or_else(|| ApiError::fault(format!("unknown unit {}", self.unit)))?,
                price: Money::from_minor(self.price_minor),
                tax_rate_id: Some(TaxRateId::from_uuid(self.tax_rate_id)),
                category_id: self.category_id.map(CategoryId::from_uuid),
                quick_key: self.quick_key.and_then(|place| i32::try_from(place).ok()),
                active: self.active,
                expected_revision: None,
            },
            category: self.category.unwrap_or_default(),
            color: self.color.unwrap_or_default(),
            tax_rate: self.tax_rate,
            revision: self.revision.unsigned_abs(),
            changed_at_ms: self.updated_at_ms,
        })
    }
}

/// Shows a product's card.
#[utoipa::path(get, path = "/products/{id}", tag = "products", params(("id" = ProductId, Path)), responses((status = 200, body = Product)))]
pub async fn card(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ProductId>,
) -> ApiResult<Json<Product>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    Ok(Json(load(&mut tx, signed.tenant_id, id).await?))
}

/// Reads one product.
pub(super) async fn load(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: ProductId,
) -> Result<Product, ApiError> {
    let text = format!(
        "{} where product.tenant_id = $1 and product.id = $2",
        ProductRecord::SELECT
    );
    let found: Option<ProductRecord> = sql_built(text)
        .bind(tenant_id)
        .bind(id)
        .optional(tx)
        .await?;
    let record = found.ok_or(refusals::NOT_FOUND)?;
    let mut barcodes = published::barcodes(tx, tenant_id, &[id]).await?;
    record.view(&mut barcodes)
}
