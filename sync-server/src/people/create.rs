use axum::Json;
use axum::extract::State;
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_domain::id::PersonId;
use bezmen_domain::permission::Permission;

use super::checked::CheckedPerson;
use super::{list, published};
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::ApiResult;
use crate::platform::session::Signed;

/// Takes somebody on.
#[utoipa::path(post, path = "/people", tag = "people", request_body = PersonInput, responses((status = 200, body = Person)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<PersonInput>,
) -> ApiResult<Json<Person>> {
    signed.require(Permission::ManagePeople)?;
    let person = CheckedPerson::new(&input).await?;
    person.refuse_crowded_email(&app, None).await?;
    let (id, tenant_id) = (app.clock.new_id(PersonId::from_parts), signed.tenant_id);
    let mut tx = app.db.write(tenant_id).await?;
    let columns = person.columns(&mut tx, tenant_id, id, None).await?;
    sql("insert into person (tenant_id, id, name, role, email, password_hash, active, created_at_ms) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(tenant_id)
    .bind(id)
    .bind_all(columns)
    .bind(app.clock.now_ms())
    .run(&mut tx)
    .await?;
    let person = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    let change = published::person(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    tx.commit().await?;
    Ok(Json(person))
}
