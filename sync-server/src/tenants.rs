//! Companies: registering one, signing in and out, who am I.

mod barcode_rules;
mod create;
mod lockout;
mod me;
pub mod published;
pub mod refusals;
mod register;
mod sign_in;
mod sign_out;

pub use create::{CreatedCompany, NewCompany, create_company};
pub use me::load_me;
pub use sign_in::refuse_crowded_email;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(register::registration))
        .routes(routes!(sign_in::sign_in, sign_out::sign_out))
        .routes(routes!(me::me))
        .merge(barcode_rules::routes())
}
