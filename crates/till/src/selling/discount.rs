//! Discounts on a line and on the whole receipt, within the limits of a role.

use std::sync::Arc;

use bezmen_contract::till::{SetLineDiscount, SetReceiptDiscount, TicketView};
use bezmen_domain::discount::Discount;
use bezmen_domain::id::PersonId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::{Limits, Permission};
use bezmen_domain::ticket::PricedTicket;

use super::change;
use super::draft::Draft;
use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::PersonRecord;

impl Answer for SetLineDiscount {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let (line_id, discount) = (self.line_id, self.discount.filter(is_something));
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            draft.line_mut(line_id)?.discount = discount;
            draft.approved_lines.remove(&line_id);
            draft.last_line_id = Some(line_id);
            let priced = draft.price()?;
            let Some(discount) = discount else {
                return Ok(());
            };
            let by_permission = desk.require(person, Permission::LineDiscount)?;
            let gross = priced
                .lines
                .iter()
                .find(|line| line.line_id == line_id)
                .map_or(Money::ZERO, |line| line.gross);
            let by_limit = desk.require_limit(
                person,
                |limits| limits.allow_line_discount(discount, gross),
                line_limit,
            )?;
            let consent = by_limit.or(by_permission);
            if let Some(by) = consent.or(given_by_approver(person)) {
                draft.approved_lines.insert(line_id);
                draft.note_approval(Some(by));
            }
            if consent.is_some() {
                let name = draft.line(line_id)?.name.clone();
                desk.audit(
                    person,
                    "discount_approved",
                    name,
                    Some(discount.amount_of(gross)),
                )?;
            }
            Ok(())
        })?;
        Ok(view)
    }
}

impl Answer for SetReceiptDiscount {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let discount = self.discount.filter(is_something);
        let ((), view) = change(engine, self.approval, move |desk, person, draft| {
            draft.ticket.discount = discount;
            draft.receipt_discount_approved = false;
            let priced = draft.price()?;
            let Some(discount) = discount else {
                return Ok(());
            };
            let by_permission = desk.require(person, Permission::ReceiptDiscount)?;
            let sum = before_receipt_discount(&priced);
            let fits = |limits: &Limits| limits.allow_receipt_discount(discount, sum);
            let by_limit = desk.require_limit(person, fits, receipt_limit)?;
            let consent = by_limit.or(by_permission);
            if let Some(by) = consent.or(given_by_approver(person)) {
                draft.receipt_discount_approved = true;
                draft.note_approval(Some(by));
            }
            if consent.is_some() {
                desk.audit(
                    person,
                    "discount_approved",
                    String::new(),
                    Some(discount.amount_of(sum)),
                )?;
            }
            Ok(())
        })?;
        Ok(view)
    }
}

/// Who may consent to discounts stands by the one they give, whoever takes the money for it later.
fn given_by_approver(person: &PersonRecord) -> Option<PersonId> {
    person.role.may(Permission::Approve).then_some(person.id)
}

/// Checks the discounts again before they are paid: a fixed sum that was small on ten pieces is large on one.
pub fn check_discounts(
    desk: &Desk<'_>,
    person: &PersonRecord,
    draft: &Draft,
    priced: &PricedTicket,
) -> Result<(), Refusal> {
    for (line, priced) in draft.ticket.lines.iter().zip(&priced.lines) {
        if let Some(discount) = line.discount
            && !draft.approved_lines.contains(&line.id)
        {
            desk.require_limit(
                person,
                |limits| limits.allow_line_discount(discount, priced.gross),
                line_limit,
            )?;
        }
    }
    if let Some(discount) = draft.ticket.discount
        && !draft.receipt_discount_approved
    {
        let sum = before_receipt_discount(priced);
        desk.require_limit(
            person,
            |limits| limits.allow_receipt_discount(discount, sum),
            receipt_limit,
        )?;
    }
    Ok(())
}

fn before_receipt_discount(priced: &PricedTicket) -> Money {
    priced
        .lines
        .iter()
        .map(|line| line.gross - line.line_discount)
        .sum()
}

fn line_limit(limits: &Limits) -> Refusal {
    Refusal::DiscountAboveLimit {
        limit_bp: limits.max_line_discount_bp,
    }
}

fn receipt_limit(limits: &Limits) -> Refusal {
    Refusal::DiscountAboveLimit {
        limit_bp: limits.max_receipt_discount_bp,
    }
}

fn is_something(discount: &Discount) -> bool {
    !matches!(
        discount,
        Discount::Percent { basis_points: 0 }
            | Discount::Amount {
                amount: Money::ZERO
            }
    )
}
