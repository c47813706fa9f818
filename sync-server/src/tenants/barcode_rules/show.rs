use axum::Json;
use axum::extract::State;
use bezmen_contract::console::barcode_rules::BarcodeRules;

use super::Kept;
use crate::app::App;
use crate::platform::http::{ApiResult, Language};
use crate::platform::session::Signed;

/// Tells the barcode rules in force: the company's own, or the built-in ones.
#[utoipa::path(get, path = "/barcode-rules", tag = "company", responses((status = 200, body = BarcodeRules)))]
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
) -> ApiResult<Json<BarcodeRules>> {
    let mut tx = app.db.read(signed.tenant_id).await?;
    let kept = Kept::read(&mut tx, signed.tenant_id).await?;
    Ok(Json(kept.view(locale)?))
}
