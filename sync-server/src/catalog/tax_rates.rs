//! Tax rates of a company.

mod create;
mod edit;
mod list;

pub(super) use list::record;

use bezmen_contract::console::company::TaxRateInput;
use bezmen_domain::id::{TaxRateId, TenantId};
use bezmen_domain::tax::MAX_TAX_BASIS_POINTS;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::{published, refusals};
use crate::app::App;
use crate::platform::db::{Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, fields};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(edit::edit))
}

#[derive(sqlx::FromRow)]
pub(super) struct TaxRateRecord {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) basis_points: i64,
    pub(super) mode: String,
    pub(super) is_default: bool,
    pub(super) revision: i64,
}

fn checked(mut input: TaxRateInput) -> Result<TaxRateInput, ApiError> {
    input.name = fields::name(&input.name)?;
    if input.basis_points > MAX_TAX_BASIS_POINTS {
        return Err(refusals::TAX_RANGE.into());
    }
    Ok(input)
}

/// Sends a changed rate to the tills; when it became the default, the one that was it before goes too.
async fn publish_rate(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: TaxRateId,
    is_default: bool,
) -> Result<(), ApiError> {
    let mut changes = Vec::new();
    if is_default {
        let others: Vec<(Uuid,)> = sql(
            "update tax_rate set is_default = false, revision = revision + 1 \
             where tenant_id = $1 and is_default = true and id <> $2 returning id",
        )
        .bind(tenant_id)
        .bind(id)
        .all(tx)
        .await?;
        for (other,) in others {
            changes.push(published::tax_rate(tx, tenant_id, TaxRateId::from_uuid(other)).await?);
        }
    }
    changes.push(published::tax_rate(tx, tenant_id, id).await?);
    publish(tx, tenant_id, StreamKey::Tenant, changes).await?;
    Ok(())
}
