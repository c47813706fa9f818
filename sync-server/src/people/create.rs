use axum::Json;
use axum::extract::State;
use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_domain::id::PersonId;
use bezmen_domain::permission::Permission;

use super::{list, published, refusals, refuse_taken_email};
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiResult, fields};
use crate::platform::session::Signed;
use crate::tenants::NewCompany;

/// Takes somebody on.
#[utoipa::path(post, path = "/people", tag = "people", request_body = PersonInput, responses((status = 200, body = Person)))]
pub async fn create(
    State(app): State<App>,
    signed: Signed,
    Json(input): Json<PersonInput>,
) -> ApiResult<Json<Person>> {
    signed.require(Permission::ManagePeople)?;
    let name = fields::name(&input.name)?;
    let email = (!input.email.trim().is_empty())
        .then(|| fields::email(&input.email))
        .transpose()?;
    let password_hash = match &input.password {
        Some(password) => Some(NewCompany::hash_password(password).await?),
        None => None,
    };
    if email.is_some() && password_hash.is_none() {
        return Err(refusals::PASSWORD_NEEDED.into());
    }
    let (id, tenant_id) = (app.clock.new_id(PersonId::from_parts), signed.tenant_id);
    let mut tx = app.db.write(tenant_id).await?;
    if let Some(email) = &email {
        refuse_taken_email(&mut tx, tenant_id, id, email).await?;
    }
    sql("insert into person (tenant_id, id, name, role, email, password_hash, active, created_at_ms) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(tenant_id)
    .bind(id)
    .bind(name)
    .bind(input.role.code())
    .bind(email)
    .bind(password_hash)
    .bind(input.active)
    .bind(app.clock.now_ms())
    .run(&mut tx)
    .await?;
    let person = list::view(list::record(&mut tx, tenant_id, id).await?)?;
    let change = published::person(&mut tx, tenant_id, id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    tx.commit().await?;
    Ok(Json(person))
}
