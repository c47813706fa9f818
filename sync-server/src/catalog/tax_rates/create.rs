use axum::Json;
use axum::extract::State;
use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_domain::id::TaxRateId;
use bezmen_domain::permission::Permission;

use super::{checked, list, publish_rate};
use crate::app::App;
use crate::catalog::mode_code;
use crate::platform::db::{Matter, sql};
use crate::platform::http::ApiResult;
use crate::platform::session::Signed;

/// Adds a tax rate.
#[utoipa::path(post, path = "/tax-rates", tag = "company", request_body = TaxRateInput, responses((status = 200, body = TaxRate)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<TaxRateInput>,
) -> ApiResult<Json<TaxRate>> {
    signed.require(Permission::ManageCompany)?;
    let input = checked(input)?;
    let (id, tenant_id) = (app.clock.new_id(TaxRateId::from_parts), signed.tenant_id);
    let mut tx = app.db.write(tenant_id).await?;
    // Two that become the default at one moment would not see each other.
    tx.claim(tenant_id, Matter::TaxRates).await?;
    sql("insert into tax_rate (tenant_id, id, name, basis_points, mode, is_default) values ($1, $2, $3, $4, $5, $6)")
        .bind(tenant_id)
        .bind(id)
        .bind(input.name)
        .bind(input.basis_points)
        .bind(mode_code(input.mode))
        .bind(input.is_default)
        .run(&mut tx)
        .await?;
    let rate = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    publish_rate(&mut tx, tenant_id, id, input.is_default).await?;
    tx.commit().await?;
    Ok(Json(rate))
}
