//! Selling a file of invoices: every invoice becomes a sale, every cancellation a return, at the dates of the file.
//!
//! The same rules as at the counter, only without printing, and one transaction an invoice. A line that the rules forbid is
//! reported with its number and reason, and so is every line of an invoice that is refused as a whole; so every line of the
//! file is in a sale, in a return or in the report. Sold invoices are known by their numbers: a file that is sold again in
//! the same folder goes on where it stopped, counts nothing twice and answers the same sums. A paired till is level with
//! its server in the end.

mod back;
mod before;
mod day;
mod file;
mod invoice;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bezmen_contract::failure::Failure;
use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::CustomerId;
use bezmen_domain::money::Money;
use serde::{Deserialize, Serialize};

pub use file::ReplayFileError;

use crate::clock::SystemEntropy;
use crate::desk::Desk;
use crate::fixture::{self, ShopKind};
use crate::refusal::Refusal;
use crate::store::{self, OpenError, StoreError};
use crate::sync::{Counts, SyncOptions, SyncWorker};
use crate::till::{Till, TillOptions};
use before::SoldBefore;
use day::InvoiceClock;
use file::{Invoice, read_invoices};

/// How many invoices between two reports of progress.
const PROGRESS_EVERY: usize = 1_000;

/// How many and how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CountTotal {
    /// Receipts.
    pub count: u64,
    /// Σ of their totals.
    pub total_minor: i64,
}

/// A line that the rules forbid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedLine {
    /// Its number in the file; the heading is line 1.
    pub line: u64,
    /// Its invoice.
    pub invoice: String,
    /// Stable word for the reason; the code of the refusal, in capitals, when the whole invoice was refused.
    pub reason: String,
    /// Quantity × price, rounded half-up to the minor unit; with its sign.
    pub amount_minor: i64,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReplayReport {
    /// Invoices in the file.
    pub invoices: u64,
    /// Sales made.
    pub sales: CountTotal,
    /// Returns made.
    pub returns: CountTotal,
    /// Lines that became neither.
    pub skipped: Vec<SkippedLine>,
    /// How long it took.
    pub seconds: f64,
}

/// A file that was sold to its end.
#[derive(Debug)]
pub struct Replayed {
    /// What became of its lines.
    pub report: ReplayReport,
    /// What was sent and fetched, or why till and server are not level; `None` when no server made this till.
    pub synced: Option<Result<Counts, Failure>>,
}

/// Why a file could not be sold.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The data folder.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file.
    #[error(transparent)]
    File(#[from] ReplayFileError),
    /// The engine refused.
    #[error("{0}")]
    Refused(#[from] Failure),
    /// The invoice was sold in this folder with other lines.
    #[error(
        "invoice {0} was sold in this folder before, with other lines; use an empty folder for another file"
    )]
    SoldOtherwise(String),
    /// The operating system gives no thread to sync in.
    #[error("cannot sync: {0}")]
    Thread(#[from] std::io::Error),
    /// Nobody here may sell.
    #[error("nobody at this till may sell; give somebody the right in the console and sync")]
    NobodySells,
}

/// Sells the file at a till. `progress` hears how many invoices of how many are done.
///
/// A folder that is not paired becomes a made-up shop in pounds, so that the file can be tried without a server.
///
/// # Errors
/// [`ReplayError`] says what stands in the way; what was sold until then stays sold, and the next run goes on from there.
pub fn replay(
    options: TillOptions,
    file: &Path,
    mut progress: impl FnMut(usize, usize),
) -> Result<Replayed, ReplayError> {
    let begun = Instant::now();
    // A mistyped file is told before a shop is made up for it.
    let invoices = read_invoices(file)?;
    let clock = Arc::new(InvoiceClock::default());
    let till = Till::open(
        options
            .with_clock(Arc::clone(&clock) as Arc<_>)
            .with_entropy(Arc::new(SystemEntropy)),
    )?;
    fixture::seed(
        &till,
        ShopKind {
            currency: bezmen_domain::money::Currency::GBP,
            locale: bezmen_domain::locale::Locale::En,
            cash_step: Money::ZERO,
            has_groceries: false,
        },
    )?;
    let mut run = Run::begin(till, clock)?;
    for (index, invoice) in invoices.iter().enumerate() {
        run.invoice(index, invoice)?;
        if index % PROGRESS_EVERY == 0 {
            progress(index, invoices.len());
        }
    }
    run.close_day()?;
    let synced = run.sync()?;
    run.till.close();
    run.skipped.sort_by_key(|line| line.line);
    let report = ReplayReport {
        invoices: u64::try_from(invoices.len()).unwrap_or(u64::MAX),
        sales: run.sales,
        returns: run.returns,
        skipped: run.skipped,
        seconds: begun.elapsed().as_secs_f64(),
    };
    Ok(Replayed { report, synced })
}

