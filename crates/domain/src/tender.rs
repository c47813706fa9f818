//! Payment: tenders, change, cash rounding, and the way back.

mod refund;

pub use refund::{PaidSale, RefundError, Refundable, refund};

use serde::{Deserialize, Serialize};

use crate::money::{Currency, Money};

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// Notes and coins; the only tender that gives change.
    Cash,
    /// A bank card.
    Card,
    /// Points.
    Bonus,
    /// A gift card.
    GiftCard,
    /// The customer's account: to be paid later.
    OnAccount,
}

impl TenderKind {
    /// Every way to pay.
    pub const ALL: [Self; 5] = [
        Self::Cash,
        Self::Card,
        Self::Bonus,
        Self::GiftCard,
        Self::OnAccount,
    ];

    /// Returns the word it is stored by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Card => "card",
            Self::Bonus => "bonus",
            Self::GiftCard => "gift_card",
            Self::OnAccount => "on_account",
        }
    }

    /// Finds the way to pay stored by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Tells whether it goes into the drawer.
    pub const fn is_cash(self) -> bool {
        matches!(self, Self::Cash)
    }
}

/// What a customer hands over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenderInput {
    /// How.
    pub kind: TenderKind,
    /// How much.
    pub amount: Money,
    /// The slip of the card terminal, the number of the gift card.
    pub reference: Option<String>,
}

/// What the shop keeps of a tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// How.
    pub kind: TenderKind,
    /// What is kept, change already given.
    pub amount: Money,
    /// What was handed over.
    pub tendered: Money,
    /// The slip of the card terminal, the number of the gift card.
    pub reference: Option<String>,
}

/// How a total is settled: Σ `payments.amount` = `due` = total + `rounding`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settlement {
    /// What is kept, one row a tender; all cash is one row.
    pub payments: Vec<Payment>,
    /// What cash rounding adds to the total (below zero: takes off).
    pub rounding: Money,
    /// What is paid.
    pub due: Money,
    /// What is given back out of the cash.
    pub change: Money,
}

/// Why a payment is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    /// Nothing was handed over.
    #[error("nothing has been paid yet; take cash or another tender")]
    NoTender,
    /// Less was handed over than is due.
    #[error("{} minor units are missing; take the rest", missing.minor())]
    Short {
        /// What is missing, rounded as cash would be when there is cash.
        missing: Money,
    },
    /// Something that gives no change is above what is due.
    #[error("only cash gives change; lower this tender by {} minor units", over.minor())]
    CardAboveDue {
        /// The tender.
        kind: TenderKind,
        /// What was still due.
        due: Money,
        /// By how much it is above.
        over: Money,
    },
    /// Cash was handed over when nothing was left to pay in cash.
    #[error("nothing is left to pay in cash; give the cash back")]
    CashNotNeeded,
    /// A tender is zero or below.
    #[error("a payment must be more than zero")]
    NotPositive {
        /// The tender.
        kind: TenderKind,
    },
    /// The total is below zero.
    #[error("the total is negative; use a return")]
    NegativeTotal,
    /// The amounts do not fit.
    #[error("the amount is too large; check the number of digits")]
    TooLarge,
}

