//! Categories of products.

mod create;
mod edit;
mod list;

pub use create::insert_category;
pub(super) use list::load;

use bezmen_contract::console::products::CategoryInput;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::refusals;
use crate::app::App;
use crate::platform::http::{ApiError, fields};

/// Colours given in turn to categories that an import makes: apart in both themes.
pub const PALETTE: [&str; 12] = [
    "#2f7d5b", "#b4532a", "#3a6ea5", "#a03a62", "#7a6a1f", "#5b4b9e", "#1f7f86", "#9c3b34",
    "#4f7a2a", "#8a5a2b", "#6b4f74", "#43617a",
];

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(edit::edit))
}

fn checked(mut input: CategoryInput) -> Result<CategoryInput, ApiError> {
    input.name = fields::name(&input.name)?;
    input.color = input.color.trim().to_lowercase();
    let is_color = input.color.len() == 7
        && input.color.starts_with('#')
        && input.color[1..]
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit());
    if is_color {
        Ok(input)
    } else {
        Err(refusals::COLOR_FORM.into())
    }
}
