use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bezmen_contract::console::imports::{BadRow, ImportJob, ImportState};
use bezmen_domain::id::TenantId;
use bezmen_domain::locale::Locale;
use uuid::Uuid;

use super::bad_row_message;
use super::work::{BadRowRecord, Progress};
use crate::platform::db::{Bulk, DbError, Tx, sql};
use crate::platform::http::{ApiError, refusals};

/// Bad rows shown with a job; all of them are in the file to download.
const SHOWN_BAD_ROWS: i64 = 200;

/// The imports that this process works on. A job that says it runs and is not among them was cut off.
#[derive(Debug, Clone, Default)]
pub struct RunningImports {
    ids: Arc<Mutex<HashSet<(TenantId, Uuid)>>>,
}

impl RunningImports {
    /// Notes a job until the returned guard is dropped.
    pub(super) fn begin(&self, tenant_id: TenantId, id: Uuid) -> RunningImport {
        self.ids().insert((tenant_id, id));
        RunningImport {
            running: self.clone(),
            key: (tenant_id, id),
        }
    }

    /// Says whether this process works on a job. Ask before the transaction that reads the job begins: a job that ends
    /// between the two would else look cut off.
    pub(super) fn has(&self, tenant_id: TenantId, id: Uuid) -> bool {
        self.ids().contains(&(tenant_id, id))
    }

    fn ids(&self) -> MutexGuard<'_, HashSet<(TenantId, Uuid)>> {
        // A set stays a set whatever a panicking thread did with it.
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job that this process works on.
pub(super) struct RunningImport {
    running: RunningImports,
    key: (TenantId, Uuid),
}

impl Drop for RunningImport {
    fn drop(&mut self) {
        self.running.ids().remove(&self.key);
    }
}

#[derive(sqlx::FromRow)]
struct Record {
    state: String,
    file_name: String,
    total_rows: i64,
    done_rows: i64,
    created_rows: i64,
    updated_rows: i64,
    unchanged_rows: i64,
    bad_rows: i64,
    failure: String,
}

/// Shows a job in one language. `is_ours` is what [`RunningImports::has`] said before the transaction began.
pub(super) async fn load(
    tx: &mut Tx,
    is_ours: bool,
    tenant_id: TenantId,
    id: Uuid,
    locale: Locale,
) -> Result<ImportJob, ApiError> {
    let record: Option<Record> = sql(
        "select state, file_name, total_rows, done_rows, created_rows, updated_rows, unchanged_rows, bad_rows, failure \
         from import_job where tenant_id = $1 and id = $2",
    )
    .bind(tenant_id)
    .bind(id)
    .optional(tx)
    .await?;
    let record = record.ok_or(refusals::NOT_FOUND)?;
    let was_cut_off = record.state == "running" && !is_ours;
    let state = match record.state.as_str() {
        "previewed" => ImportState::Previewed,
        "running" if was_cut_off => ImportState::Failed,
        "running" => ImportState::Running,
        "done" => ImportState::Done,
        _ => ImportState::Failed,
    };
    let error = if was_cut_off {
        locale
            .pick(
                "Загрузка прервалась. Загрузите файл ещё раз: принятые строки второй раз не создадутся.",
                "The import was cut off. Upload the file again: rows already taken are not made twice.",
            )
            .to_owned()
    } else {
        record.failure
    };
    let count = |number: i64| number.unsigned_abs();
    Ok(ImportJob {
        import_id: id.to_string(),
        file_name: record.file_name,
        state,
        rows: count(record.total_rows),
        done: count(record.done_rows),
        created: count(record.created_rows),
        updated: count(record.updated_rows),
        unchanged: count(record.unchanged_rows),
        bad: count(record.bad_rows),
        bad_rows: bad_rows(tx, tenant_id, id, locale, SHOWN_BAD_ROWS).await?,
        error,
    })
}

/// Reads rows that were not taken.
pub(super) async fn bad_rows(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: Uuid,
    locale: Locale,
    limit: i64,
) -> Result<Vec<BadRow>, DbError> {
    let rows: Vec<(i64, String, String)> = sql(
        "select line, reason, content from import_bad_row where tenant_id = $1 and job_id = $2 order by line limit $3",
    )
    .bind(tenant_id)
    .bind(id)
    .bind(limit)
    .all(tx)
    .await?;
    let view = |(line, code, text): (i64, String, String)| BadRow {
        line: line.unsigned_abs(),
        message: bad_row_message(&code, locale),
        code,
        text,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// Writes how far a job is.
pub(super) async fn write_progress(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: Uuid,
    progress: &Progress,
    bad: &[BadRowRecord],
) -> Result<(), DbError> {
    sql("update import_job set done_rows = $3, created_rows = $4, updated_rows = $5, unchanged_rows = $6, bad_rows = $7 \
         where tenant_id = $1 and id = $2")
    .bind(tenant_id)
    .bind(id)
    .bind(progress.done.cast_signed())
    .bind(progress.created.cast_signed())
    .bind(progress.updated.cast_signed())
    .bind(progress.unchanged.cast_signed())
    .bind(progress.bad.cast_signed())
    .run(tx)
    .await?;
    let mut rows = Bulk::new("import_bad_row (tenant_id, job_id, line, reason, content)");
    for row in bad {
        let content = row.content.as_str();
        rows.push([
            tenant_id.into(),
            id.into(),
            row.line.cast_signed().into(),
            row.reason.code().into(),
            content.into(),
        ]);
    }
    rows.insert(tx).await
}

/// Writes that a job is over and lets its file go.
pub(super) async fn finish(
    tx: &mut Tx,
    tenant_id: TenantId,
    id: Uuid,
    failure: &str,
    now_ms: i64,
) -> Result<(), DbError> {
    sql("update import_job set state = $3, failure = $4, finished_at_ms = $5, content = null where tenant_id = $1 and id = $2")
        .bind(tenant_id)
        .bind(id)
        .bind(if failure.is_empty() { "done" } else { "failed" })
        .bind(failure)
        .bind(now_ms)
        .run(tx)
        .await?;
    Ok(())
}
