use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_domain::id::TaxRateId;
use bezmen_domain::permission::Permission;

use super::{checked, list, publish_rate};
use crate::app::App;
use crate::catalog::mode_code;
use crate::platform::db::{Matter, sql};
use crate::platform::http::{ApiResult, expect_one_row, expected_revision};
use crate::platform::session::Signed;

/// Changes a tax rate. Receipts keep the rate that they were printed with. The default stays the default until another
/// rate becomes it.
#[utoipa::path(put, path = "/tax-rates/{id}", tag = "company", params(("id" = TaxRateId, Path)), request_body = TaxRateInput, responses((status = 200, body = TaxRate)))]
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<TaxRateId>,
    Json(input): Json<TaxRateInput>,
) -> ApiResult<Json<TaxRate>> {
    signed.require(Permission::ManageCompany)?;
    let input = checked(input)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    // Two that become the default at one moment would not see each other.
    tx.claim(tenant_id, Matter::TaxRates).await?;
    let before = list::record(&mut tx, tenant_id, id).await?;
    let is_default = input.is_default || before.is_default;
    let changed = sql(
        "update tax_rate set name = $3, basis_points = $4, mode = $5, is_default = $6, revision = revision + 1 \
         where tenant_id = $1 and id = $2 and revision = $7",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(input.name)
    .bind(input.basis_points)
    .bind(mode_code(input.mode))
    .bind(is_default)
    .bind(expected_revision(input.expected_revision)?)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    let rate = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    publish_rate(&mut tx, tenant_id, id, is_default).await?;
    tx.commit().await?;
    Ok(Json(rate))
}
