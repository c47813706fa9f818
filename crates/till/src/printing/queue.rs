//! The steps of a print job at rest.

use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;
use rusqlite::{Connection, params};

use super::in_force::Share;
use super::words::{interrupted, labels_interrupted};
use crate::store::{IS_LABELS, JobDocument, Json, StoreError, Text};

/// A failed job is tried again by itself for a quarter of an hour. After that the customer is gone, and a printer that
/// comes back must not spit out the whole day: the job is kept, and printed when somebody asks for it.
pub(super) const RETRIED_FOR_MS: i64 = 15 * 60 * 1000;

/// A drawer is opened for a sale of the last half minute only: later nobody stands in front of it.
pub(super) const KICKED_FOR_MS: i64 = 30 * 1000;

/// A job whose turn it is.
#[derive(Debug, Clone)]
pub(super) struct DueJob {
    pub(super) id: PrintJobId,
    pub(super) document: JobDocument,
    pub(super) kick_drawer: bool,
    pub(super) is_copy: bool,
    pub(super) created_at_ms: i64,
}

impl DueJob {
    /// Whether its drawer may still be opened.
    pub(super) const fn kicks_at(&self, now_ms: i64) -> bool {
        self.kick_drawer && now_ms - self.created_at_ms <= KICKED_FOR_MS
    }
}

/// The condition that a job is of a share.
fn of_share(share: Share) -> String {
    match share {
        Share::Receipts => format!("not {IS_LABELS}"),
        Share::Labels => IS_LABELS.to_owned(),
        Share::All => "true".to_owned(),
        Share::Nothing => "false".to_owned(),
    }
}

/// The condition that a failed job is tried again by itself: it is young, and no labels that may be out already. Those bear no
/// mark of a copy, so printing them twice is a person's choice.
fn is_retried() -> String {
    format!("created_at_ms >= ?1 and not ({IS_LABELS} and is_copy)")
}

/// What is next in the queue.
#[derive(Debug, Clone)]
pub(super) enum Due {
    /// A job to be sent.
    Job(DueJob),
    /// A job whose document is missing or in a form that this program does not know.
    Unreadable(PrintJobId),
}

/// A drawer that somebody stands in front of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kick {
    pub(super) id: PrintJobId,
    /// The job is nothing but this drawer.
    pub(super) is_alone: bool,
}

/// Finds the job whose turn it is: a drawer alone that may still be opened, for somebody stands in front of it, else the
/// oldest one that waits or may be tried again, receipts before labels: a customer waits for them. Of those that failed, the
/// ones that were given up are passed over.
pub(super) fn next_due(
    connection: &Connection,
    share: Share,
    now_ms: i64,
    given_up: impl Fn(PrintJobId) -> bool,
) -> Result<Option<Due>, StoreError> {
    let alone = kicks_due(connection, share, now_ms)?
        .into_iter()
        .find(|kick| kick.is_alone && !given_up(kick.id));
    if let Some(kick) = alone {
        return read(connection, kick.id).map(Some);
    }
    let mut statement = connection.prepare_cached(&format!(
        "select id, state = 'failed' from print_job
        where state <> 'done' and (state = 'queued' or (state = 'failed' and {})) and {}
        order by {IS_LABELS}, rid",
        is_retried(),
        of_share(share)
    ))?;
    let mut rows = statement.query([now_ms - RETRIED_FOR_MS])?;
    while let Some(row) = rows.next()? {
        let id = row.get::<_, Text<PrintJobId>>(0)?.0;
        if row.get(1)? && given_up(id) {
            continue;
        }
        return read(connection, id).map(Some);
    }
    Ok(None)
}

/// Reads a job whole.
fn read(connection: &Connection, id: PrintJobId) -> Result<Due, StoreError> {
    let mut statement = connection.prepare_cached(
        "select coalesce(document, (
                select case when json_valid(o.body) then o.body -> '$.document' end
                from sale s join op o on o.epoch = s.op_epoch and o.seq = s.op_seq
                where s.id = print_job.sale_id)),
            kick_drawer, is_copy, created_at_ms
        from print_job where id = ?1",
    )?;
    let found = statement.query_row([Text(id)], |row| {
        Ok((
            row.get::<_, Option<Json<_>>>(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
        ))
    });
    let (document, kick_drawer, is_copy, created_at_ms) = match found.map_err(StoreError::from) {
        Ok((Some(Json(document)), kick, copy, at)) => (document, kick, copy, at),
        Ok((None, ..)) | Err(StoreError::Unreadable(_)) => return Ok(Due::Unreadable(id)),
        Err(error) => return Err(error),
    };
    Ok(Due::Job(DueJob {
        id,
        document,
        kick_drawer,
        is_copy,
        created_at_ms,
    }))
}

