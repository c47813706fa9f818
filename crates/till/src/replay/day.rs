//! The days of the file: a shift each, and the clock that stands at the moment of each invoice.

use std::sync::atomic::{AtomicI64, Ordering};

use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::money::Money;

use super::{ReplayError, Run};
use crate::clock::{Clock, SystemClock};
use crate::shift::{self, CloseInput};
use crate::store;

/// Stands for the computer's own time; no invoice is that old.
const THE_COMPUTERS: i64 = i64::MIN;

/// Stands at the moment of the invoice that is being sold. What is said to the server later has the computer's time.
#[derive(Debug, Default)]
pub struct InvoiceClock {
    at_ms: AtomicI64,
}

impl InvoiceClock {
    fn set(&self, at_ms: i64) {
        self.at_ms.store(at_ms, Ordering::Relaxed);
    }

    /// Shows the computer's time from now on.
    pub fn be_the_computers(&self) {
        self.set(THE_COMPUTERS);
    }
}

impl Clock for InvoiceClock {
    fn now_ms(&self) -> i64 {
        match self.at_ms.load(Ordering::Relaxed) {
            THE_COMPUTERS => SystemClock.now_ms(),
            at_ms => at_ms,
        }
    }

    fn utc_offset_minutes(&self) -> i32 {
        0
    }
}

impl Run {
    /// Begins the day of an invoice: the shift of the day before is closed with its Z report first.
    pub fn begin_day(&mut self, local_ms: i64) -> Result<(), ReplayError> {
        let at_ms = local_ms - i64::from(self.utc_offset_minutes) * 60_000;
        let day = BusinessDate::from_wall(at_ms, self.utc_offset_minutes);
        if self.today == Some(day) {
            self.clock.set(at_ms);
            return Ok(());
        }
        self.close_day()?;
        self.clock.set(at_ms);
        self.today = Some(day);
        let opened = self.write(|desk| {
            let person = desk.person()?;
            if store::open_shift(desk.tx)?.is_none() {
                shift::open(desk, &person, Money::ZERO)?;
            }
            Ok(())
        });
        opened.map_err(|refusal| self.refused(refusal))
    }

    /// Closes the shift of the day with the cash that should be there.
    pub fn close_day(&mut self) -> Result<(), ReplayError> {
        if self.today.take().is_none() {
            return Ok(());
        }
        let closed = self.write(|desk| {
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
        });
        closed.map_err(|refusal| self.refused(refusal))
    }
}
