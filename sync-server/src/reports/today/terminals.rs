use bezmen_contract::console::today::TerminalToday;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::TerminalId;
use bezmen_domain::money::Money;
use uuid::Uuid;

use super::Scope;
use crate::platform::db::{DbError, Tx, sql_built};

/// A till that was heard of within this time counts as online: it polls every minute.
const ONLINE_MS: i64 = 2 * 60 * 1000;

#[derive(sqlx::FromRow)]
struct Record {
    id: Uuid,
    name: String,
    store: String,
    takings: i64,
    receipts: i64,
    received: i64,
    numbered: i64,
    waiting: i64,
    last_seen_at_ms: Option<i64>,
}

/// Each till that is not revoked: what it took, and whether any of its numbered receipts is missing.
pub(super) async fn terminals(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
    now_ms: i64,
) -> Result<Vec<TerminalToday>, DbError> {
    let filter = scope.on("terminal.tenant_id = {}", "terminal.store_id = {}");
    let text = format!(
        "select terminal.id, terminal.name, store.name as store, terminal.last_seen_at_ms, \
         (select cast(coalesce(sum(case when sale.kind = 'return' then -sale.total_minor else sale.total_minor end), 0) as bigint) \
          from sale where sale.tenant_id = terminal.tenant_id and sale.terminal_id = terminal.id and sale.business_date = ${date}) \
          as takings, \
         (select count(*) from sale where sale.tenant_id = terminal.tenant_id and sale.terminal_id = terminal.id \
          and sale.business_date = ${date} and sale.kind = 'sale') as receipts, \
         (select count(*) from sale where sale.tenant_id = terminal.tenant_id and sale.terminal_id = terminal.id \
          and sale.series = terminal.series) as received, \
         (select coalesce(max(sale.number), 0) from sale where sale.tenant_id = terminal.tenant_id \
          and sale.terminal_id = terminal.id and sale.series = terminal.series) as numbered, \
         terminal.head_seq - coalesce((select terminal_head.last_seq from terminal_head \
          where terminal_head.tenant_id = terminal.tenant_id and terminal_head.terminal_id = terminal.id \
          and terminal_head.epoch = terminal.epoch), 0) as waiting \
         from terminal join store on store.tenant_id = terminal.tenant_id and store.id = terminal.store_id \
         where {} and terminal.revoked_at_ms is null order by store.created_at_ms, terminal.ordinal",
        filter.text(),
        date = filter.next(),
    );
    let records: Vec<Record> = sql_built(text)
        .bind_all(filter.args())
        .bind(date.to_string())
        .all(tx)
        .await?;
    let view = |record: Record| TerminalToday {
        terminal_id: TerminalId::from_uuid(record.id),
        name: record.name,
        store: record.store,
        takings: Money::from_minor(record.takings),
        receipts: record.receipts.unsigned_abs(),
        received: record.received.unsigned_abs(),
        numbered: record.numbered.unsigned_abs(),
        waiting: record.waiting.max(0).unsigned_abs(),
        last_seen_ms: record.last_seen_at_ms,
        online: record
            .last_seen_at_ms
            .is_some_and(|seen_ms| now_ms - seen_ms <= ONLINE_MS),
    };
    Ok(records.into_iter().map(view).collect())
}
