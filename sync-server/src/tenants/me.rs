use axum::Json;
use axum::extract::State;
use bezmen_contract::console::account::{Me, MyStore};
use bezmen_domain::id::{PersonId, StoreId, TenantId};
use bezmen_domain::money::Currency;
use bezmen_domain::permission::{Permission, Role};
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{Tx, sql};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

/// Tells who is signed in, where, and what they may do.
#[utoipa::path(get, path = "/me", tag = "account", responses((status = 200, body = Me)))]
pub async fn me(State(app): State<App>, signed: Signed) -> ApiResult<Json<Me>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    Ok(Json(
        load_me(&mut tx, signed.tenant_id, signed.person_id).await?,
    ))
}

#[derive(sqlx::FromRow)]
struct MeRow {
    name: String,
    email: Option<String>,
    role: String,
    company: String,
    currency: String,
    locale: String,
}

/// Reads who somebody is.
pub async fn load_me(
    tx: &mut Tx,
    tenant_id: TenantId,
    person_id: PersonId,
) -> Result<Me, ApiError> {
    let row: MeRow = sql(
        "select person.name, person.email, person.role, tenant.name as company, tenant.currency, tenant.locale \
         from person join tenant on tenant.tenant_id = person.tenant_id \
         where person.tenant_id = $1 and person.id = $2",
    )
    .bind(tenant_id)
    .bind(person_id)
    .one(tx)
    .await?;
    let stores: Vec<(Uuid, String, i64)> = sql(
        "select id, name, utc_offset_minutes from store where tenant_id = $1 and active = true order by created_at_ms, id",
    )
    .bind(tenant_id)
    .all(tx)
    .await?;
    let role = Role::from_code(&row.role).ok_or(refusals::INTERNAL)?;
    Ok(Me {
        person_id,
        name: row.name,
        email: row.email.unwrap_or_default(),
        role,
        permissions: Permission::ALL
            .iter()
            .copied()
            .filter(|permission| role.may(*permission))
            .collect(),
        tenant_id,
        company: row.company,
        currency: Currency::from_code(&row.currency).map_err(ApiError::fault)?,
        locale: row.locale.parse().map_err(ApiError::fault)?,
        stores: stores
            .into_iter()
            .map(|(id, name, offset)| MyStore {
                store_id: StoreId::from_uuid(id),
                name,
                utc_offset_minutes: i32::try_from(offset).unwrap_or_default(),
            })
            .collect(),
    })
}
