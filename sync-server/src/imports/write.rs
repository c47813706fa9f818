use std::collections::HashMap;

use bezmen_contract::console::products::CategoryInput;
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::{CategoryRow, ProductRow};
use bezmen_domain::catalog_text;
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId, TenantId};
use bezmen_domain::quantity::Unit;
use uuid::Uuid;

use super::parse::ParsedRow;
use super::reasons::BadReason;
use super::work::ImportError;
use crate::catalog::categories::{PALETTE, insert_category};
use crate::catalog::products::search_text;
use crate::catalog::published;
use crate::platform::clock::Clock;
use crate::platform::db::{Arg, Bulk, ByKeys, DbError, Keys, Tx, sql};
use crate::platform::feed::{Change, StreamKey, publish};

/// What of the company an import refers to.
pub(super) struct Known {
    /// By folded name.
    categories: HashMap<String, CategoryId>,
    /// The default first.
    rates: Vec<(TaxRateId, i64)>,
}

impl Known {
    pub(super) async fn load(tx: &mut Tx, tenant_id: TenantId) -> Result<Self, DbError> {
        let categories: Vec<(Uuid, String)> =
            sql("select id, name from category where tenant_id = $1 and active = true")
                .bind(tenant_id)
                .all(tx)
                .await?;
        let rates: Vec<(Uuid, i64)> = sql(
            "select id, basis_points from tax_rate where tenant_id = $1 and active = true \
             order by is_default desc, basis_points desc, id",
        )
        .bind(tenant_id)
        .all(tx)
        .await?;
        Ok(Self {
            categories: categories
                .into_iter()
                .map(|(id, name)| (catalog_text::normalize(&name), CategoryId::from_uuid(id)))
                .collect(),
            rates: rates
                .into_iter()
                .map(|(id, basis_points)| (TaxRateId::from_uuid(id), basis_points))
                .collect(),
        })
    }

    fn rate(&self, basis_points: Option<u32>) -> Option<TaxRateId> {
        let mut rates = self.rates.iter();
        match basis_points {
            None => rates.next(),
            Some(wanted) => rates.find(|(_, basis_points)| *basis_points == i64::from(wanted)),
        }
        .map(|(id, _)| *id)
    }
}

/// What became of a batch.
#[derive(Default)]
pub(super) struct Outcome {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub bad: Vec<(u64, BadReason)>,
}

#[derive(Clone, sqlx::FromRow)]
struct Existing {
    id: Uuid,
    name: String,
    sku: String,
    unit: String,
    price_minor: i64,
    tax_rate_id: Uuid,
    category_id: Option<Uuid>,
}