/// A replay under way.
struct Run {
    till: Till,
    clock: Arc<InvoiceClock>,
    utc_offset_minutes: i32,
    today: Option<BusinessDate>,
    customers: HashMap<String, CustomerId>,
    sold: SoldBefore,
    sales: CountTotal,
    returns: CountTotal,
    skipped: Vec<SkippedLine>,
}

impl Run {
    fn begin(till: Till, clock: Arc<InvoiceClock>) -> Result<Self, ReplayError> {
        let seller = till
            .store()
            .read(store::staff)?
            .into_iter()
            .map(|(person, _)| person)
            .find(|person| {
                person
                    .role
                    .may(bezmen_domain::permission::Permission::OpenPrice)
            })
            .ok_or(ReplayError::NobodySells)?;
        till.sign_in_from_the_shell(seller.id);
        let (card, shift) = till.store().read(|connection| {
            Ok::<_, StoreError>((
                store::store_card(connection)?,
                store::open_shift(connection)?,
            ))
        })?;
        let utc_offset_minutes = card.map_or(0, |card| card.utc_offset_minutes);
        // A replay that was cut short has left its shift open: it is that of its day.
        let today =
            shift.map(|shift| BusinessDate::from_wall(shift.opened_at_ms, utc_offset_minutes));
        Ok(Self {
            till,
            clock,
            utc_offset_minutes,
            today,
            customers: HashMap::new(),
            sold: SoldBefore::default(),
            sales: CountTotal::default(),
            returns: CountTotal::default(),
            skipped: Vec::new(),
        })
    }

    /// Brings the till and its server level, at today's time.
    fn sync(&self) -> Result<Option<Result<Counts, Failure>>, ReplayError> {
        let identity = self.till.store().read(store::get_identity)?;
        let made_up = fixture::paired_terminal().terminal_id;
        if identity.is_none_or(|identity| identity.terminal_id == made_up) {
            return Ok(None);
        }
        self.clock.be_the_computers();
        let worker = SyncWorker::start(&self.till, SyncOptions::once())?;
        let synced = worker.sync_once();
        worker.stop();
        Ok(Some(synced))
    }

    fn write<T>(
        &self,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.till.engine().write(None, work)
    }

    fn refused(&self, refusal: Refusal) -> ReplayError {
        ReplayError::Refused(refusal.failure(self.till.engine().locale()))
    }

    /// Adds what an invoice became to the sums, and remembers it for cancellations.
    fn count(&mut self, invoice: &Invoice, facts: &[SaleFact]) {
        for fact in facts {
            let sums = if invoice.is_cancellation() {
                self.sold.take_off(&invoice.customer, fact);
                &mut self.returns
            } else {
                self.sold.remember(&invoice.customer, fact);
                &mut self.sales
            };
            sums.count += 1;
            sums.total_minor += fact.total.minor();
        }
    }

    fn skip(&mut self, invoice: &Invoice, line: &file::Line, reason: &str) {
        self.skipped.push(SkippedLine {
            line: line.number,
            invoice: invoice.number.clone(),
            reason: reason.to_owned(),
            amount_minor: line.amount_minor(),
        });
    }
}
