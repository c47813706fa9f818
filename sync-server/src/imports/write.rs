use std::collections::HashSet;

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::quantity::Unit;
use uuid::Uuid;

use super::existing::{Existing, ExistingProducts};
use super::known::{Known, new_categories};
use super::parse::ParsedRow;
use super::reasons::BadReason;
use super::work::ImportError;
use crate::catalog::products::search_text;
use crate::catalog::published;
use crate::platform::clock::Clock;
use crate::platform::db::{Arg, Bulk, DbError, Matter, Tx, sql};
use crate::platform::feed::{Change, StreamKey, publish};

/// What became of a batch.
#[derive(Default)]
pub(super) struct Outcome {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub bad: Vec<(u64, BadReason)>,
    /// Products that the company had and that rows of the batch name.
    pub named: HashSet<Uuid>,
}

/// Writes a batch: new products in bulk, known ones by what changed, and all of it into the tills' stream. `named` are the
/// products that rows of earlier batches name.
pub(super) async fn write_batch(
    tx: &mut Tx,
    clock: &Clock,
    tenant_id: TenantId,
    rows: &[ParsedRow],
    named: &HashSet<Uuid>,
    update_known: bool,
) -> Result<Outcome, ImportError> {
    let now_ms = clock.now_ms();
    let mut outcome = Outcome::default();
    // Two imports would make one product twice, or wait for each other's rows: one writes at a time.
    tx.claim(tenant_id, Matter::Imports).await?;
    let mut known = Known::load(tx, tenant_id).await?;
    let mut changes = new_categories(tx, clock, tenant_id, &mut known, rows).await?;
    let mut products_there = ExistingProducts::hold(tx, tenant_id, rows).await?;
    let mut products = Bulk::new(
        "product (tenant_id, id, name, sort_key, search_text, sku, unit, price_minor, tax_rate_id, category_id, \
         created_at_ms, updated_at_ms)",
    );
    let mut barcodes = Bulk::new("product_barcode (tenant_id, code, product_id, position)");
    let mut updated: Vec<ProductId> = Vec::new();
    for row in rows {
        let Some(rate) = known.rate(row.tax_basis_points) else {
            outcome.bad.push((row.line, BadReason::TaxUnknown));
            continue;
        };
        let category = row.category.as_deref();
        let category = category.and_then(|name| known.category(name));
        if let Some(existing) = products_there.find(row) {
            let changed_to = changed(existing, row, rate, category);
            let is_first = !named.contains(&existing.id) && outcome.named.insert(existing.id);
            match changed_to {
                _ if !update_known && row.barcode.is_some() => {
                    outcome.bad.push((row.line, BadReason::KnownBarcode));
                }
                _ if !update_known => outcome.bad.push((row.line, BadReason::KnownName)),
                None => outcome.unchanged += 1,
                Some(_) if !is_first => outcome.bad.push((row.line, BadReason::DuplicateProduct)),
                Some(product) => {
                    update(tx, tenant_id, &product, &row.sort_key, now_ms).await?;
                    outcome.updated += 1;
                    updated.push(ProductId::from_uuid(product.id));
                    products_there.put(product);
                }
            }
            continue;
        }
        let Some(price) = row.price else {
            outcome.bad.push((row.line, BadReason::PriceMissing));
            continue;
        };
        let id = clock.new_id(ProductId::from_parts);
        let codes: Vec<String> = row.barcode.iter().cloned().collect();
        let unit = row.unit.unwrap_or(Unit::Piece);
        let made = ProductRow {
            product_id: id,
            name: row.name.clone(),
            sku: row.sku.clone(),
            barcodes: codes.clone(),
            unit,
            price,
            tax_rate_id: rate,
            category_id: category,
            quick_key: None,
            active: true,
        };
        changes.push(
            Change::put(&RowKind::Product, id, &made)
                .map_err(|error| ImportError::Publish(error.to_string()))?,
        );
        products.push([
            tenant_id.into(),
            id.into(),
            Arg::from(&row.name),
            Arg::from(&row.sort_key),
            search_text(&row.name, &row.sku, &codes).into(),
            Arg::from(&row.sku),
            unit.code().into(),
            price.into(),
            rate.into(),
            category.into(),
            now_ms.into(),
            now_ms.into(),
        ]);
        for code in codes {
            barcodes.push([tenant_id.into(), code.into(), id.into(), 0_i64.into()]);
        }
        outcome.created += 1;
    }
    products.insert(tx).await?;
    barcodes.insert(tx).await?;
    changes.extend(published::products(tx, tenant_id, &updated).await?);
    publish(tx, tenant_id, StreamKey::Tenant, changes).await?;
    Ok(outcome)
}

/// A known product as the row says it is; nothing when it is so already. What the row does not tell stays.
fn changed(
    existing: &Existing,
    row: &ParsedRow,
    rate: TaxRateId,
    category: Option<CategoryId>,
) -> Option<Existing> {
    let mut new = existing.clone();
    new.name.clone_from(&row.name);
    if !row.sku.is_empty() {
        new.sku.clone_from(&row.sku);
    }
    if let Some(unit) = row.unit {
        unit.code().clone_into(&mut new.unit);
    }
    if let Some(price) = row.price {
        new.price_minor = price.minor();
    }
    if row.tax_basis_points.is_some() {
        new.tax_rate_id = rate.uuid();
    }
    new.category_id = category.map(CategoryId::uuid).or(existing.category_id);
    (new != *existing).then_some(new)
}

async fn update(
    tx: &mut Tx,
    tenant_id: TenantId,
    new: &Existing,
    sort_key: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    let id = ProductId::from_uuid(new.id);
    let codes = published::barcodes(tx, tenant_id, &[id])
        .await?
        .remove(&new.id)
        .unwrap_or_default();
    sql("update product set name = $3, sort_key = $4, search_text = $5, sku = $6, unit = $7, price_minor = $8, \
         tax_rate_id = $9, category_id = $10, updated_at_ms = $11, revision = revision + 1 where tenant_id = $1 and id = $2")
    .bind(tenant_id)
    .bind(id)
    .bind(&new.name)
    .bind(sort_key)
    .bind(search_text(&new.name, &new.sku, &codes))
    .bind(&new.sku)
    .bind(&new.unit)
    .bind(new.price_minor)
    .bind(new.tax_rate_id)
    .bind(new.category_id)
    .bind(now_ms)
    .run(tx)
    .await?;
    Ok(())
}