/// Writes a batch: new products in bulk, known ones by what changed, and all of it into the tills' stream.
pub(super) async fn write_batch(
    tx: &mut Tx,
    clock: &Clock,
    tenant_id: TenantId,
    known: &mut Known,
    rows: Vec<ParsedRow>,
    update_known: bool,
) -> Result<Outcome, ImportError> {
    let now_ms = clock.now_ms();
    let mut outcome = Outcome::default();
    let mut changes = new_categories(tx, clock, tenant_id, known, &rows).await?;
    let by_code = existing_by_code(tx, tenant_id, &rows).await?;
    let by_name = existing_by_name(tx, tenant_id, &rows).await?;
    let mut products = Bulk::new(
        "product (tenant_id, id, name, sort_key, search_text, sku, unit, price_minor, tax_rate_id, category_id, \
         created_at_ms, updated_at_ms)",
    );
    let mut barcodes = Bulk::new("product_barcode (tenant_id, code, product_id, position)");
    let mut changed: Vec<ProductId> = Vec::new();
    // Two rows without a barcode and of one name are one product.
    let mut made_by_name: HashMap<String, ()> = HashMap::new();
    for row in rows {
        let Some(rate) = known.rate(row.tax_basis_points) else {
            outcome.bad.push((row.line, BadReason::TaxUnknown));
            continue;
        };
        let category = row.category.as_deref().and_then(|name| {
            known
                .categories
                .get(&catalog_text::normalize(name))
                .copied()
        });
        let existing = match &row.barcode {
            Some(code) => by_code.get(code),
            None => by_name.get(&row.sort_key),
        };
        if let Some(existing) = existing {
            if !update_known {
                outcome.bad.push((row.line, BadReason::KnownBarcode));
            } else if update(tx, tenant_id, existing, &row, rate, category, now_ms).await? {
                outcome.updated += 1;
                changed.push(ProductId::from_uuid(existing.id));
            } else {
                outcome.unchanged += 1;
            }
            continue;
        }
        if row.barcode.is_none() && made_by_name.insert(row.sort_key.clone(), ()).is_some() {
            outcome.bad.push((row.line, BadReason::DuplicateInFile));
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
    changes.extend(published::products(tx, tenant_id, &changed).await?);
    publish(tx, tenant_id, StreamKey::Tenant, changes).await?;
    Ok(outcome)
}

/// Makes the categories that the rows name and the company does not have.
async fn new_categories(
    tx: &mut Tx,
    clock: &Clock,
    tenant_id: TenantId,
    known: &mut Known,
    rows: &[ParsedRow],
) -> Result<Vec<Change>, ImportError> {
    let mut changes = Vec::new();
    for name in rows.iter().filter_map(|row| row.category.as_deref()) {
        let key = catalog_text::normalize(name);
        if known.categories.contains_key(&key) {
            continue;
        }
        let id = clock.new_id(CategoryId::from_parts);
        let place = known.categories.len();
        let input = CategoryInput {
            name: name.to_owned(),
            color: PALETTE[place % PALETTE.len()].to_owned(),
            position: i32::try_from(place).unwrap_or_default(),
            expected_revision: None,
        };
        let row = CategoryRow {
            category_id: id,
            name: input.name.clone(),
            color: input.color.clone(),
            position: input.position,
        };
        insert_category(tx, tenant_id, id, input).await?;
        changes.push(
            Change::put(&RowKind::Category, id, &row)
                .map_err(|error| ImportError::Publish(error.to_string()))?,
        );
        known.categories.insert(key, id);
    }
    Ok(changes)
}

async fn existing_by_code(
    tx: &mut Tx,
    tenant_id: TenantId,
    rows: &[ParsedRow],
) -> Result<HashMap<String, Existing>, DbError> {
    #[derive(sqlx::FromRow)]
    struct Coded {
        code: String,
        #[sqlx(flatten)]
        existing: Existing,
    }
    let of_codes = ByKeys {
        columns: "product_barcode.code, product.id, product.name, product.sku, product.unit, product.price_minor, \
                  product.tax_rate_id, product.category_id",
        from: "product_barcode join product on product.tenant_id = product_barcode.tenant_id \
               and product.id = product_barcode.product_id",
        common: "product_barcode.tenant_id = $1",
        key: "product_barcode.code",
    };
    let codes = Keys::texts(rows.iter().filter_map(|row| row.barcode.as_deref()));
    let found: Vec<Coded> = of_codes.all(tx, [tenant_id.into()], codes).await?;
    Ok(found
        .into_iter()
        .map(|coded| (coded.code, coded.existing))
        .collect())
}

/// Products without a barcode, by name: the only thing by which a second import can know them again.
async fn existing_by_name(
    tx: &mut Tx,
    tenant_id: TenantId,
    rows: &[ParsedRow],
) -> Result<HashMap<String, Existing>, DbError> {
    #[derive(sqlx::FromRow)]
    struct Named {
        sort_key: String,
        #[sqlx(flatten)]
        existing: Existing,
    }
    let of_names = ByKeys {
        columns: "product.sort_key, product.id, product.name, product.sku, product.unit, product.price_minor, \
                  product.tax_rate_id, product.category_id",
        from: "product",
        common: "product.tenant_id = $1 and not exists (select 1 from product_barcode \
                 where product_barcode.tenant_id = product.tenant_id and product_barcode.product_id = product.id)",
        key: "product.sort_key",
    };
    let without_code = rows.iter().filter(|row| row.barcode.is_none());
    let names = Keys::texts(without_code.map(|row| row.sort_key.as_str()));
    let found: Vec<Named> = of_names.all(tx, [tenant_id.into()], names).await?;
    Ok(found
        .into_iter()
        .map(|named| (named.sort_key, named.existing))
        .collect())
}

/// Changes of a known product what the row says otherwise; says whether there was anything.
async fn update(
    tx: &mut Tx,
    tenant_id: TenantId,
    existing: &Existing,
    row: &ParsedRow,
    rate: TaxRateId,
    category: Option<CategoryId>,
    now_ms: i64,
) -> Result<bool, DbError> {
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
    let same = new.name == existing.name
        && new.sku == existing.sku
        && new.unit == existing.unit
        && new.price_minor == existing.price_minor
        && new.tax_rate_id == existing.tax_rate_id
        && new.category_id == existing.category_id;
    if same {
        return Ok(false);
    }
    let id = ProductId::from_uuid(existing.id);
    let codes = published::barcodes(tx, tenant_id, &[id])
        .await?
        .remove(&existing.id)
        .unwrap_or_default();
    sql("update product set name = $3, sort_key = $4, search_text = $5, sku = $6, unit = $7, price_minor = $8, \
         tax_rate_id = $9, category_id = $10, updated_at_ms = $11, revision = revision + 1 where tenant_id = $1 and id = $2")
    .bind(tenant_id)
    .bind(id)
    .bind(&new.name)
    .bind(&row.sort_key)
    .bind(search_text(&new.name, &new.sku, &codes))
    .bind(&new.sku)
    .bind(&new.unit)
    .bind(new.price_minor)
    .bind(new.tax_rate_id)
    .bind(new.category_id)
    .bind(now_ms)
    .run(tx)
    .await?;
    Ok(true)
}
