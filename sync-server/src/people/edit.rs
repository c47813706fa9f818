use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_domain::id::{PersonId, TenantId};
use bezmen_domain::permission::Permission;

use super::checked::CheckedPerson;
use super::{list, published, refusals};
use crate::app::App;
use crate::platform::db::{Matter, Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, ApiResult, expect_one_row, expected_revision};
use crate::platform::session::Signed;

/// Changes a person's card. Closing the access or setting a password ends the person's sessions.
#[utoipa::path(put, path = "/people/{id}", tag = "people", params(("id" = PersonId, Path)), request_body = PersonInput, responses((status = 200, body = Person)))]
pub async fn edit(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<PersonId>,
    Json(input): Json<PersonInput>,
) -> ApiResult<Json<Person>> {
    signed.require(Permission::ManagePeople)?;
    let person = CheckedPerson::new(&input).await?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.read(tenant_id).await?;
    let has_email = list::record(&mut tx, tenant_id, id).await?.email;
    tx.rollback().await?;
    let revision = expected_revision(input.expected_revision)?;
    person
        .refuse_crowded_email(&app, has_email.as_deref())
        .await?;
    let ends_sessions = !input.active || person.new_hash.is_some();
    let mut tx = app.db.write(tenant_id).await?;
    // Two owners who take each other's role at one moment would each still see the other as the one who remains.
    tx.claim(tenant_id, Matter::People).await?;
    let before = list::record(&mut tx, tenant_id, id).await?;
    let columns = person
        .columns(&mut tx, tenant_id, id, before.password_hash)
        .await?;
    let changed = sql(
        "update person set name = $3, role = $4, email = $5, password_hash = $6, active = $7, revision = revision + 1 \
         where tenant_id = $1 and id = $2 and revision = $8",
    )
    .bind(tenant_id)
    .bind(id)
    .bind_all(columns)
    .bind(revision)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    refuse_without_owner(&mut tx, tenant_id).await?;
    if ends_sessions {
        end_sessions(&mut tx, tenant_id, id, &signed).await?;
    }
    let person = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    let change = published::person(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    tx.commit().await?;
    Ok(Json(person))
}

async fn refuse_without_owner(tx: &mut Tx, tenant_id: TenantId) -> Result<(), ApiError> {
    let owners = sql(
        "select count(*) from person where tenant_id = $1 and role = 'owner' and active = true \
         and email is not null and password_hash is not null",
    )
    .bind(tenant_id)
    .number(tx)
    .await?;
    if owners > 0 {
        Ok(())
    } else {
        Err(refusals::LAST_OWNER.into())
    }
}

/// Ends the person's sessions, but not the one that this request came by.
async fn end_sessions(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: PersonId,
    signed: &Signed,
) -> Result<(), ApiError> {
    sql("delete from session where tenant_id = $1 and person_id = $2 and token_hash <> $3")
        .bind(tenant_id)
        .bind(id)
        .bind(signed.token_hash.as_slice())
        .run(tx)
        .await?;
    tracing::info!(tenant.id = %tenant_id, person.id = %id, "sessions ended");
    Ok(())
}
