use std::collections::HashSet;

use bezmen_contract::console::today::{Concern, ConcernKind, TerminalToday};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::TerminalId;
use bezmen_domain::money::Money;
use uuid::Uuid;

use super::Scope;
use crate::platform::db::{DbError, Tx, sql_built};

/// A till that was not heard of for so long is silent.
const SILENT_MS: i64 = 24 * 60 * 60 * 1000;

/// A till with an open shift that was not heard of for so long is out of touch. It asks every minute while it runs.
const OUT_OF_TOUCH_MS: i64 = 15 * 60 * 1000;

/// What somebody should look at.
pub(super) async fn concerns(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
    now_ms: i64,
    terminals: &[TerminalToday],
) -> Result<Vec<Concern>, DbError> {
    let open = with_open_shift(tx, scope).await?;
    let mut concerns: Vec<Concern> = terminals
        .iter()
        .flat_map(|terminal| of_terminal(terminal, open.contains(&terminal.terminal_id), now_ms))
        .collect();
    for (kind, outcome) in [
        (ConcernKind::QuarantinedOps, "quarantined"),
        (ConcernKind::ParkedOps, "parked"),
    ] {
        concerns.extend(not_counted(tx, scope, kind, outcome).await?);
    }
    concerns.extend(forked(tx, scope).await?);
    concerns.extend(cash_differences(tx, scope, date).await?);
    Ok(concerns)
}

/// Tills whose shift is open, as far as the server has heard.
async fn with_open_shift(tx: &mut Tx, scope: &Scope) -> Result<HashSet<TerminalId>, DbError> {
    let filter = scope.on("shift.tenant_id = {}", "shift.store_id = {}");
    let text = format!(
        "select distinct shift.terminal_id from shift where {} and shift.closed_at_ms is null",
        filter.text()
    );
    let rows: Vec<(Uuid,)> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|(id,)| TerminalId::from_uuid(id))
        .collect())
}

/// A till that is closed is allowed to be off: only one that should be selling is missed soon.
fn of_terminal(terminal: &TerminalToday, is_open: bool, now_ms: i64) -> Vec<Concern> {
    let concern = |kind, count| Concern {
        kind,
        terminal_id: Some(terminal.terminal_id),
        terminal: terminal.name.clone(),
        count,
        receipts: 0,
        amount: None,
    };
    let mut found = Vec::new();
    match terminal.last_seen_ms.map(|seen_ms| now_ms - seen_ms) {
        Some(SILENT_MS..) => found.push(concern(ConcernKind::SilentTill, 0)),
        Some(OUT_OF_TOUCH_MS..) if is_open => found.push(concern(ConcernKind::OutOfTouch, 0)),
        Some(_) | None => {}
    }
    let missing = terminal.numbered.saturating_sub(terminal.received);
    if missing > 0 {
        found.push(concern(ConcernKind::MissingReceipts, missing));
    }
    found
}

/// Tills with operations that the server has and that count nowhere, whether or not the till is still in use.
async fn not_counted(
    tx: &mut Tx,
    scope: &Scope,
    kind: ConcernKind,
    outcome: &'static str,
) -> Result<Vec<Concern>, DbError> {
    let filter = scope.on("terminal.tenant_id = {}", "terminal.store_id = {}");
    let text = format!(
        "select terminal.id, terminal.name, count(*), count(case when op.kind in ('sale', 'return') then 1 end) \
         from op join terminal on terminal.tenant_id = op.tenant_id and terminal.id = op.terminal_id \
         where {} and op.outcome = '{outcome}' group by terminal.id, terminal.name order by terminal.name, terminal.id",
        filter.text()
    );
    let rows: Vec<(Uuid, String, i64, i64)> =
        sql_built(text).bind_all(filter.args()).all(tx).await?;
    let concern = |(id, terminal, count, receipts): (Uuid, String, i64, i64)| Concern {
        kind,
        terminal_id: Some(TerminalId::from_uuid(id)),
        terminal,
        count: count.unsigned_abs(),
        receipts: receipts.unsigned_abs(),
        amount: None,
    };
    Ok(rows.into_iter().map(concern).collect())
}

/// Tills that wait for a new pairing because two machines live on as one.
async fn forked(tx: &mut Tx, scope: &Scope) -> Result<Vec<Concern>, DbError> {
    let filter = scope.on("terminal.tenant_id = {}", "terminal.store_id = {}");
    let text = format!(
        "select terminal.id, terminal.name from terminal where {} and terminal.quarantined_at_ms is not null \
         and terminal.revoked_at_ms is null order by terminal.name, terminal.id",
        filter.text()
    );
    let rows: Vec<(Uuid, String)> = sql_built(text).bind_all(filter.args()).all(tx).await?;
    let concern = |(id, terminal): (Uuid, String)| Concern {
        kind: ConcernKind::Fork,
        terminal_id: Some(TerminalId::from_uuid(id)),
        terminal,
        count: 1,
        receipts: 0,
        amount: None,
    };
    Ok(rows.into_iter().map(concern).collect())
}

/// Shifts closed that day whose drawer held more or less than it should.
async fn cash_differences(
    tx: &mut Tx,
    scope: &Scope,
    date: BusinessDate,
) -> Result<Vec<Concern>, DbError> {
    let mut filter = scope.on("shift.tenant_id = {}", "shift.store_id = {}");
    // A shift belongs to the day that its store's clock showed at its end.
    filter.and_all(
        "shift.closed_at_ms + store.utc_offset_minutes * 60000 >= {} and shift.closed_at_ms + store.utc_offset_minutes * 60000 < {}",
        [date.start_ms(0).into(), date.plus_days(1).start_ms(0).into()],
    );
    let text = format!(
        "select shift.terminal_id, terminal.name, shift.difference_minor from shift \
         join store on store.tenant_id = shift.tenant_id and store.id = shift.store_id \
         left join terminal on terminal.tenant_id = shift.tenant_id and terminal.id = shift.terminal_id \
         where {} and shift.difference_minor <> 0 order by shift.closed_at_ms",
        filter.text()
    );
    let rows: Vec<(Uuid, Option<String>, i64)> =
        sql_built(text).bind_all(filter.args()).all(tx).await?;
    let concern = |(id, terminal, difference): (Uuid, Option<String>, i64)| Concern {
        kind: ConcernKind::CashDifference,
        terminal_id: Some(TerminalId::from_uuid(id)),
        terminal: terminal.unwrap_or_default(),
        count: 1,
        receipts: 0,
        amount: Some(Money::from_minor(difference)),
    };
    Ok(rows.into_iter().map(concern).collect())
}
