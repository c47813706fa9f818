use bezmen_contract::wire::RowKind;
use bezmen_contract::wire::row::TerminalRow;
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use futures::future::BoxFuture;
use uuid::Uuid;

use super::series::series_of;
use crate::platform::db::{DbError, Tx, sql};
use crate::platform::feed::{Change, StreamKey, publish};
use crate::platform::http::ApiResult;

/// A till as the rooms that change it need it.
#[derive(Debug, Clone)]
pub struct TerminalRecord {
    /// The till.
    pub terminal_id: TerminalId,
    /// Where it stands.
    pub store_id: StoreId,
    /// What it is called.
    pub name: String,
    /// 1, 2, 3… in the company.
    pub ordinal: i64,
    /// Incarnation in force.
    pub epoch: u32,
    /// Receipt series of that incarnation.
    pub series: String,
    /// Newest operation that the till says it has.
    pub head_seq: u64,
    /// When the owner switched it off.
    pub revoked_at_ms: Option<i64>,
    /// When it was last found cloned or set back.
    pub forked_at_ms: Option<i64>,
    /// When it was found so a second time within a day.
    pub quarantined_at_ms: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Columns {
    id: Uuid,
    store_id: Uuid,
    name: String,
    ordinal: i64,
    epoch: i64,
    series: String,
    head_seq: i64,
    revoked_at_ms: Option<i64>,
    forked_at_ms: Option<i64>,
    quarantined_at_ms: Option<i64>,
}

impl From<Columns> for TerminalRecord {
    fn from(columns: Columns) -> Self {
        Self {
            terminal_id: TerminalId::from_uuid(columns.id),
            store_id: StoreId::from_uuid(columns.store_id),
            name: columns.name,
            ordinal: columns.ordinal,
            epoch: u32::try_from(columns.epoch).unwrap_or(u32::MAX),
            series: columns.series,
            head_seq: columns.head_seq.cast_unsigned(),
            revoked_at_ms: columns.revoked_at_ms,
            forked_at_ms: columns.forked_at_ms,
            quarantined_at_ms: columns.quarantined_at_ms,
        }
    }
}

impl TerminalRecord {
    /// Whether what it pushes counts.
    pub(crate) fn is_active(&self) -> bool {
        self.revoked_at_ms.is_none() && self.quarantined_at_ms.is_none()
    }

    /// Goes on to the next incarnation and its receipt series. One that the ledger has a log of is passed over: a till that
    /// was switched off may have pushed under any number, and nobody may be taken for its continuation.
    pub(crate) async fn next_epoch(
        &mut self,
        tx: &mut Tx,
        tenant_id: TenantId,
    ) -> Result<(), DbError> {
        let known = sql(
            "select coalesce(max(epoch), 0) from terminal_head where tenant_id = $1 and terminal_id = $2",
        )
        .bind(tenant_id)
        .bind(self.terminal_id)
        .number(tx)
        .await?;
        let known = u32::try_from(known).unwrap_or(u32::MAX);
        self.epoch = self.epoch.max(known).saturating_add(1);
        self.series = series_of(self.ordinal, self.epoch);
        self.head_seq = 0;
        Ok(())
    }

    /// Writes how far the till is. An incarnation above the one known was issued before a restore from a backup.
    pub(crate) async fn save_progress(
        &mut self,
        tx: &mut Tx,
        tenant_id: TenantId,
    ) -> Result<(), DbError> {
        self.series = series_of(self.ordinal, self.epoch);
        sql("update terminal set epoch = $3, series = $4, head_seq = $5 where tenant_id = $1 and id = $2")
            .bind(tenant_id)
            .bind(self.terminal_id)
            .bind(self.epoch)
            .bind(&self.series)
            .bind(self.head_seq.cast_signed())
            .run(tx)
            .await?;
        Ok(())
    }
}

/// Reads a till and locks it until the transaction ends, noting when it was heard of, if it was.
pub(crate) async fn lock_terminal(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal_id: TerminalId,
    heard_at_ms: Option<i64>,
) -> Result<TerminalRecord, DbError> {
    let columns: Columns = sql(
        "update terminal set last_seen_at_ms = coalesce($3, last_seen_at_ms) where tenant_id = $1 and id = $2 \
         returning id, store_id, name, ordinal, epoch, series, head_seq, revoked_at_ms, forked_at_ms, quarantined_at_ms",
    )
    .bind(tenant_id)
    .bind(terminal_id)
    .bind(heard_at_ms)
    .one(tx)
    .await?;
    Ok(columns.into())
}

/// Reads a till; `None` when the company has no such one.
pub(crate) async fn find_terminal(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal_id: TerminalId,
) -> Result<Option<TerminalRecord>, DbError> {
    let columns: Option<Columns> = sql(
        "select id, store_id, name, ordinal, epoch, series, head_seq, revoked_at_ms, forked_at_ms, quarantined_at_ms \
         from terminal where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(terminal_id)
    .optional(tx)
    .await?;
    Ok(columns.map(TerminalRecord::from))
}

/// Reads through which operation of the incarnation in force the ledger is whole.
pub(crate) async fn applied_seq(
    tx: &mut Tx,
    tenant_id: TenantId,
    terminal: &TerminalRecord,
) -> Result<u64, DbError> {
    let found: Option<(i64,)> =
        sql("select last_seq from terminal_head where tenant_id = $1 and terminal_id = $2 and epoch = $3")
            .bind(tenant_id)
            .bind(terminal.terminal_id)
            .bind(terminal.epoch)
            .optional(tx)
            .await?;
    Ok(found.map_or(0, |(seq,)| seq.cast_unsigned()))
}

/// Puts the till's own row into its stream.
pub(crate) fn publish_terminal<'a>(
    tx: &'a mut Tx,
    tenant_id: TenantId,
    terminal: &TerminalRecord,
    applied_seq: u64,
) -> BoxFuture<'a, ApiResult<()>> {
    let row = TerminalRow {
        terminal_id: terminal.terminal_id,
        name: terminal.name.clone(),
        store_id: terminal.store_id,
        epoch: terminal.epoch,
        series: terminal.series.clone(),
        applied_seq,
    };
    Box::pin(async move {
        let change = Change::put(&RowKind::Terminal, row.terminal_id, &row)?;
        publish(
            tx,
            tenant_id,
            StreamKey::Terminal(row.terminal_id),
            vec![change],
        )
        .await?;
        Ok(())
    })
}
