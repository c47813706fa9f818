use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::shifts::{ShiftFilter, ShiftRow};
use bezmen_domain::permission::Permission;
use bezmen_domain::shift::ShiftTotals;
use uuid::Uuid;

use super::row::ShiftRecord;
use super::totals::counted;
use crate::app::App;
use crate::platform::db::{Filter, sql_built};
use crate::platform::http::{ApiResult, Cursor, page_limit};
use crate::platform::session::Signed;

/// Lists shifts, the newest first.
#[utoipa::path(get, path = "/shifts", tag = "shifts", params(ShiftFilter), responses((status = 200, body = Page<ShiftRow>)))]
pub async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<ShiftFilter>,
) -> ApiResult<Json<Page<ShiftRow>>> {
    signed.require(Permission::ViewReports)?;
    let (tenant_id, limit) = (signed.tenant_id, page_limit(ask.limit));
    let mut filter = Filter::new("shift.tenant_id = {}", tenant_id);
    filter
        .and_some("shift.store_id = {}", ask.store_id)
        .and_some("shift.terminal_id = {}", ask.terminal_id)
        .and_some("(shift.closed_at_ms is null) = {}", ask.open);
    let mut tx = app.db.read(tenant_id).await?;
    let count = format!("select count(*) from shift where {}", filter.text());
    let total = sql_built(count)
        .bind_all(filter.args())
        .number(&mut tx)
        .await?;
    if let Some((opened_at_ms, id)) = Cursor::<(i64, Uuid)>::decode(ask.cursor.as_deref())? {
        filter.and_all(
            "(shift.opened_at_ms, shift.id) < ({}, {})",
            [opened_at_ms.into(), id.into()],
        );
    }
    let text = format!(
        "{} where {} order by shift.opened_at_ms desc, shift.id desc limit {}",
        ShiftRecord::SELECT,
        filter.text(),
        limit + 1
    );
    let mut records: Vec<ShiftRecord> =
        sql_built(text).bind_all(filter.args()).all(&mut tx).await?;
    let next = if records.len() > limit {
        records.truncate(limit);
        records
            .last()
            .map(|last| Cursor((last.opened_at_ms, last.id)).encode())
            .transpose()?
    } else {
        None
    };
    let floats: Vec<(Uuid, i64)> = records
        .iter()
        .map(|record| (record.id, record.opening_float_minor))
        .collect();
    let totals = counted(&mut tx, tenant_id, &floats).await?;
    let none = ShiftTotals::default();
    let rows = records
        .iter()
        .map(|record| record.view(totals.get(&record.id).unwrap_or(&none)))
        .collect();
    Ok(Json(Page {
        rows,
        next,
        total: Some(total.unsigned_abs()),
    }))
}
