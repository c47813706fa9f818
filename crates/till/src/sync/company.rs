//! Whose receipts a machine shows. What it made for one company is put away when it joins another: out of sight, out of the
//! way of the new company's numbers, and there again should the machine come back.

use bezmen_domain::id::TenantId;
use rusqlite::Connection;

use super::staging;
use crate::store::{self, Identity, PUT_AWAY, PUT_AWAY_SHIFTS, StoreError};

/// Remembers over an unpairing whose till this was.
const LAST_COMPANY: &str = "company.last";

/// Names of the settings that tell whose receipts lie in which place.
const PLACES: &str = "company.put_away.";

/// Whose till this is, or was before it was unpaired; `None` for a machine that was nobody's yet.
pub(super) fn former(
    connection: &Connection,
    identity: Option<&Identity>,
) -> Result<Option<TenantId>, StoreError> {
    if let Some(identity) = identity {
        return Ok(Some(identity.tenant_id));
    }
    Ok(store::get_setting(connection, LAST_COMPANY)?.and_then(|text| text.parse().ok()))
}

/// Remembers whose till this is.
pub(super) fn remember(connection: &Connection, tenant_id: TenantId) -> Result<(), StoreError> {
    store::put_setting(connection, LAST_COMPANY, &tenant_id.to_string())
}

/// Puts away what was made for a company: receipts, their series and shifts. Whoever calls has made sure that nothing of it
/// waits.
pub(super) fn put_away(connection: &Connection, tenant_id: TenantId) -> Result<(), StoreError> {
    let place = places(connection)?
        .iter()
        .map(|(place, _)| place + 1)
        .max()
        .unwrap_or(1);
    let name = format!("{PLACES}{place}");
    store::put_setting(connection, &name, &tenant_id.to_string())?;
    let (prefix, shifts) = (series_prefix(place), place * PUT_AWAY_SHIFTS);
    for table in ["sale", "receipt_series"] {
        let sql =
            format!("update {table} set series = ?1 || series where substr(series, 1, 1) <> ?2");
        connection.execute(&sql, (&prefix, PUT_AWAY))?;
    }
    connection.execute(
        "update shift set number = number + ?1 where number < ?2",
        (shifts, PUT_AWAY_SHIFTS),
    )?;
    Ok(())
}

/// Takes out again what was put away of a company.
pub(super) fn take_out(connection: &Connection, tenant_id: TenantId) -> Result<(), StoreError> {
    for (place, owner) in places(connection)? {
        if owner != tenant_id.to_string() {
            continue;
        }
        let (prefix, shifts) = (series_prefix(place), place * PUT_AWAY_SHIFTS);
        for table in ["sale", "receipt_series"] {
            let sql = format!(
                "update {table} set series = substr(series, length(?1) + 1) where substr(series, 1, length(?1)) = ?1"
            );
            connection.execute(&sql, [&prefix])?;
        }
        connection.execute(
            "update shift set number = number - ?1 where number > ?1 and number < ?1 + ?2",
            (shifts, PUT_AWAY_SHIFTS),
        )?;
        connection.execute(
            "delete from setting where name = ?1",
            [format!("{PLACES}{place}")],
        )?;
    }
    Ok(())
}

fn series_prefix(place: i64) -> String {
    format!("{PUT_AWAY}{place}{PUT_AWAY}")
}

/// Lists the places in use and whose they are.
fn places(connection: &Connection) -> Result<Vec<(i64, String)>, StoreError> {
    let mut statement = connection.prepare(
        "select cast(substr(name, length(?1) + 1) as integer), value from setting where substr(name, 1, length(?1)) = ?1",
    )?;
    let rows = statement.query_map([PLACES], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Removes the rows of a stream from the tables that hold them.
pub(super) fn forget_rows(
    connection: &Connection,
    tables: &[&str],
    stream: &str,
) -> Result<(), StoreError> {
    for table in tables {
        connection.execute(&format!("delete from {table}"), [])?;
    }
    connection.execute("delete from feed_row where stream = ?1", [stream])?;
    Ok(())
}

/// Removes what is no fact but tells of a company's business: the empty ticket, print jobs, notices, wrong PINs.
pub(super) fn forget_traces(connection: &Connection) -> Result<(), StoreError> {
    for table in ["ticket", "print_job", "notice", "pin_attempt"] {
        connection.execute(&format!("delete from {table}"), [])?;
    }
    Ok(())
}

/// Removes everything a company's server has sent.
pub(super) fn forget(connection: &Connection) -> Result<(), StoreError> {
    for table in ["product_word", "product_part", "customer_part"] {
        connection.execute(&format!("delete from {table}"), [])?;
    }
    forget_rows(
        connection,
        &[
            "product_barcode",
            "product_version",
            "category",
            "tax_rate",
            "person",
            "customer",
            "card",
            "feed_row",
        ],
        "tenant",
    )?;
    connection.execute("update product_tally set active = 0, hidden = 1", [])?;
    staging::forget_all_cursors(connection)
}
