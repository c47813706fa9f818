//! How the money of a return goes back: to what was paid with, or all in one way; who must consent, and what is noted.

use bezmen_contract::wire::fact::{AuditFact, SaleFact, kind};
use bezmen_domain::id::PersonId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::tender::{Refundable, Settlement, TenderKind, refund};

use crate::desk::Desk;
use crate::payment;
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::store::{self, PersonRecord, ShiftRecord};

/// A refund that somebody may make.
#[derive(Debug)]
pub struct AllowedRefund {
    /// How the money goes back.
    pub settlement: Settlement,
    /// Who consented to cash for what was paid in another way.
    pub approved_by: Option<PersonId>,
    /// The cash that goes back for what was paid in another way, where some does.
    pub changed_to_cash: Option<Money>,
}

/// Decides how the money goes back and whether the person may: never more cash than the drawer holds, and cash for what was
/// paid in another way only by who may.
pub fn allowed_refund(
    desk: &Desk<'_>,
    person: &PersonRecord,
    shift: &ShiftRecord,
    sale: &SaleFact,
    total: Money,
    refund_to: Option<TenderKind>,
) -> Result<AllowedRefund, Refusal> {
    let shop = desk.shop()?;
    let settlement = refunded(desk, &shop, sale, total, refund_to)?;
    let by_cash = cash_of(&settlement);
    if by_cash > shift.totals.expected_cash {
        return Err(Refusal::NotEnoughCash);
    }
    let usual = cash_of(&refunded(desk, &shop, sale, total, None)?);
    let paid_in_cash: Money = left_of(desk, sale)?
        .iter()
        .filter(|left| left.kind.is_cash())
        .map(|left| left.left)
        .sum();
    let as_paid = usual.max(paid_in_cash);
    let changed_to_cash = (by_cash > as_paid).then(|| by_cash - as_paid);
    let approved_by = match changed_to_cash {
        Some(_) => desk.require(person, Permission::RefundInCash)?,
        None => None,
    };
    Ok(AllowedRefund {
        settlement,
        approved_by,
        changed_to_cash,
    })
}

/// Puts a refund that went another way than the payment into the audit trail.
pub fn note_changed_tender(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    cash: Money,
    fact: &SaleFact,
) -> Result<(), Refusal> {
    let audit = AuditFact {
        action: "refunded_in_cash".to_owned(),
        person_id: Some(person.id),
        approved_by: desk.approver.as_ref().map(|approver| approver.person.id),
        // Who consents says why; who may do it alone has given the reason of the return.
        reason: desk
            .approver
            .as_ref()
            .map_or_else(|| fact.reason.clone(), |approver| approver.reason.clone()),
        amount: Some(cash),
        subject: fact.receipt_number().to_string(),
        at_ms: desk.now_ms(),
    };
    desk.log(kind::AUDIT, &audit)?;
    Ok(())
}

fn cash_of(settlement: &Settlement) -> Money {
    settlement
        .payments
        .iter()
        .filter(|payment| payment.kind.is_cash())
        .map(|payment| payment.amount)
        .sum()
}

/// What was paid, less what went back already.
fn left_of(desk: &Desk<'_>, sale: &SaleFact) -> Result<Vec<Refundable>, Refusal> {
    let mut paid = sale.refundable();
    for earlier in store::sale_facts_of(desk.tx, sale.sale_id)? {
        for payment in earlier.payments {
            let mut rest = payment.amount;
            for left in paid.iter_mut().filter(|left| left.kind == payment.tender) {
                let part = rest.min(left.left);
                left.left -= part;
                rest -= part;
            }
        }
    }
    Ok(paid)
}

/// Decides how the money goes back: by what was paid, less what went back already; or all of it in one way.
pub fn refunded(
    desk: &Desk<'_>,
    shop: &Shop,
    sale: &SaleFact,
    total: Money,
    refund_to: Option<TenderKind>,
) -> Result<Settlement, Refusal> {
    let mut paid = left_of(desk, sale)?;
    match refund_to {
        None => {}
        Some(TenderKind::Cash) => paid.clear(),
        Some(kind) => {
            paid.retain(|left| left.kind == kind);
            if paid.iter().map(|left| left.left).sum::<Money>() < total {
                return Err(Refusal::RefundTender);
            }
        }
    }
    refund(total, shop.cash_step, &paid)
        .map_err(|error| payment::settle_refusal(error, shop.currency, shop))
}
