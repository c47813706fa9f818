use std::collections::HashMap;

use bezmen_contract::console::products::CategoryInput;
use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::CategoryRow;
use bezmen_domain::catalog_text;
use bezmen_domain::id::{CategoryId, TaxRateId, TenantId};
use uuid::Uuid;

use super::parse::ParsedRow;
use super::work::ImportError;
use crate::catalog::categories::{PALETTE, insert_category};
use crate::platform::clock::Clock;
use crate::platform::db::{DbError, Tx, sql};
use crate::platform::feed::Change;

/// What of the company an import refers to.
pub(super) struct Known {
    /// By folded name.
    categories: HashMap<String, CategoryId>,
    /// The default first.
    rates: Vec<(TaxRateId, i64)>,
}

impl Known {
    /// Reads it anew for each batch: another import, or the owner, may have made a category since.
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

    /// The rate of a percentage, or the default.
    pub(super) fn rate(&self, basis_points: Option<u32>) -> Option<TaxRateId> {
        let mut rates = self.rates.iter();
        match basis_points {
            None => rates.next(),
            Some(wanted) => rates.find(|(_, basis_points)| *basis_points == i64::from(wanted)),
        }
        .map(|(id, _)| *id)
    }

    /// The category of a name that a row says.
    pub(super) fn category(&self, name: &str) -> Option<CategoryId> {
        let key = catalog_text::normalize(name);
        self.categories.get(&key).copied()
    }
}

/// Makes the categories that the rows name and the company does not have.
pub(super) async fn new_categories(
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
