//! How the money of a return goes back: to what was paid with, or all in one way; who must consent, and what is noted.

use bezmen_contract::wire::fact::{AuditFact, SaleFact, kind};
use bezmen_domain::id::PersonId;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Permission;
use bezmen_domain::tender::{PaidSale, RefundError, SettleError, Settlement, TenderKind};
use rusqlite::Connection;

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
    let as_paid = usual.max(money_of(desk.tx, sale)?.cash_left());
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

/// What was paid for a sale, and what has come back of it.
pub fn money_of(connection: &Connection, sale: &SaleFact) -> Result<PaidSale, Refusal> {
    let mut money = PaidSale::new(sale.total, sale.refundable());
    for earlier in store::sale_facts_of(connection, sale.sale_id)? {
        let refunds = earlier.payments.iter();
        money.came_back(
            earlier.total,
            refunds.map(|payment| (payment.tender, payment.amount)),
        );
    }
    Ok(money)
}

/// Decides how the money goes back: by what was paid, less what went back already; or all of it in one way.
pub fn refunded(
    desk: &Desk<'_>,
    shop: &Shop,
    sale: &SaleFact,
    total: Money,
    refund_to: Option<TenderKind>,
) -> Result<Settlement, Refusal> {
    money_of(desk.tx, sale)?
        .refund(total, shop.cash_step, refund_to)
        .map_err(|error| match error {
            RefundError::NegativeTotal => {
                payment::settle_refusal(SettleError::NegativeTotal, shop.currency, shop)
            }
            RefundError::NotPaidThatWay { .. } => Refusal::RefundTender,
        })
}
