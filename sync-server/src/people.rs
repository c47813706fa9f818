//! People who work for a company: their roles, how they sign in, their PINs.

mod checked;
mod create;
mod edit;
mod list;
pub mod published;
mod refusals;
mod set_pin;

pub use set_pin::{checked_pin, write_pin};

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::app::App;

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
