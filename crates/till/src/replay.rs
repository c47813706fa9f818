//! Selling a file of invoices: every invoice becomes a sale, every cancellation a return, at the dates of the file.
//!
//! The same rules and the same transactions as at the counter, only without printing. A line that the rules forbid is
//! reported with its number and reason; so every line of the file is in a sale, in a return or in the report.

mod back;
mod file;
mod invoice;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bezmen_contract::failure::Failure;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::CustomerId;
use bezmen_domain::money::Money;
use serde::{Deserialize, Serialize};

pub use file::ReplayFileError;

use crate::clock::{ManualClock, SystemEntropy};
use crate::fixture::{self, ShopKind};
use crate::shift::{self, CloseInput};
use crate::store::{self, OpenError, StoreError};
use crate::till::{Till, TillOptions};
use back::SoldBefore;
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
    /// Stable word for the reason.
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
    /// The file was sold in this folder before.
    #[error(
        "invoice {0} was sold in this folder before; use an empty folder, so that nothing is counted twice"
    )]
    SoldBefore(String),
    /// Nobody here may sell.
    #[error("nobody at this till may sell; give somebody the right in the console and sync")]
    NobodySells,
}

/// Sells the file at a till. `progress` hears how many invoices of how many are done.
///
/// A folder that is not paired becomes a made-up shop in pounds, so that the file can be tried without a server.
///
/// # Errors
/// [`ReplayError`] says what stands in the way; what was sold until then stays sold.
pub fn replay(
    options: TillOptions,
    file: &Path,
    mut progress: impl FnMut(usize, usize),
) -> Result<ReplayReport, ReplayError> {
    let begun = Instant::now();
    let clock = Arc::new(ManualClock::new(0));
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
    let invoices = read_invoices(file)?;
    let mut run = Run::begin(till, clock, &invoices)?;
    for (index, invoice) in invoices.iter().enumerate() {
        run.invoice(index, invoice)?;
        if index % PROGRESS_EVERY == 0 {
            progress(index, invoices.len());
        }
    }
    run.close_day()?;
    run.till.close();
    Ok(ReplayReport {
        invoices: u64::try_from(invoices.len()).unwrap_or(u64::MAX),
        sales: run.sales,
        returns: run.returns,
        skipped: run.skipped,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

/// A replay under way.
struct Run {
    till: Till,
    clock: Arc<ManualClock>,
    utc_offset_minutes: i32,
    today: Option<BusinessDate>,
    customers: HashMap<String, CustomerId>,
    sold: SoldBefore,
    sales: CountTotal,
    returns: CountTotal,
    skipped: Vec<SkippedLine>,
}

impl Run {
    fn begin(
        till: Till,
        clock: Arc<ManualClock>,
        invoices: &[Invoice],
    ) -> Result<Self, ReplayError> {
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
        let first = invoices
            .first()
            .map(|invoice| invoice.number.clone())
            .unwrap_or_default();
        let is_known: bool = till.store().read(|connection| {
            let known = connection.query_row(
                "select exists (select 1 from sale where external_ref = ?1)",
                [&first],
                |row| row.get(0),
            );
            known.map_err(StoreError::from)
        })?;
        if is_known {
            return Err(ReplayError::SoldBefore(first));
        }
        let utc_offset_minutes = till
            .store()
            .read(store::store_card)?
            .map_or(0, |card| card.utc_offset_minutes);
        Ok(Self {
            till,
            clock,
            utc_offset_minutes,
            today: None,
            customers: HashMap::new(),
            sold: SoldBefore::default(),
            sales: CountTotal::default(),
            returns: CountTotal::default(),
            skipped: Vec::new(),
        })
    }

    /// Begins the day of an invoice: the shift of the day before is closed with its Z report first.
    fn begin_day(&mut self, at_ms: i64) -> Result<(), ReplayError> {
        let day = BusinessDate::from_wall(at_ms, self.utc_offset_minutes);
        if self.today == Some(day) {
            self.clock.set(at_ms);
            return Ok(());
        }
        self.close_day()?;
        self.clock.set(at_ms);
        self.today = Some(day);
        self.write(|desk| {
            let person = desk.person()?;
            if store::open_shift(desk.tx)?.is_none() {
                shift::open(desk, &person, Money::ZERO)?;
            }
            Ok(())
        })
    }

    fn close_day(&mut self) -> Result<(), ReplayError> {
        if self.today.take().is_none() {
            return Ok(());
        }
        self.write(|desk| {
            let person = desk.person()?;
            let shift = desk.shift()?;
            let expected = shift.totals.expected_cash;
            if expected.is_negative() {
                // More was given back in cash than was taken: somebody brought the money.
                shift::bring_cash(desk, &person, -expected, "cash for refunds")?;
            }
            let counted_cash = expected.max(Money::ZERO);
            shift::close(
                desk,
                &person,
                CloseInput {
                    counted_cash,
                    note: String::new(),
                    has_print_job: false,
                },
            )?;
            Ok(())
        })
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut crate::desk::Desk<'_>) -> Result<T, crate::refusal::Refusal>
        + Send
        + 'static,
    ) -> Result<T, ReplayError> {
        self.till.engine().write(None, work).map_err(|refusal| {
            let locale = self.till.engine().locale();
            ReplayError::Refused(refusal.failure(locale))
        })
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
