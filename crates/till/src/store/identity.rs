//! Who this till is.

use bezmen_contract::wire::row::{CompanyRow, StoreRow, TerminalRow};
use bezmen_domain::id::{StoreId, TenantId, TerminalId};
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;

use super::columns::Text;
use super::error::Stored;

/// What the server made of this till when it was paired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The company.
    pub tenant_id: TenantId,
    /// Its name at pairing; the company's row says it anew.
    pub tenant_name: String,
    /// The store.
    pub store_id: StoreId,
    /// The till.
    pub terminal_id: TerminalId,
    /// Its name at pairing.
    pub terminal_name: String,
    /// Incarnation of the till.
    pub epoch: u32,
    /// Receipt series of this incarnation.
    pub series: String,
    /// Where the server is.
    pub server_url: String,
    /// Incarnation of the server's database.
    pub server_epoch: u32,
    /// When it was paired.
    pub paired_at_ms: i64,
}

/// Reads the identity; `None` when the till is not paired.
pub fn get_identity(connection: &Connection) -> Stored<Option<Identity>> {
    let mut statement = connection.prepare_cached(
        "select tenant_id, tenant_name, store_id, terminal_id, terminal_name, epoch, series, server_url, server_epoch,
            paired_at_ms
        from identity where only_row = 1",
    )?;
    let identity = statement.query_row([], |row| {
        Ok(Identity {
            tenant_id: row.get::<_, Text<_>>(0)?.0,
            tenant_name: row.get(1)?,
            store_id: row.get::<_, Text<_>>(2)?.0,
            terminal_id: row.get::<_, Text<_>>(3)?.0,
            terminal_name: row.get(4)?,
            epoch: row.get(5)?,
            series: row.get(6)?,
            server_url: row.get(7)?,
            server_epoch: row.get(8)?,
            paired_at_ms: row.get(9)?,
        })
    });
    Ok(identity.optional()?)
}

/// Writes or replaces the identity. The log of a new epoch is begun with [`super::start_epoch`].
pub fn put_identity(connection: &Connection, identity: &Identity) -> Stored<()> {
    connection.execute(
        "insert into identity (only_row, tenant_id, tenant_name, store_id, terminal_id, terminal_name, epoch, series,
            server_url, server_epoch, paired_at_ms)
        values (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        on conflict (only_row) do update set tenant_id = excluded.tenant_id, tenant_name = excluded.tenant_name,
            store_id = excluded.store_id, terminal_id = excluded.terminal_id, terminal_name = excluded.terminal_name,
            epoch = excluded.epoch, series = excluded.series, server_url = excluded.server_url,
            server_epoch = excluded.server_epoch, paired_at_ms = excluded.paired_at_ms",
        (
            Text(identity.tenant_id),
            &identity.tenant_name,
            Text(identity.store_id),
            Text(identity.terminal_id),
            &identity.terminal_name,
            identity.epoch,
            &identity.series,
            &identity.server_url,
            identity.server_epoch,
            identity.paired_at_ms,
        ),
    )?;
    Ok(())
}

/// The company's latest row; `None` before the first pull.
pub fn company(connection: &Connection) -> Stored<Option<CompanyRow>> {
    card(connection, "company")
}

/// The company's latest row as it is kept.
pub fn company_body(connection: &Connection) -> Stored<Option<String>> {
    body(connection, "company")
}

/// The store's latest row.
pub fn store_card(connection: &Connection) -> Stored<Option<StoreRow>> {
    card(connection, "store")
}

/// The terminal's latest row.
pub fn terminal_card(connection: &Connection) -> Stored<Option<TerminalRow>> {
    card(connection, "terminal")
}

fn card<T: DeserializeOwned>(connection: &Connection, kind: &str) -> Stored<Option<T>> {
    let body = body(connection, kind)?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

fn body(connection: &Connection, kind: &str) -> Stored<Option<String>> {
    let mut statement = connection.prepare_cached("select body from card where kind = ?1")?;
    Ok(statement.query_row([kind], |row| row.get(0)).optional()?)
}