/// Finds the drawers that may still be opened, in the order of their jobs.
pub(super) fn kicks_due(
    connection: &Connection,
    share: Share,
    now_ms: i64,
) -> Result<Vec<Kick>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select id, case when json_valid(document) then json_array_length(document, '$.rows') = 0 else 0 end
        from print_job
        where state <> 'done' and state in ('queued', 'failed') and kick_drawer = 1 and created_at_ms >= ?1
            and {}
        order by rid",
        of_share(share)
    ))?;
    let kicks = statement.query_map([now_ms - KICKED_FOR_MS], |row| {
        Ok(Kick {
            id: row.get::<_, Text<PrintJobId>>(0)?.0,
            is_alone: row.get::<_, Option<bool>>(1)?.unwrap_or(false),
        })
    })?;
    Ok(kicks.collect::<Result<_, _>>()?)
}

/// Counts the jobs that wait or are tried again by themselves.
pub(super) fn count_due(
    connection: &Connection,
    share: Share,
    now_ms: i64,
) -> Result<u32, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select count(*) from print_job
        where state <> 'done' and (state <> 'failed' or ({})) and {}",
        is_retried(),
        of_share(share)
    ))?;
    Ok(statement.query_row([now_ms - RETRIED_FOR_MS], |row| row.get(0))?)
}

/// After a crash: what was being sent may be on paper, so it waits again as a copy, and its drawer is not opened again
/// unless the sale was just now. Labels wait for a person. Gives the number of such jobs.
pub(super) fn recover(
    connection: &Connection,
    share: Share,
    now_ms: i64,
    locale: Locale,
) -> Result<usize, StoreError> {
    let own = of_share(share);
    let labels = connection.execute(
        &format!(
            "update print_job set state = 'failed', is_copy = 1, last_error = ?1
            where state = 'sending' and {IS_LABELS} and {own}"
        ),
        params![labels_interrupted(locale)],
    )?;
    let receipts = connection.execute(
        &format!(
            "update print_job set state = 'queued', is_copy = 1, last_error = ?1,
                kick_drawer = case when created_at_ms >= ?2 then kick_drawer else 0 end
            where state = 'sending' and {own}"
        ),
        params![interrupted(locale), now_ms - KICKED_FOR_MS],
    )?;
    Ok(labels + receipts)
}

/// Says whether the job still waited: somebody may have taken it out of the queue.
pub(super) fn mark_sending(connection: &Connection, id: PrintJobId) -> Result<bool, StoreError> {
    let changed = connection.execute(
        "update print_job set state = 'sending', attempts = attempts + 1
        where id = ?1 and state in ('queued', 'failed')",
        [Text(id)],
    )?;
    Ok(changed == 1)
}

/// The drawer is open already: it opens no more with the job, and a job that was nothing else is done.
pub(super) fn mark_kicked(
    connection: &Connection,
    kick: Kick,
    now_ms: i64,
) -> Result<(), StoreError> {
    connection.execute(
        "update print_job set kick_drawer = 0 where id = ?1",
        [Text(kick.id)],
    )?;
    if kick.is_alone {
        mark_done(connection, kick.id, now_ms, "")?;
    }
    Ok(())
}

/// `remark` is empty unless something about the job is to be known although it is done.
pub(super) fn mark_done(
    connection: &Connection,
    id: PrintJobId,
    now_ms: i64,
    remark: &str,
) -> Result<(), StoreError> {
    connection.execute(
        "update print_job set state = 'done', last_error = ?3, sent_at_ms = ?2 where id = ?1",
        params![Text(id), now_ms, remark],
    )?;
    Ok(())
}

/// What became of a job that failed.
#[derive(Debug, Clone)]
pub(super) struct Failed {
    pub(super) reason: String,
    /// The next try is a copy and opens no drawer.
    pub(super) may_have_printed: bool,
}

pub(super) fn mark_failed(
    connection: &Connection,
    id: PrintJobId,
    failed: &Failed,
) -> Result<(), StoreError> {
    connection.execute(
        "update print_job set state = 'failed', last_error = ?2,
            is_copy = max(is_copy, ?3), kick_drawer = case when ?3 then 0 else kick_drawer end
        where id = ?1",
        params![Text(id), failed.reason, failed.may_have_printed],
    )?;
    Ok(())
}

/// Without a printer nothing can be tried.
pub(super) fn fail_all_queued(
    connection: &Connection,
    share: Share,
    reason: &str,
) -> Result<usize, StoreError> {
    Ok(connection.execute(
        &format!(
            "update print_job set state = 'failed', last_error = ?1 where state = 'queued' and {}",
            of_share(share)
        ),
        [reason],
    )?)
}
