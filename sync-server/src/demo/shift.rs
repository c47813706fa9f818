use bezmen_contract::wire::fact::{CashMoveFact, ShiftClosed, ShiftOpened, kind};
use bezmen_domain::business_date::LocalTime;
use bezmen_domain::id::{CashMoveId, ShiftId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::receipt::{ShiftReport, build_z};
use bezmen_domain::shift::{ShiftEntry, ShiftTotals};

use super::customers::Buyer;
use super::history::HistoryError;
use super::shop::{Shop, Worker};
use super::till::Till;
use super::traffic::MINUTE_MS;

/// What stays in the drawer overnight, at least.
const FLOAT: Money = Money::from_minor(500_000);

/// Cash goes to the safe in whole thousands.
const SAFE_STEP_MINOR: i64 = 100_000;

/// From this hour on it is evening.
const EVENING_HOUR: u32 = 20;

/// A shift while it is open.
pub(super) struct Shift<'a> {
    pub shop: &'a Shop,
    pub till: &'a mut Till,
    pub seller: &'a Worker,
    pub shift_id: ShiftId,
    opened_ms: i64,
    from_seq: u64,
    pub totals: ShiftTotals,
}

impl<'a> Shift<'a> {
    pub(super) fn open(
        shop: &'a Shop,
        till: &'a mut Till,
        seller: &'a Worker,
        at_ms: i64,
    ) -> Result<Self, HistoryError> {
        let shift_id = ShiftId::from_parts(at_ms.cast_unsigned(), till.random.id_part());
        till.shift_number += 1;
        let fact = ShiftOpened {
            shift_id,
            number: till.shift_number,
            person_id: seller.person_id,
            opening_float: till.drawer,
            opened_at_ms: at_ms,
        };
        let from_seq = till
            .log
            .append(&mut till.random, at_ms, kind::SHIFT_OPENED, &fact)?;
        let totals = ShiftTotals::opened(till.drawer);
        let mut shift = Self {
            shop,
            till,
            seller,
            shift_id,
            opened_ms: at_ms,
            from_seq,
            totals,
        };
        if shift.till.random.percent(25) {
            let change = Money::from_minor(shift.till.random.within(2, 6) * 50_000);
            shift.move_cash(at_ms + MINUTE_MS, change, "Размен из сейфа")?;
        }
        Ok(shift)
    }

    /// Serves whoever stands at the till now.
    pub(super) fn serve(&mut self, at_ms: i64, known: &[Buyer]) -> Result<(), HistoryError> {
        if self.till.random.percent(1) && self.take_back(at_ms)? {
            return Ok(());
        }
        if self.till.random.within(1, 900) == 1 && self.totals.expected_cash > FLOAT {
            let sum = Money::from_minor(-self.till.random.within(8, 30) * 5_000);
            self.move_cash(at_ms - 12_000, sum, "Оплата доставки воды")?;
        }
        self.sell(at_ms, known)
    }

    pub(super) fn is_evening(&self, at_ms: i64) -> bool {
        LocalTime::from_wall(at_ms, self.shop.utc_offset_minutes).hour >= EVENING_HOUR
    }

    /// Puts money into the drawer, or takes it out when the amount is below zero.
    fn move_cash(&mut self, at_ms: i64, amount: Money, reason: &str) -> Result<(), HistoryError> {
        let till = &mut *self.till;
        let fact = CashMoveFact {
            cash_move_id: CashMoveId::from_parts(at_ms.cast_unsigned(), till.random.id_part()),
            shift_id: self.shift_id,
            person_id: self.seller.person_id,
            amount,
            reason: reason.to_owned(),
            moved_at_ms: at_ms,
            approved_by: None,
        };
        till.log
            .append(&mut till.random, at_ms, kind::CASH_MOVE, &fact)?;
        let entry = if amount.is_negative() {
            ShiftEntry::CashOut {
                amount: amount.abs(),
            }
        } else {
            ShiftEntry::CashIn { amount }
        };
        self.totals.add(&entry);
        Ok(())
    }

    /// Leaves the shift as it is and says what it took so far.
    pub(super) fn leave_open(self) -> ShiftTotals {
        self.totals
    }

    /// Takes the day's cash to the safe, counts the drawer and closes with the Z report.
    pub(super) fn close(mut self, at_ms: i64) -> Result<ShiftTotals, HistoryError> {
        let over = (self.totals.expected_cash - FLOAT).minor() / SAFE_STEP_MINOR * SAFE_STEP_MINOR;
        if over > 0 {
            self.move_cash(
                at_ms - 2 * MINUTE_MS,
                Money::from_minor(-over),
                "Инкассация в сейф",
            )?;
        }
        let counted = self.totals.expected_cash + self.difference();
        let difference = counted - self.totals.expected_cash;
        let note = match difference.minor() {
            ..0 => "Недостача, пересчитано дважды",
            0 => "",
            _ => "Излишек: покупатель не взял сдачу",
        };
        let report = ShiftReport {
            head: self
                .shop
                .head(&self.till.terminal, &self.seller.name, at_ms),
            shift_number: self.till.shift_number,
            opened_ms: self.opened_ms,
            series: self.till.terminal.series.clone(),
            totals: self.totals.clone(),
            counted_cash: Some(counted),
        };
        let fact = ShiftClosed {
            shift_id: self.shift_id,
            number: self.till.shift_number,
            person_id: self.seller.person_id,
            closed_at_ms: at_ms,
            from_seq: self.from_seq,
            to_seq: self.till.log.seq(),
            totals: self.totals.clone(),
            counted_cash: counted,
            difference,
            note: note.to_owned(),
            approved_by: None,
            document: build_z(&report, Locale::Ru, Currency::RUB),
        };
        let till = self.till;
        till.log
            .append(&mut till.random, at_ms, kind::SHIFT_CLOSED, &fact)?;
        till.drawer = counted;
        Ok(self.totals)
    }

    /// One drawer in eight does not agree, by less than a cashier may close with alone.
    fn difference(&mut self) -> Money {
        let random = &mut self.till.random;
        let is_off = random.percent(12);
        let minor = random.within(1, 100) * 50;
        if is_off {
            Money::from_minor(if random.percent(65) { -minor } else { minor })
        } else {
            Money::ZERO
        }
    }
}
