use axum::Json;
use axum::extract::State;
use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_domain::id::{TaxRateId, TenantId};

use super::TaxRateRecord;
use crate::app::App;
use crate::catalog::mode_from_code;
use crate::platform::db::{Tx, sql};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

/// Lists the tax rates, the default first.
#[utoipa::path(get, path = "/tax-rates", tag = "company", responses((status = 200, body = Vec<TaxRate>)))]
pub async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<TaxRate>>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    let rates: Vec<TaxRateRecord> = sql(
        "select id, name, basis_points, mode, is_default, revision from tax_rate \
         where tenant_id = $1 and active = true order by is_default desc, basis_points desc, id",
    )
    .bind(signed.tenant_id)
    .all(&mut tx)
    .await?;
    rates
        .into_iter()
        .map(view)
        .collect::<Result<Vec<_>, _>>()
        .map(Json)
}

/// Reads one rate.
pub(in crate::catalog) async fn record(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TaxRateId,
) -> Result<TaxRateRecord, ApiError> {
    let found: Option<TaxRateRecord> = sql(
        "select id, name, basis_points, mode, is_default, revision from tax_rate where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(id)
    .optional(tx)
    .await?;
    found.ok_or_else(|| refusals::NOT_FOUND.into())
}

pub(super) fn view(record: TaxRateRecord) -> Result<TaxRate, ApiError> {
    Ok(TaxRate {
        tax_rate_id: TaxRateId::from_uuid(record.id),
        revision: record.revision.unsigned_abs(),
        input: TaxRateInput {
            mode: mode_from_code(&record.mode)
                .ok_or_else(|| ApiError::fault(format!("unknown tax mode {}", record.mode)))?,
            name: record.name,
            basis_points: u32::try_from(record.basis_points).unwrap_or_default(),
            is_default: record.is_default,
            expected_revision: None,
        },
    })
}
