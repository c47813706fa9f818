use axum::Json;
use axum::extract::State;
use bezmen_contract::console::barcode_rules::{BarcodeRules, BarcodeRulesInput};
use bezmen_contract::wire::row::BarcodeRuleRow;
use bezmen_domain::permission::Permission;
use serde_json::json;
use uuid::Uuid;

use super::Kept;
use super::checked::checked;
use crate::app::App;
use crate::platform::clock::random;
use crate::platform::db::{DbError, Tx, sql};
use crate::platform::feed::{StreamKey, publish};
use crate::platform::http::{ApiError, ApiResult, Language, expect_one_row, expected_revision};
use crate::platform::session::Signed;
use crate::tenants::published;

/// Puts other barcode rules in force, in place of all that there are. Conflicts between them are told and refuse nothing;
/// tills get the rules with their next pull.
#[utoipa::path(put, path = "/barcode-rules", tag = "company", request_body = BarcodeRulesInput, responses((status = 200, body = BarcodeRules)))]
pub async fn replace(
    State(app): State<App>,
    signed: Signed,
    Language(locale): Language,
    Json(input): Json<BarcodeRulesInput>,
) -> ApiResult<Json<BarcodeRules>> {
    signed.require(Permission::ManageCompany)?;
    let expected = expected_revision(input.expected_revision)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.write(tenant_id).await?;
    let before = Kept::read(&mut tx, tenant_id).await?;
    let rows = checked(input.rules, before.currency, locale)?;
    let changed = sql(
        "update tenant set barcode_rules = $2, revision = revision + 1 where tenant_id = $1 and revision = $3",
    )
    .bind(tenant_id)
    .bind(serde_json::to_string(&rows).map_err(ApiError::fault)?)
    .bind(expected)
    .run(&mut tx)
    .await?;
    expect_one_row(changed)?;
    note(&mut tx, &signed, app.clock.now_ms(), (&before.rows, &rows)).await?;
    let change = published::company(&mut tx, tenant_id).await?;
    publish(&mut tx, tenant_id, StreamKey::Tenant, vec![change]).await?;
    let kept = Kept::read(&mut tx, tenant_id).await?;
    tx.commit().await?;
    Ok(Json(kept.view(locale)?))
}

/// Writes into the audit what the rules were and what they are.
async fn note(
    tx: &mut Tx,
    signed: &Signed,
    at_ms: i64,
    (before, after): (&[BarcodeRuleRow], &[BarcodeRuleRow]),
) -> Result<(), DbError> {
    sql("insert into audit (tenant_id, id, at_ms, person_id, action, details) values ($1, $2, $3, $4, $5, $6)")
        .bind(signed.tenant_id)
        .bind(Uuid::from_bytes(random()))
        .bind(at_ms)
        .bind(signed.person_id)
        .bind("barcode_rules_changed")
        .bind(json!({ "before": before, "after": after }).to_string())
        .run(tx)
        .await?;
    Ok(())
}
