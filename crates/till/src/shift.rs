//! The shift: opened with a float, closed with a blind count and a Z report.

mod cash;
mod close;

use std::sync::Arc;

use bezmen_contract::till::{
    CashDirection, CashMoveView, GetShift, ListShifts, OpenShift, PrintX, PrintedView, ShiftRow,
    ShiftView,
};
use bezmen_contract::wire::fact::{ShiftOpened, kind};
use bezmen_domain::id::ShiftId;
use bezmen_domain::money::{MAX_AMOUNT_MINOR, Money};
use bezmen_domain::permission::Permission;
use bezmen_domain::receipt::{ShiftReport, build_blind_x, build_x};
use bezmen_domain::shift::ShiftTotals;
use rusqlite::Connection;

pub use cash::bring_cash;
pub use close::{CloseInput, close};

use crate::answer::Answer;
use crate::catalog::MAX_ROWS;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::print_queue::{self, Drawer};
use crate::refusal::Refusal;
use crate::store::{self, PersonRecord, ShiftRecord};
use crate::tries::sees_expected_cash;
use crate::{selling, status};

impl Answer for OpenShift {
    fn answer(self, engine: &Arc<Engine>) -> Result<ShiftView, Refusal> {
        let opening_float = self.opening_float;
        let view = engine.write(None, move |desk| {
            let person = desk.person()?;
            let shift = open(desk, &person, opening_float)?;
            // The first ticket stands ready, so that a screen has an id to pay by.
            selling::Draft::open(desk)?;
            shift_view(desk.tx, &person, shift)
        })?;
        status::announce(engine)?;
        Ok(view)
    }
}

/// Opens a shift.
pub fn open(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    opening_float: Money,
) -> Result<ShiftRecord, Refusal> {
    desk.require(person, Permission::OpenShift)?;
    if store::open_shift(desk.tx)?.is_some() {
        return Err(Refusal::ShiftAlreadyOpen);
    }
    check_amount(opening_float)?;
    let (id, number) = (
        ShiftId::from_parts(desk.id_ms(), desk.random()),
        store::next_shift_number(desk.tx)?,
    );
    let opened_at_ms = desk.now_ms();
    let fact = ShiftOpened {
        shift_id: id,
        number,
        person_id: person.id,
        opening_float,
        opened_at_ms,
    };
    let opened_at = desk.log(kind::SHIFT_OPENED, &fact)?;
    let shift = ShiftRecord {
        id,
        number,
        person_id: person.id,
        person_name: person.name.clone(),
        opened_at_ms,
        opened_at,
        opening_float,
        totals: ShiftTotals::opened(opening_float),
        closed_at_ms: None,
        counted_cash: None,
        difference: None,
    };
    store::insert_shift(desk.tx, &shift)?;
    Ok(shift)
}

/// Refuses what cannot be an amount of cash: below zero or beyond every shop's.
pub fn check_amount(amount: Money) -> Result<(), Refusal> {
    if amount.is_negative() {
        return Err(Refusal::AmountNotPositive);
    }
    if amount.minor() > MAX_AMOUNT_MINOR {
        return Err(Refusal::AmountTooLarge);
    }
    Ok(())
}

impl Answer for GetShift {
    fn answer(self, engine: &Arc<Engine>) -> Result<Option<ShiftView>, Refusal> {
        engine.store.read(|connection| {
            let person = engine.person(connection)?;
            store::open_shift(connection)?
                .map(|shift| shift_view(connection, &person, shift))
                .transpose()
        })
    }
}

impl Answer for ListShifts {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<ShiftRow>, Refusal> {
        let limit = self.limit.clamp(1, MAX_ROWS);
        engine.store.read(|connection| {
            let person = engine.person(connection)?;
            let row = |shift: ShiftRecord| ShiftRow {
                shift_id: shift.id,
                number: shift.number,
                opened_at_ms: shift.opened_at_ms,
                closed_at_ms: shift.closed_at_ms,
                net: (shift.closed_at_ms.is_some() || sees_expected_cash(&person))
                    .then(|| shift.totals.takings()),
                difference: shift.difference,
            };
            let shifts = store::last_shifts(connection, limit)?;
            Ok(shifts.into_iter().map(row).collect())
        })
    }
}

impl Answer for PrintX {
    fn answer(self, engine: &Arc<Engine>) -> Result<PrintedView, Refusal> {
        engine.write(None, |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::ViewX)?;
            let shift = desk.shift()?;
            let shop = desk.shop()?;
            let build = if sees_expected_cash(&person) {
                build_x
            } else {
                build_blind_x
            };
            let document = build(
                &report(desk, &person, &shift, None)?,
                shop.locale,
                shop.currency,
            );
            let title = format!("X {}", shift.number);
            let print_job_id =
                print_queue::report(desk, None, &title, &document, Drawer::StaysShut)?;
            Ok(PrintedView {
                document,
                print_job_id,
            })
        })
    }
}

/// What the X and Z documents are built from.
fn report(
    desk: &Desk<'_>,
    person: &PersonRecord,
    shift: &ShiftRecord,
    counted_cash: Option<Money>,
) -> Result<ShiftReport, Refusal> {
    Ok(ShiftReport {
        head: desk.shop()?.head(&person.name, desk.now_ms()),
        shift_number: shift.number,
        opened_ms: shift.opened_at_ms,
        series: desk.identity.series.clone(),
        totals: shift.totals.clone(),
        counted_cash,
    })
}

/// Draws the open shift as somebody may see it.
pub fn shift_view(
    connection: &Connection,
    person: &PersonRecord,
    shift: ShiftRecord,
) -> Result<ShiftView, Refusal> {
    let moves = store::cash_moves(connection, shift.id)?;
    Ok(ShiftView {
        shift_id: shift.id,
        number: shift.number,
        opened_at_ms: shift.opened_at_ms,
        opened_by: shift.person_id,
        opened_by_name: shift.person_name,
        sales_count: shift.totals.sales.count,
        returns_count: shift.totals.returns.count,
        totals: sees_expected_cash(person).then_some(shift.totals),
        cash_moves: moves
            .into_iter()
            .map(|cash_move| CashMoveView {
                direction: if cash_move.amount.is_negative() {
                    CashDirection::Out
                } else {
                    CashDirection::In
                },
                amount: cash_move.amount.abs(),
                reason: cash_move.reason,
                at_ms: cash_move.moved_at_ms,
                by: cash_move.person_name,
            })
            .collect(),
    })
}
