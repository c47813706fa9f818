use std::collections::VecDeque;

use bezmen_contract::wire::fact::{SaleFact, SaleHead};
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::id::{CustomerId, SaleId, ShiftId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_domain::receipt_number::ReceiptNumber;

use super::basket;
use super::customers::Buyer;
use super::history::{HistoryError, TillDay};
use super::oplog::OpLog;
use super::random::Random;
use super::shift::Shift;
use super::shop::{DemoTerminal, Shop, Worker};
use super::traffic::{CLOSES_HOUR, HOUR_MS, MINUTE_MS, OPENS_HOUR, moments};

/// Whole days of sales before today.
pub const DAYS: i32 = 30;

/// What is in the drawer on the first morning.
const FIRST_FLOAT: Money = Money::from_minor(500_000);

/// Sales that somebody may still bring back.
const REMEMBERED_SALES: usize = 200;

/// A till with everything that it carries from one day to the next.
#[derive(Debug)]
pub(super) struct Till {
    pub place: usize,
    pub terminal: DemoTerminal,
    pub random: Random,
    pub log: OpLog,
    /// The last receipt's number.
    pub number: u64,
    pub shift_number: u64,
    /// Cash in the drawer between two shifts.
    pub drawer: Money,
    pub weights: Vec<u32>,
    pub remembered: VecDeque<SaleFact>,
    /// Customers who were to get a card and found no time.
    late: Vec<Buyer>,
}

impl Till {
    pub(super) fn new(shop: &Shop, place: usize, random: Random) -> Self {
        let terminal = shop.terminals[place].clone();
        let log = OpLog::new(terminal.terminal_id, terminal.epoch);
        Self {
            place,
            terminal,
            random,
            log,
            number: 0,
            shift_number: 0,
            drawer: FIRST_FLOAT,
            weights: basket::weights(&shop.goods),
            remembered: VecDeque::new(),
            late: Vec::new(),
        }
    }

    /// The head of the next receipt.
    pub(super) fn next_head(
        &mut self,
        shop: &Shop,
        (shift_id, seller): (ShiftId, &Worker),
        at_ms: i64,
        customer_id: Option<CustomerId>,
    ) -> SaleHead {
        self.number += 1;
        SaleHead {
            sale_id: SaleId::from_parts(at_ms.cast_unsigned(), self.random.id_part()),
            number: ReceiptNumber {
                series: self.terminal.series.clone(),
                number: self.number,
            },
            shift_id,
            person_id: seller.person_id,
            person_name: seller.name.clone(),
            sold_at_ms: at_ms,
            utc_offset_minutes: shop.utc_offset_minutes,
            customer_id,
        }
    }

    /// Works through a day. Today ends where the history ends; the first till leaves today to whoever tries the demo.
    pub(super) fn day(
        &mut self,
        shop: &Shop,
        day: i32,
        date: BusinessDate,
        known: &[Buyer],
        new: Vec<Buyer>,
    ) -> Result<Option<TillDay>, HistoryError> {
        self.late.extend(new);
        let is_today = day == DAYS;
        if is_today && self.place == 0 {
            return Ok(None);
        }
        let midnight_ms = date.start_ms(shop.utc_offset_minutes);
        let opens_ms =
            midnight_ms + OPENS_HOUR * HOUR_MS - self.random.within(3 * MINUTE_MS, 16 * MINUTE_MS);
        let closes_ms =
            midnight_ms + CLOSES_HOUR * HOUR_MS + self.random.within(4 * MINUTE_MS, 14 * MINUTE_MS);
        let moments = moments(&mut self.random, self.place, date, shop.utc_offset_minutes);
        if opens_ms >= shop.end_ms {
            return Ok(None);
        }
        let seller = seller(shop, self.place, day, date).ok_or(HistoryError::NoSeller)?;
        let mut shift = Shift::open(shop, self, seller, opens_ms)?;
        let mut last_ms = opens_ms;
        for at_ms in moments.into_iter().filter(|at_ms| *at_ms < shop.end_ms) {
            shift.serve(at_ms, known)?;
            last_ms = at_ms;
        }
        let closes_ms = closes_ms.max(last_ms + 5 * MINUTE_MS);
        let is_open = is_today && closes_ms >= shop.end_ms;
        let totals = if is_open {
            shift.leave_open()
        } else {
            shift.close(closes_ms)?
        };
        Ok(Some(TillDay {
            till: self.place,
            ops: self.log.take(),
            totals,
            is_open,
        }))
    }

    /// A customer who gets a card with this receipt.
    pub(super) fn joins(&mut self) -> Option<Buyer> {
        if !self.late.is_empty() && self.random.percent(35) {
            self.late.pop()
        } else {
            None
        }
    }

    /// Keeps a sale in mind, in case it comes back.
    pub(super) fn remember(&mut self, sale: SaleFact) {
        if self.remembered.len() == REMEMBERED_SALES {
            self.remembered.pop_front();
        }
        self.remembered.push_back(sale);
    }
}

/// Those who sell take turns at the tills; on Sundays the owner stands in for the manager.
fn seller(shop: &Shop, place: usize, day: i32, date: BusinessDate) -> Option<&Worker> {
    let sellers: Vec<&Worker> = shop
        .workers_of(Role::Cashier)
        .chain(shop.workers_of(Role::Manager))
        .collect();
    let turn = place + usize::try_from(day / 2).unwrap_or_default();
    let seller = *sellers.get(turn % sellers.len().max(1))?;
    let is_sunday = date.weekday() == 6;
    if is_sunday && seller.role == Role::Manager {
        shop.workers_of(Role::Owner).next()
    } else {
        Some(seller)
    }
}
