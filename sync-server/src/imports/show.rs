use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::imports::ImportJob;
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use super::job;
use crate::app::App;
use crate::platform::http::{ApiResult, Language};
use crate::platform::session::Signed;

/// Shows how far an import is.
#[utoipa::path(get, path = "/imports/{id}", tag = "imports", params(("id" = Uuid, Path)), responses((status = 200, body = ImportJob)))]
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
    Path(id): Path<Uuid>,
) -> ApiResult<Json<ImportJob>> {
    signed.require(Permission::ManageCatalog)?;
    let is_ours = app.imports.has(signed.tenant_id, id);
    let mut tx = app.db.read(signed.tenant_id).await?;
    Ok(Json(
        job::load(&mut tx, is_ours, signed.tenant_id, id, locale).await?,
    ))
}
