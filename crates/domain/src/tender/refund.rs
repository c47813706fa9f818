//! Refunds: where the money of a sale goes when its goods come back, whole or in pieces.

use serde::{Deserialize, Serialize};

use super::{Payment, SettleError, Settlement, TenderKind};
use crate::money::Money;

/// What of a sale's payment can still be given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refundable {
    /// How it was paid.
    pub kind: TenderKind,
    /// What was paid this way and has not come back yet.
    pub left: Money,
    /// The slip of the card terminal, the number of the gift card.
    pub reference: Option<String>,
}

/// Plans a refund that stands for itself: to the tenders named, those other than cash first, the rest in cash rounded to
/// `cash_step`. What comes back of a sale in pieces is planned by [`PaidSale::refund`].
///
/// Without anything that can be given back (a return without a receipt), all of it is cash. Amounts are positive:
/// they leave the shop.
///
/// # Errors
/// [`SettleError::NegativeTotal`] when the amount is below zero.
pub fn refund(
    total: Money,
    cash_step: Money,
    paid: &[Refundable],
) -> Result<Settlement, SettleError> {
    if total.is_negative() {
        return Err(SettleError::NegativeTotal);
    }
    let mut left = total;
    let mut payments = Vec::new();
    for tender in paid.iter().filter(|tender| !tender.kind.is_cash()) {
        let amount = left.min(tender.left);
        if !amount.is_positive() {
            continue;
        }
        left -= amount;
        payments.push(paid_back(tender.kind, amount, tender.reference.clone()));
    }
    let cash = left.round_to(cash_step);
    if cash.is_positive() {
        payments.push(paid_back(TenderKind::Cash, cash, None));
    }
    let rounding = cash - left;
    Ok(Settlement {
        payments,
        rounding,
        due: total + rounding,
        change: Money::ZERO,
    })
}

/// The money of a sale: what was paid for it, and what has gone back.
///
/// All refunds of a sale together are never more than was paid, and when the last of its goods come back they are
/// exactly that, but for less than a coin where cash stands for another tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaidSale {
    /// What its goods cost, before cash rounding.
    total: Money,
    /// What of that has come back.
    returned: Money,
    /// What was paid and has not gone back, by tender.
    left: Vec<Refundable>,
    /// What has gone back in cash.
    cash_back: Money,
    /// What has gone back in other ways.
    other_back: Money,
}

/// Why a sale cannot be refunded in a way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefundError {
    /// The goods are worth less than nothing.
    #[error("the total is negative; use a sale")]
    NegativeTotal,
    /// Less was paid that way than would go back by it.
    #[error("less was paid by this tender; refund by what was paid, or in cash")]
    NotPaidThatWay {
        /// The tender.
        kind: TenderKind,
    },
}

impl PaidSale {
    /// A sale of which nothing has come back: the total of its goods and what was paid for it.
    pub const fn new(total: Money, paid: Vec<Refundable>) -> Self {
        Self {
            total,
            returned: Money::ZERO,
            left: paid,
            cash_back: Money::ZERO,
            other_back: Money::ZERO,
        }
    }

    /// Notes a return: what its goods were worth and how it was refunded.
    ///
    /// A refund is taken off the tender it went to; what is more than that tender paid (cash for what was paid by card) is
    /// taken off the others.
    pub fn came_back(
        &mut self,
        goods: Money,
        refunds: impl IntoIterator<Item = (TenderKind, Money)>,
    ) {
        self.returned += goods;
        for (kind, amount) in refunds {
            if kind.is_cash() {
                self.cash_back += amount;
            } else {
                self.other_back += amount;
            }
            let rest = self.take_off(amount, |left| left.kind == kind);
            self.take_off(rest, |left| left.kind != kind);
        }
    }

    fn take_off(&mut self, amount: Money, is_meant: impl Fn(&Refundable) -> bool) -> Money {
        let mut rest = amount;
        for left in self.left.iter_mut().filter(|left| is_meant(left)) {
            let part = rest.min(left.left);
            left.left -= part;
            rest -= part;
        }
        rest
    }

