mod concerns;
mod figures;
mod terminals;

use axum::Json;
use axum::extract::{Query, State};
use bezmen_contract::console::today::{OnShift, Today, TodayFilter};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::{PersonId, StoreId, TenantId};
use bezmen_domain::permission::Permission;
use uuid::Uuid;

use crate::app::App;
use crate::platform::db::{DbError, Filter, Tx, sql_built};
use crate::platform::http::{ApiResult, fields};
use crate::platform::session::Signed;

/// A week before: the same weekday.
const WEEK_DAYS: i32 = 7;

const WEEK_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Shows a day at a glance: the current one of the store's clock unless another is asked for.
#[utoipa::path(get, path = "/today", tag = "reports", params(TodayFilter), responses((status = 200, body = Today)))]
pub async fn today(
    State(app): State<App>,
    signed: Signed,
    Query(ask): Query<TodayFilter>,
) -> ApiResult<Json<Today>> {
    signed.require(Permission::ViewReports)?;
    let (tenant_id, now_ms) = (signed.tenant_id, app.clock.now_ms());
    let mut tx = app.db.read(tenant_id).await?;
    let current =
        BusinessDate::from_wall(now_ms, utc_offset(&mut tx, tenant_id, ask.store_id).await?);
    let date = match ask.date.as_deref().filter(|day| !day.is_empty()) {
        Some(day) => fields::date(day)?,
        None => current,
    };
    let before = date.plus_days(-WEEK_DAYS);
    let scope = Scope {
        tenant_id,
        store_id: ask.store_id,
    };
    // A day that is not over is compared with the other day up to the same time.
    let until_ms = (date == current).then_some(now_ms - WEEK_MS);
    let terminals = terminals::terminals(&mut tx, &scope, date, now_ms).await?;
    Ok(Json(Today {
        date: date.to_string(),
        compared_with: before.to_string(),
        figures: figures::figures(&mut tx, &scope, date, None).await?,
        before: figures::figures(&mut tx, &scope, before, until_ms).await?,
        hours: figures::hours(&mut tx, &scope, date, before).await?,
        tenders: figures::tenders(&mut tx, &scope, date).await?,
        on_shift: on_shift(&mut tx, &scope).await?,
        concerns: concerns::concerns(&mut tx, &scope, date, now_ms, &terminals).await?,
        terminals,
        as_of_ms: now_ms,
    }))
}

/// Whose figures.
struct Scope {
    tenant_id: TenantId,
    store_id: Option<StoreId>,
}

impl Scope {
    /// Conditions on a table that has `tenant_id` and `store_id`; both names come with the table's.
    fn on(&self, tenant: &'static str, store: &'static str) -> Filter {
        let mut filter = Filter::new(tenant, self.tenant_id);
        filter.and_some(store, self.store_id);
        filter
    }

    fn on_sales(&self) -> Filter {
        self.on("sale.tenant_id = {}", "sale.store_id = {}")
    }
}

/// Local time less UTC of the store, or of the oldest store when all are asked for.
async fn utc_offset(
    tx: &mut Tx,
    tenant_id: TenantId,
    store_id: Option<StoreId>,
) -> Result<i32, DbError> {
    let mut filter = Filter::new("tenant_id = {}", tenant_id);
    filter.and_some("id = {}", store_id);
    let text = format!(
        "select utc_offset_minutes from store where {} order by created_at_ms, id limit 1",
        filter.text()
    );
    let found: Option<(i64,)> = sql_built(text).bind_all(filter.args()).optional(tx).await?;
    Ok(found
        .and_then(|(minutes,)| i32::try_from(minutes).ok())
        .unwrap_or_default())
}

async fn on_shift(tx: &mut Tx, scope: &Scope) -> Result<Vec<OnShift>, DbError> {
    let filter = scope.on("shift.tenant_id = {}", "shift.store_id = {}");
    let text = format!(
        "select shift.opened_by_id, person.name, terminal.name, store.name, shift.opened_at_ms from shift \
         left join person on person.tenant_id = shift.tenant_id and person.id = shift.opened_by_id \
         left join terminal on terminal.tenant_id = shift.tenant_id and terminal.id = shift.terminal_id \
         left join store on store.tenant_id = shift.tenant_id and store.id = shift.store_id \
         where {} and shift.closed_at_ms is null order by shift.opened_at_ms",
        filter.text()
    );
    type Row = (Uuid, Option<String>, Option<String>, Option<String>, i64);
    let rows: Vec<Row> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    let view = |(person, name, terminal, store, opened_at_ms): Row| OnShift {
        person_id: PersonId::from_uuid(person),
        name: name.unwrap_or_default(),
        terminal: terminal.unwrap_or_default(),
        store: store.unwrap_or_default(),
        opened_at_ms,
    };
    Ok(rows.into_iter().map(view).collect())
}
