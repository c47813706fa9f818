use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::sales::{ReceiptFilter, ReceiptRow};
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use super::filter::conditions;
use super::row::RowRecord;
use crate::app::App;
use crate::platform::db::sql_built;
use crate::platform::http::{ApiResult, Cursor, page_limit};
use crate::platform::session::Signed;

/// Lists receipts, the newest first.
#[utoipa::path(get, path = "/receipts", tag = "receipts", params(ReceiptFilter), responses((status = 200, body = Page<ReceiptRow>)))]
pub async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<ReceiptFilter>,
) -> ApiResult<Json<Page<ReceiptRow>>> {
    signed.require(Permission::ViewReports)?;
    let limit = page_limit(ask.limit);
    let mut filter = conditions(signed.tenant_id, &ask)?;
    let mut tx = app.db.read(signed.tenant_id).await?;
    let count = format!("select count(*) from sale where {}", filter.text());
    let total = sql_built(count)
        .bind_all(filter.args())
        .number(&mut tx)
        .await?;
    if let Some((sold_at_ms, id)) = Cursor::<(i64, Uuid)>::decode(ask.cursor.as_deref())? {
        filter.and_all(
            "(sale.sold_at_ms, sale.id) < ({}, {})",
            [sold_at_ms.into(), id.into()],
        );
    }
    let text = format!(
        "{} where {} order by sale.sold_at_ms desc, sale.id desc limit {}",
        RowRecord::SELECT,
        filter.text(),
        limit + 1
    );
    let mut records: Vec<RowRecord> = sql_built(text).bind_all(filter.args()).all(&mut tx).await?;
    let next = if records.len() > limit {
        records.truncate(limit);
        records
            .last()
            .map(|last| Cursor((last.sold_at_ms, last.id)).encode())
            .transpose()?
    } else {
        None
    };
    let rows = records.into_iter().map(RowRecord::view).collect();
    Ok(Json(Page {
        rows,
        next,
        total: Some(total.unsigned_abs()),
    }))
}
