use axum::Json;
use axum::extract::State;
use bezmen_contract::console::people::Person;
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::{Permission, Role};

use super::PersonRecord;
use crate::app::App;
use crate::platform::db::{Tx, sql_built};
use crate::platform::http::{ApiError, ApiResult, refusals};
use crate::platform::session::Signed;

/// Lists the people by name, those whose access is closed last.
#[utoipa::path(get, path = "/people", tag = "people", responses((status = 200, body = Vec<Person>)))]
pub async fn list(State(app): State<App>, signed: Signed) -> ApiResult<Json<Vec<Person>>> {
    signed.require(Permission::ViewReports)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    let text = format!(
        "select {} from person where tenant_id = $1 order by active desc, name, id",
        PersonRecord::COLUMNS
    );
    let people: Vec<PersonRecord> = sql_built(text).bind(signed.tenant_id).all(&mut tx).await?;
    people
        .into_iter()
        .map(view)
        .collect::<Result<Vec<_>, _>>()
        .map(Json)
}

/// Reads one person's record.
pub(super) async fn record(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: PersonId,
) -> Result<PersonRecord, ApiError> {
    let text = format!(
        "select {} from person where tenant_id = $1 and id = $2",
        PersonRecord::COLUMNS
    );
    let found: Option<PersonRecord> = sql_built(text)
        .bind(tenant_id)
        .bind(id)
        .optional(tx)
        .await?;
    found.ok_or_else(|| refusals::NOT_FOUND.into())
}

/// Shows a record.
pub(super) fn view(record: PersonRecord) -> Result<Person, ApiError> {
    Ok(Person {
        person_id: PersonId::from_uuid(record.id),
        name: record.name,
        role: Role::from_code(&record.role)
            .ok_or_else(|| ApiError::fault(format!("unknown role {}", record.role)))?,
        email: record.email.unwrap_or_default(),
        has_pin: record.pin_hash.is_some(),
        active: record.active,
        revision: record.revision.unsigned_abs(),
    })
}
