//! The print queue at rest. Bytes are made by the worker when it sends, for the printer there is then.

use bezmen_contract::till::PrintJobState;
use bezmen_domain::id::{PrintJobId, SaleId};
use bezmen_domain::receipt::ReceiptDocument;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::columns::{Json, Text, Word};
use super::error::Stored;
use crate::printing::WaitingLabel;

/// The condition that a row of `print_job` holds labels rather than a receipt. A document that is no JSON holds neither, and must
/// not spoil the question about all others.
pub const IS_LABELS: &str = "(case when json_valid(print_job.document)
    then json_type(print_job.document, '$.labels') is not null else 0 end)";

/// What a job prints. At rest it is the JSON of either, under `document`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum JobDocument {
    /// Labels, one after another.
    Labels {
        /// The labels.
        labels: Vec<WaitingLabel>,
    },
    /// A receipt or a report.
    Receipt(ReceiptDocument),
}

impl JobDocument {
    /// Whether it prints labels.
    pub const fn is_labels(&self) -> bool {
        matches!(self, Self::Labels { .. })
    }
}

/// A job to be put into the queue.
#[derive(Debug, Clone)]
pub struct NewPrintJob<'a> {
    /// Its id.
    pub id: PrintJobId,
    /// The sale it prints.
    pub sale_id: Option<SaleId>,
    /// What the list calls it.
    pub title: &'a str,
    /// What is printed; no rows when only the drawer is kicked. That of a sale is not kept a second time.
    pub document: &'a ReceiptDocument,
    /// Whether the drawer opens.
    pub kick_drawer: bool,
    /// Whether it is marked as a copy.
    pub is_copy: bool,
    /// When.
    pub created_at_ms: i64,
}

/// A job of the queue, without its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJobRecord {
    /// Which.
    pub id: PrintJobId,
    /// What the list calls it.
    pub title: String,
    /// Its fate.
    pub state: PrintJobState,
    /// Tries.
    pub attempts: u32,
    /// Why the last try failed.
    pub last_error: String,
    /// When it was made.
    pub created_at_ms: i64,
    /// Whether it prints labels.
    pub is_labels: bool,
}

/// Puts labels into the queue.
pub fn insert_label_job(
    connection: &Connection,
    id: PrintJobId,
    title: &str,
    labels: Vec<WaitingLabel>,
    created_at_ms: i64,
) -> Stored<()> {
    connection
        .prepare_cached(
            "insert into print_job (id, sale_id, title, document, kick_drawer, is_copy, state, created_at_ms)
            values (?1, null, ?2, ?3, 0, 0, 'queued', ?4)",
        )?
        .execute(params![
            Text(id),
            title,
            Json(JobDocument::Labels { labels }),
            created_at_ms
        ])?;
    Ok(())
}

/// Puts a job into the queue.
pub fn insert_print_job(connection: &Connection, job: &NewPrintJob<'_>) -> Stored<()> {
    let is_logged = job.sale_id.is_some() && !job.is_copy;
    connection
        .prepare_cached(
            "insert into print_job (id, sale_id, title, document, kick_drawer, is_copy, state, created_at_ms)
            values (?1, ?2, ?3, ?4, ?5, ?6, 'queued', ?7)",
        )?
        .execute(params![
            Text(job.id),
            job.sale_id.map(Text),
            job.title,
            (!is_logged).then_some(Json(job.document)),
            job.kick_drawer,
            job.is_copy,
            job.created_at_ms
        ])?;
    Ok(())
}

/// Lists the newest jobs.
pub fn print_jobs(connection: &Connection, limit: u32) -> Stored<Vec<PrintJobRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select id, title, state, attempts, last_error, created_at_ms, {IS_LABELS}
        from print_job order by rid desc limit ?1"
    ))?;
    let rows = statement.query_map([limit], record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Jobs that are not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WaitingJobs {
    /// How many.
    pub all: u32,
    /// How many of them failed.
    pub failed: u32,
}

/// Counts the jobs that are not done: receipts and reports, and labels.
pub fn waiting_print_jobs(connection: &Connection) -> Stored<(WaitingJobs, WaitingJobs)> {
    let mut statement = connection.prepare_cached(&format!(
        "select count(*), coalesce(sum(state = 'failed'), 0),
            coalesce(sum({IS_LABELS}), 0), coalesce(sum({IS_LABELS} and state = 'failed'), 0)
        from print_job where state <> 'done'"
    ))?;
    let (all, failed, labels, failed_labels) = statement.query_row([], |row| {
        Ok((
            row.get::<_, u32>(0)?,
            row.get::<_, u32>(1)?,
            row.get::<_, u32>(2)?,
            row.get::<_, u32>(3)?,
        ))
    })?;
    let receipts = WaitingJobs {
        all: all.saturating_sub(labels),
        failed: failed.saturating_sub(failed_labels),
    };
    let labels = WaitingJobs {
        all: labels,
        failed: failed_labels,
    };
    Ok((receipts, labels))
}

/// Puts a failed job back into its place in the queue; `false` when it is not one that failed.
pub fn retry_print_job(connection: &Connection, id: PrintJobId) -> Stored<bool> {
    let changed = connection.execute(
        "update print_job set state = 'queued', last_error = '' where id = ?1 and state = 'failed'",
        [Text(id)],
    )?;
    Ok(changed == 1)
}

/// Takes a job that is not being printed out of the queue; its title, or nothing when there is no such job.
pub fn drop_print_job(connection: &Connection, id: PrintJobId) -> Stored<Option<String>> {
    let mut statement = connection.prepare_cached(
        "delete from print_job where id = ?1 and state in ('queued', 'failed') returning title",
    )?;
    let dropped = statement.query_map([Text(id)], |row| row.get(0))?;
    Ok(dropped.collect::<Result<Vec<_>, _>>()?.pop())
}

fn record(row: &Row<'_>) -> rusqlite::Result<PrintJobRecord> {
    Ok(PrintJobRecord {
        id: row.get::<_, Text<_>>(0)?.0,
        title: row.get(1)?,
        state: row.get::<_, Word<_>>(2)?.0,
        attempts: row.get(3)?,
        last_error: row.get(4)?,
        created_at_ms: row.get(5)?,
        is_labels: row.get(6)?,
    })
}
