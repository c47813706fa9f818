//! Cash that moves without a sale, and the drawer opened by hand.

use std::sync::Arc;

use bezmen_contract::till::{CashDirection, MoveCash, OpenDrawer, ShiftView};
use bezmen_contract::wire::fact::{CashMoveFact, kind};
use bezmen_domain::id::{CashMoveId, PersonId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::receipt::{CashMoveReceipt, build_cash_move};
use bezmen_domain::shift::{CashDirection as Direction, ShiftEntry};

use super::{check_amount, shift_view};
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::payment::add_to_shift;
use crate::print_queue::{self, Drawer};
use crate::refusal::Refusal;
use crate::store::{self, CashMoveRecord, PersonRecord, ShiftRecord};
use crate::tries;

/// A reason longer than this does not fit the slip.
const MAX_REASON_CHARS: usize = 200;

impl Answer for MoveCash {
    fn answer(self, engine: &Arc<Engine>) -> Result<ShiftView, Refusal> {
        let reason = checked_reason(&self.reason)?;
        check_amount(self.amount)?;
        if self.amount.is_zero() {
            return Err(Refusal::AmountNotPositive);
        }
        let approval = self.approval.clone();
        let (amount, about) = (self.amount, reason.clone());
        let outcome = engine.write(approval, move |desk| move_cash(desk, &self, reason));
        tries::note_want_of_cash(engine, outcome, Some(amount), |_| Ok(about))
    }
}

fn move_cash(desk: &mut Desk<'_>, call: &MoveCash, reason: String) -> Result<ShiftView, Refusal> {
    let person = desk.person()?;
    let approved_by = desk.require(&person, Permission::CashInOut)?;
    let shift = desk.shift()?;
    if store::cash_move_exists(desk.tx, call.cash_move_id)? {
        return shift_view(desk.tx, &person, shift);
    }
    let direction = match call.direction {
        CashDirection::In => Direction::In,
        CashDirection::Out => Direction::Out,
    };
    if direction == Direction::Out && call.amount > shift.totals.expected_cash {
        return Err(Refusal::NotEnoughCash);
    }
    let moved = Moved {
        id: call.cash_move_id,
        direction,
        amount: call.amount,
        reason: reason.clone(),
        approved_by,
    };
    let shift = record(desk, &person, shift, moved)?;
    let shop = desk.shop()?;
    let head = shop.head(&person.name, desk.now_ms());
    let slip = CashMoveReceipt {
        head,
        direction,
        amount: call.amount,
        reason,
    };
    let document = build_cash_move(&slip, shop.locale, shop.currency);
    let title = shop.locale.pick("Наличные", "Cash").to_owned();
    print_queue::receipt(desk, None, &title, &document, Drawer::Opens)?;
    shift_view(desk.tx, &person, shift)
}

/// Puts cash into the drawer in the name of a replay: no slip, nobody to consent.
pub fn bring_cash(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    amount: Money,
    reason: &str,
) -> Result<(), Refusal> {
    let id = CashMoveId::from_parts(desk.id_ms(), desk.random());
    let moved = Moved {
        id,
        direction: Direction::In,
        amount,
        reason: reason.to_owned(),
        approved_by: None,
    };
    let shift = desk.shift()?;
    record(desk, person, shift, moved)?;
    Ok(())
}

/// Cash that moves.
struct Moved {
    id: CashMoveId,
    direction: Direction,
    amount: Money,
    reason: String,
    approved_by: Option<PersonId>,
}

fn record(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    shift: ShiftRecord,
    moved: Moved,
) -> Result<ShiftRecord, Refusal> {
    let (amount, entry) = match moved.direction {
        Direction::In => (
            moved.amount,
            ShiftEntry::CashIn {
                amount: moved.amount,
            },
        ),
        Direction::Out => (
            -moved.amount,
            ShiftEntry::CashOut {
                amount: moved.amount,
            },
        ),
    };
    let moved_at_ms = desk.now_ms();
    let fact = CashMoveFact {
        cash_move_id: moved.id,
        shift_id: shift.id,
        person_id: person.id,
        amount,
        reason: moved.reason.clone(),
        moved_at_ms,
        approved_by: moved.approved_by,
    };
    let op = desk.log(kind::CASH_MOVE, &fact)?;
    let record = CashMoveRecord {
        id: moved.id,
        shift_id: shift.id,
        person_id: person.id,
        person_name: person.name.clone(),
        amount,
        reason: moved.reason,
        moved_at_ms,
    };
    store::insert_cash_move(desk.tx, op, &record)?;
    add_to_shift(desk, shift, &entry)
}

impl Answer for OpenDrawer {
    fn answer(self, engine: &Arc<Engine>) -> Result<(), Refusal> {
        let reason = checked_reason(&self.reason)?;
        engine.write(self.approval, move |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::OpenDrawer)?;
            if !desk
                .shop()?
                .settings
                .printer
                .as_ref()
                .is_some_and(|printer| printer.drawer)
            {
                return Err(Refusal::NoPrinter);
            }
            desk.audit(&person, "drawer_opened", reason, None)?;
            let title = desk
                .shop()?
                .locale
                .pick("Денежный ящик", "Cash drawer")
                .to_owned();
            print_queue::kick(desk, &title)?;
            Ok(())
        })
    }
}

fn checked_reason(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    if reason.chars().count() > MAX_REASON_CHARS {
        return Err(Refusal::TextTooLong {
            limit: MAX_REASON_CHARS,
        });
    }
    Ok(reason.to_owned())
}
