//! The catalogue as tills pull it.

use std::collections::HashMap;

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::{CategoryRow, ProductRow, TaxRateRow};
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use uuid::Uuid;

use super::{categories, mode_from_code, tax_rates};
use crate::platform::db::{ByKeys, DbError, Keys, Tx};
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
        let of_products = ByKeys {
            columns: "id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active",
            from: "product",
            common: "tenant_id = $1",
            key: "id",
        };
        let wanted = Keys::ids(part.iter().map(|id| id.uuid()));
        let records: Vec<Record> = of_products.all(tx, [tenant_id.into()], wanted).await?;
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
    let of_products = ByKeys {
        columns: "product_id, code, position",
        from: "product_barcode",
        common: "tenant_id = $1",
        key: "product_id",
    };
    let wanted = Keys::ids(ids.iter().map(|id| id.uuid()));
    let mut rows: Vec<(Uuid, String, i64)> =
        of_products.all(tx, [tenant_id.into()], wanted).await?;
    rows.sort_unstable_by_key(|(_, _, position)| *position);
    let mut codes: HashMap<Uuid, Vec<String>> = HashMap::with_capacity(ids.len());
    for (id, code, _) in rows {
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
