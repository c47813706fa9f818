use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::terminals::{Terminal, TerminalInput};
use bezmen_domain::id::TerminalId;
use bezmen_domain::permission::Permission;

use super::list;
use super::record::{applied_seq, find_terminal, publish_terminal};
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::http::{ApiResult, fields, refusals};
use crate::platform::session::Signed;

/// Changes a till's name.
#[utoipa::path(put, path = "/terminals/{id}", tag = "terminals", params(("id" = TerminalId, Path)), request_body = TerminalInput, responses((status = 200, body = Terminal)))]
pub async fn rename(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<TerminalId>,
    Json(input): Json<TerminalInput>,
) -> ApiResult<Json<Terminal>> {
    signed.require(Permission::ManageTerminals)?;
    let name = fields::name(&input.name)?;
    let mut tx = app.db.write(signed.tenant_id).await?;
    sql("update terminal set name = $3, revision = revision + 1 where tenant_id = $1 and id = $2")
        .bind(signed.tenant_id)
        .bind(id)
        .bind(name)
        .run(&mut tx)
        .await?;
    let terminal = find_terminal(&mut tx, signed.tenant_id, id)
        .await?
        .ok_or(refusals::NOT_FOUND)?;
    let applied_seq = applied_seq(&mut tx, signed.tenant_id, &terminal).await?;
    let view = list::load_one(&mut tx, signed.tenant_id, id, app.clock.now_ms()).await?;
    publish_terminal(&mut tx, signed.tenant_id, &terminal, applied_seq).await?;
    tx.commit().await?;
    Ok(Json(view))
}
