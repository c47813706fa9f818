//! People who work for a company: their roles, how they sign in, their PINs.

mod create;
mod edit;
mod list;
pub mod published;
mod refusals;
mod set_pin;

pub use set_pin::{checked_pin, write_pin};

use bezmen_domain::id::{PersonId, TenantId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{Tx, sql};
use crate::platform::http::ApiError;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(edit::edit))
        .routes(routes!(set_pin::set_pin))
}

#[derive(sqlx::FromRow)]
struct PersonRecord {
    id: Uuid,
    name: String,
    role: String,
    email: Option<String>,
    password_hash: Option<String>,
    pin_hash: Option<String>,
    active: bool,
    revision: i64,
}

impl PersonRecord {
    const COLUMNS: &'static str =
        "id, name, role, email, password_hash, pin_hash, active, revision";
}

/// Refuses an e-mail that somebody else of the company signs in with.
async fn refuse_taken_email(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: PersonId,
    email: &str,
) -> Result<(), ApiError> {
    let taken: Option<(String,)> =
        sql("select name from person where tenant_id = $1 and email = $2 and id <> $3")
            .bind(tenant_id)
            .bind(email)
            .bind(id)
            .optional(tx)
            .await?;
    taken.map_or(Ok(()), |(name,)| Err(refusals::EMAIL_TAKEN.about(name)))
}
