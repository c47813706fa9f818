//! The catalogue as tills pull it.

use std::collections::HashMap;

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::{CategoryRow, ProductRow, TaxRateRow};
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use uuid::Uuid;

use super::{categories, mode_from_code, tax_rates};
use crate::platform::db::{Arg, DbError, Filter, Tx, sql_built};
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Products read by one statement.
const PRODUCTS_A_STATEMENT: usize = 500;

#[derive(sqlx::FromRow)]
struct Record {
    id: Uuid,
    name: String,
    sku: String,
    unit: String,
    price_minor: i64,
    tax_rate_id: Uuid,
    category_id: Option<Uuid>,
    quick_key: Option<i64>,
    active: bool,
}

/// Reads the rows of products.
pub async fn products(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: &[ProductId],
) -> Result<Vec<Change>, ApiError> {
    let mut changes = Vec::with_capacity(ids.len());
    for part in ids.chunks(PRODUCTS_A_STATEMENT) {
        let mut filter = Filter::new("tenant_id = {}", tenant_id);
        filter.and_in("id", part.iter().map(|id| Arg::from(*id)));
        let text = format!(
            "select id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active from product where {}",
            filter.text()
        );
        let records: Vec<Record> = sql_built(text).bind_all(filter.args()).all(tx).await?;
        let mut barcodes = barcodes(tx, tenant_id, part).await?;
        for record in records {
            let product_id = ProductId::from_uuid(record.id);
            let row = ProductRow {
                product_id,
                name: record.name,
                sku: record.sku,
                barcodes: barcodes.remove(&record.id).unwrap_or_default(),
                unit: Unit::from_code(&record.unit)
                    .ok_or_else(|| ApiError::fault(format!("unknown unit {}", record.unit)))?,
                price: Money::from_minor(record.price_minor),
                tax_rate_id: TaxRateId::from_uuid(record.tax_rate_id),
                category_id: record.category_id.map(CategoryId::from_uuid),
                quick_key: record.quick_key.and_then(|place| i32::try_from(place).ok()),
                active: record.active,
            };
            changes.push(Change::put(&RowKind::Product, product_id, &row)?);
        }
    }
    Ok(changes)
}

/// Reads the codes of products in the order of their cards.
pub async fn barcodes(
    tx: &mut Tx,
    tenant_id: TenantId,
    ids: &[ProductId],
) -> Result<HashMap<Uuid, Vec<String>>, DbError> {
    let mut filter = Filter::new("tenant_id = {}", tenant_id);
    filter.and_in("product_id", ids.iter().map(|id| Arg::from(*id)));
    let text = format!(
        "select product_id, code from product_barcode where {} order by product_id, position",
        filter.text()
    );
    let rows: Vec<(Uuid, String)> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    let mut codes: HashMap<Uuid, Vec<String>> = HashMap::with_capacity(ids.len());
    for (id, code) in rows {
        codes.entry(id).or_default().push(code);
    }
    Ok(codes)
}

/// Reads the row of a category.
pub async fn category(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: CategoryId,
) -> Result<Change, ApiError> {
    let category = categories::load(tx, tenant_id, id).await?;
    let row = CategoryRow {
        category_id: id,
        name: category.input.name,
        color: category.input.color,
        position: category.input.position,
    };
    Ok(Change::put(&RowKind::Category, id, &row)?)
}

/// Reads the row of a tax rate.
pub async fn tax_rate(tx: &mut Tx, tenant_id: TenantId, id: TaxRateId) -> Result<Change, ApiError> {
    let record = tax_rates::record(tx, tenant_id, id).await?;
    let row = TaxRateRow {
        tax_rate_id: id,
        name: record.name,
        basis_points: u32::try_from(record.basis_points).unwrap_or_default(),
        mode: mode_from_code(&record.mode)
            .ok_or_else(|| ApiError::fault(format!("unknown tax mode {}", record.mode)))?,
        is_default: record.is_default,
    };
    Ok(Change::put(&RowKind::TaxRate, id, &row)?)
}
