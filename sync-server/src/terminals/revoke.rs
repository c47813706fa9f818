use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::terminals::Terminal;
use bezmen_domain::id::TerminalId;
use bezmen_domain::permission::Permission;

use super::list;
use crate::app::App;
use crate::platform::db::sql;
use crate::platform::http::ApiResult;
use crate::platform::session::Signed;

/// Switches a till off: it pulls nothing from then on, and what it still pushes is kept aside for the owner.
#[utoipa::path(post, path = "/terminals/{id}/revoke", tag = "terminals", params(("id" = TerminalId, Path)), responses((status = 200, body = Terminal)))]
pub async fn revoke(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<TerminalId>,
) -> ApiResult<Json<Terminal>> {
    signed.require(Permission::ManageTerminals)?;
    let now_ms = app.clock.now_ms();
    let mut tx = app.db.write(signed.tenant_id).await?;
    sql("update terminal set revoked_at_ms = coalesce(revoked_at_ms, $3), revision = revision + 1 where tenant_id = $1 and id = $2")
        .bind(signed.tenant_id)
        .bind(id)
        .bind(now_ms)
        .run(&mut tx)
        .await?;
    let view = list::load_one(&mut tx, signed.tenant_id, id, now_ms).await?;
    tx.commit().await?;
    tracing::info!(tenant.id = %signed.tenant_id, terminal.id = %id, person.id = %signed.person_id, "a till was revoked");
    Ok(Json(view))
}