/// Settles a total with what the customer hands over.
///
/// Tenders other than cash are taken first and are never above what is due. What is left for cash is rounded to
/// `cash_step` (nearest, halves up; a step of zero rounds nothing). What is rounded to nothing is paid without any cash; a
/// receipt that the other tenders pay to the last coin is not rounded.
///
/// # Errors
/// [`SettleError`] says what to take or to give back.
pub fn settle(
    total: Money,
    cash_step: Money,
    tenders: &[TenderInput],
) -> Result<Settlement, SettleError> {
    if total.is_negative() {
        return Err(SettleError::NegativeTotal);
    }
    if tenders.is_empty() && !total.round_to(cash_step).is_zero() {
        return Err(SettleError::NoTender);
    }
    if let Some(tender) = tenders.iter().find(|tender| !tender.amount.is_positive()) {
        return Err(SettleError::NotPositive { kind: tender.kind });
    }
    let mut left = total;
    let mut cash = Money::ZERO;
    let mut payments = Vec::new();
    for tender in tenders {
        if tender.kind.is_cash() {
            cash = cash
                .checked_add(tender.amount)
                .ok_or(SettleError::TooLarge)?;
            continue;
        }
        if tender.amount > left {
            return Err(SettleError::CardAboveDue {
                kind: tender.kind,
                due: left,
                over: tender.amount - left,
            });
        }
        left -= tender.amount;
        payments.push(Payment {
            kind: tender.kind,
            amount: tender.amount,
            tendered: tender.amount,
            reference: tender.reference.clone(),
        });
    }
    let kept = left.round_to(cash_step);
    if cash.is_zero() && !kept.is_zero() {
        return Err(SettleError::Short { missing: left });
    }
    if !cash.is_zero() && kept.is_zero() {
        return Err(SettleError::CashNotNeeded);
    }
    if cash < kept {
        return Err(SettleError::Short {
            missing: kept - cash,
        });
    }
    let rounding = kept - left;
    if kept.is_positive() {
        payments.push(Payment {
            kind: TenderKind::Cash,
            amount: kept,
            tendered: cash,
            reference: None,
        });
    }
    Ok(Settlement {
        payments,
        rounding,
        due: total + rounding,
        change: cash - kept,
    })
}

/// Tells how much of one tender completes a payment: in cash a sum that can be handed out, else what the cash that is taken
/// leaves due. Nothing when it is complete.
pub fn missing(total: Money, cash_step: Money, taken: &[TenderInput], kind: TenderKind) -> Money {
    let sum = |is_meant: fn(TenderKind) -> bool| -> Money {
        let meant = taken.iter().filter(|tender| is_meant(tender.kind));
        meant.map(|tender| tender.amount).sum()
    };
    let left = total - sum(|kind| !kind.is_cash());
    let cash = sum(TenderKind::is_cash);
    let missing = if kind.is_cash() {
        left.round_to(cash_step) - cash
    } else {
        // A shop keeps whole steps of the cash; the rest of it is change.
        let step = cash_step.minor().max(1);
        left - Money::from_minor(cash.minor() - cash.minor().rem_euclid(step))
    };
    missing.max(Money::ZERO)
}

/// The most amounts that are suggested: one row of buttons.
pub const MAX_SUGGESTIONS: usize = 6;

/// Suggests what a customer may hand over: the exact amount, then what the next bank notes make of it.
pub fn suggestions(due: Money, currency: Currency) -> Vec<Money> {
    if !due.is_positive() {
        return Vec::new();
    }
    let mut amounts = vec![due];
    for note in notes(currency) {
        let note = note * currency.minor_per_unit();
        let rest = due.minor() % note;
        if rest != 0
            && let Some(amount) = due.minor().checked_add(note - rest)
        {
            amounts.push(Money::from_minor(amount));
        }
    }
    amounts.sort_unstable();
    amounts.dedup();
    amounts.truncate(MAX_SUGGESTIONS);
    amounts
}

/// Notes in whole units, as issued; for currencies without a list of their own, the decimal series.
fn notes(currency: Currency) -> &'static [i64] {
    match currency.code() {
        "RUB" => &[50, 100, 200, 500, 1000, 2000, 5000],
        "GBP" => &[5, 10, 20, 50],
        "EUR" => &[5, 10, 20, 50, 100, 200],
        "USD" => &[1, 5, 10, 20, 50, 100],
        "KZT" => &[200, 500, 1000, 2000, 5000, 10_000, 20_000],
        "JPY" | "KRW" => &[1000, 5000, 10_000, 50_000],
        "VND" => &[10_000, 20_000, 50_000, 100_000, 200_000, 500_000],
        _ => &[5, 10, 20, 50, 100, 200, 500],
    }
}

#[cfg(test)]
mod tests;
