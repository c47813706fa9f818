use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::sales::{DayTotals, TotalsFilter};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::tender::TenderKind;

use super::filter::between_days;
use crate::app::App;
use crate::platform::db::{Filter, sql_built};
use crate::platform::http::{ApiError, ApiResult};
use crate::platform::session::Signed;

#[derive(sqlx::FromRow)]
struct Record {
    business_date: String,
    tender: String,
    sales_count: i64,
    sales: i64,
    returns_count: i64,
    returns: i64,
}

/// Sums receipts by business day and tender, for proof against the tills.
#[utoipa::path(get, path = "/totals", tag = "receipts", params(TotalsFilter), responses((status = 200, body = Vec<DayTotals>)))]
pub async fn totals(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<TotalsFilter>,
) -> ApiResult<Json<Vec<DayTotals>>> {
    signed.require(Permission::ViewReports)?;
    let mut filter = Filter::new("sale.tenant_id = {}", signed.tenant_id);
    filter
        .and_some("sale.store_id = {}", ask.store_id)
        .and_some("sale.terminal_id = {}", ask.terminal_id);
    between_days(&mut filter, ask.from.as_deref(), ask.to.as_deref())?;
    let text = format!(
        "select sale.business_date, sale_payment.kind as tender, \
         count(distinct case when sale.kind = 'sale' then sale.id end) as sales_count, \
         cast(coalesce(sum(case when sale.kind = 'sale' then sale_payment.amount_minor end), 0) as bigint) as sales, \
         count(distinct case when sale.kind = 'return' then sale.id end) as returns_count, \
         cast(coalesce(sum(case when sale.kind = 'return' then sale_payment.amount_minor end), 0) as bigint) as returns \
         from sale join sale_payment on sale_payment.tenant_id = sale.tenant_id and sale_payment.sale_id = sale.id \
         where {} group by sale.business_date, sale_payment.kind order by sale.business_date, sale_payment.kind",
        filter.text()
    );
    let mut tx = app.db.read(signed.tenant_id).await?;
    let records: Vec<Record> = sql_built(text).bind_all(filter.args()).all(&mut tx).await?;
    let view = |record: Record| {
        Ok(DayTotals {
            tender: TenderKind::from_code(&record.tender)
                .ok_or_else(|| ApiError::fault(format!("unknown tender {}", record.tender)))?,
            business_date: record.business_date,
            sales_count: record.sales_count.unsigned_abs(),
            sales: Money::from_minor(record.sales),
            returns_count: record.returns_count.unsigned_abs(),
            returns: Money::from_minor(record.returns),
        })
    };
    records
        .into_iter()
        .map(view)
        .collect::<Result<Vec<_>, ApiError>>()
        .map(Json)
}
