use bezmen_domain::id::{PersonId, StoreId, TaxRateId, TenantId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_domain::tax::TaxMode;

use super::refusals;
use crate::platform::clock::Clock;
use crate::platform::db::{Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, fields};
use crate::platform::secret::hash_secret;
use crate::{catalog, people, stores, tenants};

/// A company to be made.
#[derive(Debug, Clone)]
pub struct NewCompany {
    /// Its name.
    pub company: String,
    /// Its first store's name.
    pub store: String,
    /// The owner's name.
    pub owner: String,
    /// The owner's e-mail.
    pub email: String,
    /// The hash of the owner's password; see [`NewCompany::hash_password`].
    pub password_hash: String,
    /// What prices are in.
    pub currency: Currency,
    /// Language of receipts.
    pub locale: Locale,
    /// Local time less UTC, minutes.
    pub utc_offset_minutes: i32,
}

impl NewCompany {
    /// Checks a password and hashes it. This takes a while and happens before the transaction begins.
    pub async fn hash_password(password: &str) -> Result<String, ApiError> {
        if !(10..=200).contains(&password.chars().count()) {
            return Err(refusals::PASSWORD_LENGTH.into());
        }
        Ok(hash_secret(password.to_owned()).await?)
    }
}

/// What was made.
#[derive(Debug, Clone, Copy)]
pub struct CreatedCompany {
    /// The company.
    pub tenant_id: TenantId,
    /// Its first store.
    pub store_id: StoreId,
    /// Its owner.
    pub owner_id: PersonId,
}

/// Makes a company with its owner, first store and usual tax rates. The transaction is one of `tenant_id`'s own.
pub async fn create_company(
    tx: &mut Tx,
    clock: &Clock,
    tenant_id: TenantId,
    new: &NewCompany,
) -> Result<CreatedCompany, ApiError> {
    let (store_id, owner_id) = (
        clock.new_id(StoreId::from_parts),
        clock.new_id(PersonId::from_parts),
    );
    let now_ms = clock.now_ms();
    let cash_step_minor = 0_i64;
    sql("insert into tenant (tenant_id, name, currency, locale, cash_step_minor, created_at_ms) values ($1, $2, $3, $4, $5, $6)")
        .bind(tenant_id)
        .bind(fields::name(&new.company)?)
        .bind(new.currency.code())
        .bind(new.locale.code())
        .bind(cash_step_minor)
        .bind(now_ms)
        .run(tx)
        .await?;
    sql("insert into store (tenant_id, id, name, utc_offset_minutes, created_at_ms) values ($1, $2, $3, $4, $5)")
        .bind(tenant_id)
        .bind(store_id)
        .bind(fields::name(&new.store)?)
        .bind(fields::utc_offset(new.utc_offset_minutes)?)
        .bind(now_ms)
        .run(tx)
        .await?;
    sql("insert into person (tenant_id, id, name, role, email, password_hash, created_at_ms) values ($1, $2, $3, 'owner', $4, $5, $6)")
        .bind(tenant_id)
        .bind(owner_id)
        .bind(fields::name(&new.owner)?)
        .bind(fields::email(&new.email)?)
        .bind(&new.password_hash)
        .bind(now_ms)
        .run(tx)
        .await?;
    let rates = usual_tax_rates(new.currency);
    let mut changes = vec![tenants::published::company(tx, tenant_id).await?];
    for (name, basis_points, mode, is_default) in rates {
        let id = clock.new_id(TaxRateId::from_parts);
        sql("insert into tax_rate (tenant_id, id, name, basis_points, mode, is_default) values ($1, $2, $3, $4, $5, $6)")
            .bind(tenant_id)
            .bind(id)
            .bind(name)
            .bind(basis_points)
            .bind(catalog::mode_code(mode))
            .bind(is_default)
            .run(tx)
            .await?;
        changes.push(catalog::published::tax_rate(tx, tenant_id, id).await?);
    }
    changes.push(people::published::person(tx, tenant_id, owner_id).await?);
    let store = stores::published::store(tx, tenant_id, store_id).await?;
    publish(tx, tenant_id, StreamKey::Store(store_id), vec![store]).await?;
    publish(tx, tenant_id, StreamKey::Tenant, changes).await?;
    Ok(CreatedCompany {
        tenant_id,
        store_id,
        owner_id,
    })
}

/// Name, basis points, mode, whether new products get it.
type UsualRate = (&'static str, i64, TaxMode, bool);

/// The rates of general sales where the currency is at home, as of 2026. The owner changes them in the console.
fn usual_tax_rates(currency: Currency) -> Vec<UsualRate> {
    match currency.code() {
        "RUB" => vec![
            ("НДС 22 %", 2200, TaxMode::Included, true),
            ("НДС 10 %", 1000, TaxMode::Included, false),
            ("Без НДС", 0, TaxMode::Included, false),
        ],
        "KZT" => vec![
            ("НДС 16 %", 1600, TaxMode::Included, true),
            ("Без НДС", 0, TaxMode::Included, false),
        ],
        "GBP" => vec![
            ("VAT 20%", 2000, TaxMode::Included, true),
            ("VAT 5%", 500, TaxMode::Included, false),
            ("Zero rate", 0, TaxMode::Included, false),
        ],
        "EUR" => vec![
            ("VAT 20%", 2000, TaxMode::Included, true),
            ("Zero rate", 0, TaxMode::Included, false),
        ],
        _ => vec![("No tax", 0, TaxMode::Included, true)],
    }
}
