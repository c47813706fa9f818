//! The company as tills pull it.

use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::CompanyRow;
use bezmen_domain::id::TenantId;
use bezmen_domain::money::{Currency, Money};

use crate::platform::db::{Tx, sql};
use crate::platform::feed::Change;
use crate::platform::http::ApiError;

/// Reads the company's row.
pub async fn company(tx: &mut Tx, tenant_id: TenantId) -> Result<Change, ApiError> {
    let (name, currency, locale, cash_step, rules): (String, String, String, i64, String) =
        sql("select name, currency, locale, cash_step_minor, barcode_rules from tenant where tenant_id = $1")
            .bind(tenant_id)
            .one(tx)
            .await?;
    let row = CompanyRow {
        tenant_id,
        name,
        currency: Currency::from_code(&currency).map_err(ApiError::fault)?,
        locale: locale.parse().map_err(ApiError::fault)?,
        cash_step: Money::from_minor(cash_step),
        barcode_rules: serde_json::from_str(&rules).map_err(ApiError::fault)?,
    };
    Ok(Change::put(&RowKind::Company, tenant_id, &row)?)
}
