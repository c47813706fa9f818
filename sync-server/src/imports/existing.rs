use std::collections::{BTreeSet, HashMap};

use bezmen_domain::id::TenantId;
use uuid::Uuid;

use super::parse::ParsedRow;
use crate::platform::db::{Arg, ByKeys, DbError, Keys, Tx, sql};

/// A product that the company has.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Existing {
    pub id: Uuid,
    pub name: String,
    pub sku: String,
    pub unit: String,
    pub price_minor: i64,
    pub tax_rate_id: Uuid,
    pub category_id: Option<Uuid>,
}

/// The products that the rows of a batch mean.
#[derive(Default)]
pub(super) struct ExistingProducts {
    by_code: HashMap<String, Uuid>,
    /// Those without a barcode, by the key of their order.
    by_name: HashMap<String, Uuid>,
    products: HashMap<Uuid, Existing>,
}

impl ExistingProducts {
    /// Reads them as they stay until the transaction ends: what somebody changes at the same time is waited for, or waits.
    pub(super) async fn hold(
        tx: &mut Tx,
        tenant_id: TenantId,
        rows: &[ParsedRow],
    ) -> Result<Self, DbError> {
        let met = Self::read(tx, tenant_id, rows).await?;
        if tx.is_sqlite() || met.products.is_empty() {
            return Ok(met);
        }
        lock(tx, tenant_id, met.products.into_keys().collect()).await?;
        Self::read(tx, tenant_id, rows).await
    }

    async fn read(tx: &mut Tx, tenant_id: TenantId, rows: &[ParsedRow]) -> Result<Self, DbError> {
        let mut read = Self::default();
        for (code, product) in by_code(tx, tenant_id, rows).await? {
            read.by_code.insert(code, product.id);
            read.put(product);
        }
        for (name, product) in by_name(tx, tenant_id, rows).await? {
            read.by_name.insert(name, product.id);
            read.put(product);
        }
        Ok(read)
    }

    /// Finds the product that a row means.
    pub(super) fn find(&self, row: &ParsedRow) -> Option<&Existing> {
        let id = match &row.barcode {
            Some(code) => self.by_code.get(code),
            None => self.by_name.get(&row.sort_key),
        };
        self.products.get(id?)
    }

    /// Notes how a product is from now on.
    pub(super) fn put(&mut self, product: Existing) {
        self.products.insert(product.id, product);
    }
}

/// Locks products in the order of their identifiers. Only PostgreSQL has locks of rows; sales, which refer to products, do
/// not wait for this one.
async fn lock(tx: &mut Tx, tenant_id: TenantId, ids: BTreeSet<Uuid>) -> Result<(), DbError> {
    let _: Vec<(Uuid,)> = sql(
        "select found.id from unnest($2::uuid[]) as wanted (key) cross join lateral \
         (select id from product where tenant_id = $1 and id = wanted.key for no key update) as found",
    )
    .planned_anew()
    .bind(tenant_id)
    .bind(Arg::Ids(ids.into_iter().collect()))
    .all(tx)
    .await?;
    Ok(())
}

async fn by_code(
    tx: &mut Tx,
    tenant_id: TenantId,
    rows: &[ParsedRow],
) -> Result<Vec<(String, Existing)>, DbError> {
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
    let pair = |coded: Coded| (coded.code, coded.existing);
    Ok(found.into_iter().map(pair).collect())
}

/// Products without a barcode, by name: the only thing by which a second import can know them again.
async fn by_name(
    tx: &mut Tx,
    tenant_id: TenantId,
    rows: &[ParsedRow],
) -> Result<Vec<(String, Existing)>, DbError> {
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
    let mut found: Vec<Named> = of_names.all(tx, [tenant_id.into()], names).await?;
    // Of several products of one name the one made first is meant: the last to be put in.
    found.sort_unstable_by_key(|named| std::cmp::Reverse(named.existing.id));
    let pair = |named: Named| (named.sort_key, named.existing);
    Ok(found.into_iter().map(pair).collect())
}
