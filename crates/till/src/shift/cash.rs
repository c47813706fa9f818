//! Cash that moves without a sale, and the drawer opened by hand.

use std::sync::Arc;

use bezmen_contract::till::{CashDirection, MoveCash, OpenDrawer, ShiftView};
use bezmen_contract::wire::fact::{CashMoveFact, kind};
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
use crate::store::{self, CashMoveRecord};
use crate::{settings, status};

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
        let view = engine.write(approval, move |desk| move_cash(desk, &self, reason))?;
        status::announce_lamps(engine);
        Ok(view)
    }
}

fn move_cash(desk: &mut Desk<'_>, call: &MoveCash, reason: String) -> Result<ShiftView, Refusal> {
    let person = desk.person()?;
    let approved_by = desk.require(&person, Permission::CashInOut)?;
    let shift = desk.shift()?;
    if store::cash_move_exists(desk.tx, call.cash_move_id)? {
        return shift_view(desk.tx, shift);
    }
    let (direction, amount, entry) = match call.direction {
        CashDirection::In => (Direction::In, call.amount, ShiftEntry::CashIn { amount: call.amount }),
        CashDirection::Out => (Direction::Out, -call.amount, ShiftEntry::CashOut { amount: call.amount }),
    };
    if direction == Direction::Out && call.amount > shift.totals.expected_cash {
        return Err(Refusal::NotEnoughCash);
    }
    let moved_at_ms = desk.now_ms();
    let fact = CashMoveFact {
        cash_move_id: call.cash_move_id,
        shift_id: shift.id,
        person_id: person.id,
        amount,
        reason: reason.clone(),
        moved_at_ms,
        approved_by,
    };
    let op = desk.log(kind::CASH_MOVE, &fact)?;
    let record = CashMoveRecord {
        id: call.cash_move_id,
        shift_id: shift.id,
        person_id: person.id,
        person_name: person.name.clone(),
        amount,
        reason: reason.clone(),
        moved_at_ms,
    };
    store::insert_cash_move(desk.tx, op, &record)?;
    let shift = add_to_shift(desk, shift, &entry)?;
    let shop = desk.shop()?;
    let head = shop.head(&person.name, moved_at_ms);
    let slip = CashMoveReceipt { head, direction, amount: call.amount, reason };
    let document = build_cash_move(&slip, shop.locale, shop.currency);
    let title = shop.locale.pick("Наличные", "Cash").to_owned();
    print_queue::receipt(desk, None, &title, &document, Drawer::Opens)?;
    shift_view(desk.tx, shift)
}

impl Answer for OpenDrawer {
    fn answer(self, engine: &Arc<Engine>) -> Result<(), Refusal> {
        let reason = checked_reason(&self.reason)?;
        engine.write(self.approval, move |desk| {
            let person = desk.person()?;
            desk.require(&person, Permission::OpenDrawer)?;
            if !settings::current(desk.tx)?.printer.is_some_and(|printer| printer.drawer) {
                return Err(Refusal::NoPrinter);
            }
            desk.audit(&person, "drawer_opened", reason, None)?;
            let title = desk.shop()?.locale.pick("Денежный ящик", "Cash drawer").to_owned();
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
        return Err(Refusal::TextTooLong { limit: MAX_REASON_CHARS });
    }
    Ok(reason.to_owned())
}
