//! The stores of a company.

mod create;
mod edit;
mod list;
pub mod published;

pub use create::insert_store;

use bezmen_contract::console::company::StoreInput;
use bezmen_domain::id::StoreId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::platform::http::{ApiError, fields};

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(edit::edit))
}

/// Checks what a person typed.
fn checked(input: &StoreInput) -> Result<StoreInput, ApiError> {
    Ok(StoreInput {
        name: fields::name(&input.name)?,
        address: fields::text(&input.address, "address")?,
        tax_number: fields::text(&input.tax_number, "tax_number")?,
        receipt_footer: fields::text(&input.receipt_footer, "receipt_footer")?,
        utc_offset_minutes: fields::utc_offset(input.utc_offset_minutes)?,
        expected_revision: input.expected_revision,
    })
}

#[derive(sqlx::FromRow)]
struct StoreRecord {
    id: uuid::Uuid,
    name: String,
    address: String,
    tax_number: String,
    receipt_footer: String,
    utc_offset_minutes: i64,
    revision: i64,
}

impl StoreRecord {
    const COLUMNS: &'static str =
        "id, name, address, tax_number, receipt_footer, utc_offset_minutes, revision";

    fn id(&self) -> StoreId {
        StoreId::from_uuid(self.id)
    }
}
