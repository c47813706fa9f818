use std::collections::{HashMap, HashSet};

use bezmen_domain::id::TenantId;
use bezmen_domain::money::Currency;
use uuid::Uuid;

use super::parse::{ImportOptions, ParsedRow, parse_row};
use super::reasons::BadReason;
use super::table::{Table, TableRow};
use super::write::{Outcome, write_batch};
use crate::platform::clock::Clock;
use crate::platform::db::{Db, DbError, sql};
use crate::platform::http::ApiError;

/// Rows of one transaction: long enough to be quick, short enough that a sale never waits for it noticeably.
const ROWS_A_BATCH: usize = 1000;

/// How often a batch is written when somebody, at the same moment, gives a product one of its barcodes. The next time the
/// product is there to be found.
const WRITE_TRIES: usize = 3;

/// Longest text kept of a bad row.
const MAX_CONTENT_CHARS: usize = 300;

/// How far an import is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows looked at.
    pub done: u64,
    /// Products made.
    pub created: u64,
    /// Products changed.
    pub updated: u64,
    /// Rows that changed nothing.
    pub unchanged: u64,
    /// Rows not taken.
    pub bad: u64,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRowRecord {
    /// Line of the file.
    pub line: u64,
    /// Why.
    pub reason: BadReason,
    /// The row's text, cut.
    pub content: String,
}

/// An import stopped. What was taken before stays.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The catalogue could not be published.
    #[error("{0}")]
    Publish(String),
    /// No column holds names.
    #[error("no column was chosen as the name")]
    NoName,
    /// There is no such company.
    #[error("there is no company {0}: bezmen-server tenant create makes one")]
    NoTenant(TenantId),
}

impl From<ApiError> for ImportError {
    fn from(error: ApiError) -> Self {
        Self::Publish(error.to_string())
    }
}

/// An import under way: rows are taken a batch a transaction.
///
/// A product is taken from the first row that names it, by a barcode or, where there is none, by its name. A later row of
/// that barcode or name is bad, and so is one that names the product by another of its barcodes and says something else of
/// it. So the same file, imported again, finds nothing to change and has the same bad rows.
pub struct Import {
    db: Db,
    clock: Clock,
    tenant_id: TenantId,
    currency: Currency,
    options: ImportOptions,
    rows: std::vec::IntoIter<TableRow>,
    are_ends_left_out: bool,
    seen: HashSet<Named>,
    named: HashSet<Uuid>,
    progress: Progress,
}

/// By what a row names its product.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Named {
    Barcode(String),
    Name(String),
}

impl Import {
    /// Prepares an import: nothing is changed yet.
    pub async fn new(
        db: &Db,
        clock: &Clock,
        tenant_id: TenantId,
        table: Table,
        options: ImportOptions,
    ) -> Result<Self, ImportError> {
        if !options
            .start
            .columns
            .contains(&bezmen_contract::console::imports::ImportField::Name)
        {
            return Err(ImportError::NoName);
        }
        let mut tx = db.read(tenant_id).await?;
        let currency: Option<(String,)> = sql("select currency from tenant where tenant_id = $1")
            .bind(tenant_id)
            .optional(&mut tx)
            .await?;
        let (currency,) = currency.ok_or(ImportError::NoTenant(tenant_id))?;
        tx.rollback().await?;
        let mut rows = table.rows.into_iter();
        if options.start.has_header {
            rows.next();
        }
        Ok(Self {
            db: db.clone(),
            clock: clock.clone(),
            tenant_id,
            currency: Currency::from_code(&currency)
                .map_err(|error| ImportError::Publish(error.to_string()))?,
            options,
            rows,
            are_ends_left_out: table.are_ends_left_out,
            seen: HashSet::new(),
            named: HashSet::new(),
            progress: Progress::default(),
        })
    }

    /// Takes the next rows. Returns how far it is and the rows it did not take; `None` when there are no more.
    pub async fn next_batch(
        &mut self,
    ) -> Result<Option<(Progress, Vec<BadRowRecord>)>, ImportError> {
        let mut batch: Vec<TableRow> = self.rows.by_ref().take(ROWS_A_BATCH).collect();
        if batch.is_empty() {
            return Ok(None);
        }
        if self.are_ends_left_out {
            let columns = self.options.start.columns.len();
            for row in batch.iter_mut().filter(|row| row.cells.len() < columns) {
                row.cells.resize(columns, String::new());
            }
        }
        let mut bad = Vec::new();
        let mut good: Vec<ParsedRow> = Vec::with_capacity(batch.len());
        let mut content: HashMap<u64, String> = HashMap::new();
        for row in &batch {
            match self.read(row) {
                Ok(parsed) => {
                    content.insert(row.line, text_of(row));
                    good.push(parsed);
                }
                Err(reason) => bad.push(BadRowRecord {
                    line: row.line,
                    reason,
                    content: text_of(row),
                }),
            }
        }
        let outcome = self.write(&good).await?;
        self.named.extend(outcome.named);
        bad.extend(outcome.bad.into_iter().map(|(line, reason)| BadRowRecord {
            line,
            reason,
            content: content.remove(&line).unwrap_or_default(),
        }));
        bad.sort_by_key(|row| row.line);
        self.progress.done += batch.len() as u64;
        self.progress.created += outcome.created;
        self.progress.updated += outcome.updated;
        self.progress.unchanged += outcome.unchanged;
        self.progress.bad += bad.len() as u64;
        Ok(Some((self.progress, bad)))
    }

    async fn write(&self, rows: &[ParsedRow]) -> Result<Outcome, ImportError> {
        for _ in 1..WRITE_TRIES {
            match self.try_write(rows).await {
                Err(ImportError::Db(error)) if error.is_unique_violation() => {}
                done => return done,
            }
        }
        self.try_write(rows).await
    }

    async fn try_write(&self, rows: &[ParsedRow]) -> Result<Outcome, ImportError> {
        let mut tx = self.db.write(self.tenant_id).await?;
        let update_known = self.options.start.update_known;
        let outcome = write_batch(
            &mut tx,
            &self.clock,
            self.tenant_id,
            rows,
            &self.named,
            update_known,
        )
        .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    fn read(&mut self, row: &TableRow) -> Result<ParsedRow, BadReason> {
        let parsed = parse_row(row, &self.options, self.currency)?;
        let (named, twice) = match &parsed.barcode {
            Some(code) => (Named::Barcode(code.clone()), BadReason::DuplicateInFile),
            None => (
                Named::Name(parsed.sort_key.clone()),
                BadReason::DuplicateName,
            ),
        };
        if self.seen.insert(named) {
            Ok(parsed)
        } else {
            Err(twice)
        }
    }
}

/// The row on one line: line breaks and tabs within cells would tear apart the line that tells of it.
fn text_of(row: &TableRow) -> String {
    row.cells
        .join(" | ")
        .replace(char::is_control, " ")
        .chars()
        .take(MAX_CONTENT_CHARS)
        .collect()
}
