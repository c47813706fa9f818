//! Tills of a company: pairing them, how they are, renaming and revoking, what is kept aside of them.

mod aside;
mod confirm;
mod list;
mod lockout;
pub(crate) mod record;
mod refusals;
mod refuse;
mod rename;
mod revoke;
mod series;
mod token;

pub use confirm::{NewTerminal, insert_terminal};
pub use record::TerminalRecord;
pub use token::issue_token;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The room's routes.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list))
        .routes(routes!(confirm::confirm))
        .routes(routes!(refuse::refuse))
        .routes(routes!(rename::rename))
        .routes(routes!(revoke::revoke))
        .routes(routes!(aside::list))
        .routes(routes!(aside::release))
        .routes(routes!(aside::replay))
}