    /// What of the cash that was paid has not gone back.
    pub fn cash_left(&self) -> Money {
        self.left_of(TenderKind::is_cash)
    }

    fn left_of(&self, is_meant: impl Fn(TenderKind) -> bool) -> Money {
        self.left
            .iter()
            .filter(|left| is_meant(left.kind))
            .map(|left| left.left)
            .sum()
    }

    /// Plans the refund of goods worth `goods`: to the tenders that paid, those other than cash first; or all of it `to`
    /// one of them. Amounts are positive: they leave the shop.
    ///
    /// Cash is rounded to `cash_step` over all returns of the sale together, so that the pieces neither add up to more than
    /// was paid nor lose a part on the way: what has gone back in cash after this return is what of the goods did not go
    /// back another way, rounded as a sale of just that would be. The last goods take along whatever rounding has left, in
    /// the tender it is left in. Cash for what was paid in another way is rounded down where it would be more than is left;
    /// the rest, less than a step, stays with the shop as rounding.
    ///
    /// # Errors
    /// [`RefundError::NotPaidThatWay`] when `to` is a tender that less was paid by.
    pub fn refund(
        &self,
        goods: Money,
        cash_step: Money,
        to: Option<TenderKind>,
    ) -> Result<Settlement, RefundError> {
        if goods.is_negative() {
            return Err(RefundError::NegativeTotal);
        }
        let is_last = self.returned + goods >= self.total;
        let all_in_cash = to.is_some_and(TenderKind::is_cash);
        if let Some(kind) = to.filter(|kind| !kind.is_cash())
            && self.left_of(|left| left == kind) < goods
        {
            // The last goods go back by the only tender there is, whatever rounding has made of the sum.
            let is_all_that_is_left = is_last
                && self.left_of(|left| left == kind).is_positive()
                && self.left_of(|left| left != kind).is_zero();
            if !is_all_that_is_left {
                return Err(RefundError::NotPaidThatWay { kind });
            }
        }
        let mut rest = goods;
        let mut payments = Vec::new();
        let chosen = |left: &&Refundable| {
            !left.kind.is_cash() && (is_last || to.is_none_or(|kind| kind == left.kind))
        };
        for left in self.left.iter().filter(chosen).filter(|_| !all_in_cash) {
            let amount = if is_last {
                left.left
            } else {
                rest.min(left.left)
            };
            if amount.is_positive() {
                rest -= amount;
                payments.push(paid_back(left.kind, amount, left.reference.clone()));
            }
        }
        let given: Money = payments.iter().map(|payment| payment.amount).sum();
        let cash = if is_last && all_in_cash {
            self.in_cash(self.left_of(|_| true), cash_step)
        } else if is_last {
            self.cash_left()
        } else if rest.is_positive() {
            let by_cash = self.returned + goods - self.other_back - given;
            let due = by_cash.round_to(cash_step) - self.cash_back;
            if all_in_cash {
                self.in_cash(due.min(self.left_of(|_| true)), cash_step)
            } else {
                due.min(self.cash_left())
            }
        } else {
            Money::ZERO
        };
        if cash.is_positive() {
            payments.push(paid_back(TenderKind::Cash, cash, None));
        }
        let due = payments.iter().map(|payment| payment.amount).sum();
        Ok(Settlement {
            payments,
            rounding: due - goods,
            due,
            change: Money::ZERO,
        })
    }

    /// What of an amount can be handed out: the cash that was paid as it was paid, beyond that whole steps.
    fn in_cash(&self, amount: Money, cash_step: Money) -> Money {
        let step = cash_step.minor().max(1);
        let whole_steps = Money::from_minor(amount.minor() - amount.minor().rem_euclid(step));
        whole_steps.max(amount.min(self.cash_left()))
    }
}

const fn paid_back(kind: TenderKind, amount: Money, reference: Option<String>) -> Payment {
    Payment {
        kind,
        amount,
        tendered: amount,
        reference,
    }
}

#[cfg(test)]
mod tests;
