use axum::Json;
use axum::extract::{Path, State};
use bezmen_contract::console::shifts::{CashMove, Shift};
use bezmen_domain::id::ShiftId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;

use super::row::ShiftRecord;
use super::totals::counted;
use crate::app::App;
use crate::platform::db::{sql, sql_built};
use crate::platform::http::{ApiResult, refusals};
use crate::platform::session::Signed;

/// Shows a shift with its totals, cash moves and its Z report as printed.
#[utoipa::path(get, path = "/shifts/{id}", tag = "shifts", params(("id" = ShiftId, Path)), responses((status = 200, body = Shift)))]
pub async fn shift(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<ShiftId>,
) -> ApiResult<Json<Shift>> {
    signed.require(Permission::ViewReports)?;
    let tenant_id = signed.tenant_id;
    let mut tx = app.db.read(tenant_id).await?;
    let text = format!(
        "{} where shift.tenant_id = $1 and shift.id = $2",
        ShiftRecord::SELECT
    );
    let record: Option<ShiftRecord> = sql_built(text)
        .bind(tenant_id)
        .bind(id)
        .optional(&mut tx)
        .await?;
    let record = record.ok_or(refusals::NOT_FOUND)?;
    let mut totals = counted(
        &mut tx,
        tenant_id,
        &[(record.id, record.opening_float_minor)],
    )
    .await?;
    let totals = totals.remove(&record.id).unwrap_or_default();
    let moves: Vec<(i64, String, Option<String>, i64)> = sql(
        "select cash_move.amount_minor, cash_move.reason, person.name, cash_move.at_ms from cash_move \
         left join person on person.tenant_id = cash_move.tenant_id and person.id = cash_move.person_id \
         where cash_move.tenant_id = $1 and cash_move.shift_id = $2 order by cash_move.at_ms, cash_move.id",
    )
    .bind(tenant_id)
    .bind(id)
    .all(&mut tx)
    .await?;
    let cash_moves = moves
        .into_iter()
        .map(|(amount, reason, person, moved_at_ms)| CashMove {
            amount: Money::from_minor(amount),
            reason,
            person: person.unwrap_or_default(),
            moved_at_ms,
        })
        .collect();
    Ok(Json(Shift {
        row: record.view(&totals),
        totals,
        cash_moves,
        document: record
            .document
            .as_deref()
            .map(serde_json::from_str)
            .transpose()?,
        note: record.note.unwrap_or_default(),
    }))
}
