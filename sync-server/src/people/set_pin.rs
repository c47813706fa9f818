use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::people::{Person, PinInput};
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::Permission;

use super::{list, published, refusals};
use crate::app::App;
use crate::platform::db::{Db, Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, ApiResult};
use crate::platform::secret::{hash_secret, secret_fits};
use crate::platform::session::Signed;

/// Sets or clears the PIN with which a person signs in on tills.
#[utoipa::path(put, path = "/people/{id}/pin", tag = "people", params(("id" = PersonId, Path)), request_body = PinInput, responses((status = 200, body = Person)))]
pub async fn set_pin(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<PersonId>,
    Json(input): Json<PinInput>,
) -> ApiResult<Json<Person>> {
    signed.require(Permission::ManagePeople)?;
    let tenant_id = signed.tenant_id;
    let pin_hash = match &input.pin {
        Some(pin) => Some(checked_pin(&app.db, tenant_id, id, pin).await?),
        None => None,
    };
    let mut tx = app.db.write(tenant_id).await?;
    let record = list::record(&mut tx, tenant_id, id).await?;
    if pin_hash.is_some() && !record.active {
        return Err(refusals::PERSON_INACTIVE.into());
    }
    write_pin(&mut tx, tenant_id, id, pin_hash).await?;
    let person = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    tx.commit().await?;
    Ok(Json(person))
}

/// Checks a PIN against its form and against everybody else's, and hashes it. Those whose access is closed count too: it may
/// be opened again, and then their PIN can be compared with nobody's. It takes a hash for each person who has a PIN: some tens
/// of milliseconds each, outside of any transaction that writes.
pub async fn checked_pin(
    db: &Db,
    tenant_id: TenantId,
    id: PersonId,
    pin: &str,
) -> Result<String, ApiError> {
    if !(4..=8).contains(&pin.len()) || !pin.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refusals::PIN_DIGITS.into());
    }
    let mut tx = db.read(tenant_id).await?;
    let others: Vec<(String,)> = sql(
        "select pin_hash from person where tenant_id = $1 and id <> $2 and pin_hash is not null",
    )
    .bind(tenant_id)
    .bind(id)
    .all(&mut tx)
    .await?;
    tx.rollback().await?;
    for (hash,) in others {
        if secret_fits(pin.to_owned(), hash).await? {
            return Err(refusals::PIN_TAKEN.into());
        }
    }
    Ok(hash_secret(pin.to_owned()).await?)
}

/// Writes a hash of a PIN and sends it to the tills.
pub async fn write_pin(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: PersonId,
    pin_hash: Option<String>,
) -> Result<(), ApiError> {
    sql(
        "update person set pin_hash = $3, revision = revision + 1 where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(pin_hash)
    .run(tx)
    .await?;
    let change = published::person(tx, tenant_id, id).await?;
    publish(tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    Ok(())
}
