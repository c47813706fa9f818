//! A shift: what was taken, given back and moved, and what must be in the drawer.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::tax::{self, TaxTotal};
use crate::tender::TenderKind;

/// An amount by tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenderAmount {
    /// How it was paid.
    pub kind: TenderKind,
    /// What was kept (or, in a return, given back).
    pub amount: Money,
}

/// A receipt as the shift counts it. Amounts are positive in a return too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftReceipt {
    /// Its number in the series of the till.
    pub number: u64,
    /// Its total, before cash rounding.
    pub total: Money,
    /// The discounts on it.
    pub discount: Money,
    /// What cash rounding added.
    pub rounding: Money,
    /// How it was paid; the amounts add up to total + rounding.
    pub payments: Vec<TenderAmount>,
    /// Base and tax of each rate.
    pub taxes: Vec<TaxTotal>,
}

/// Something that happened in a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum ShiftEntry {
    /// Goods were sold.
    Sale(ShiftReceipt),
    /// Goods came back.
    Return(ShiftReceipt),
    /// Money was put into the drawer.
    CashIn {
        /// How much.
        amount: Money,
    },
    /// Money was taken out of the drawer.
    CashOut {
        /// How much.
        amount: Money,
    },
}

/// The direction of a cash move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CashDirection {
    /// Into the drawer.
    In,
    /// Out of the drawer.
    Out,
}

impl CashDirection {
    /// Returns the word it is stored by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// Finds the direction stored by a word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::In, Self::Out]
            .into_iter()
            .find(|direction| direction.code() == code)
    }
}

/// How many, and how much together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountSum {
    /// How many.
    pub count: u64,
    /// How much, before cash rounding.
    pub sum: Money,
}

/// What a tender took and gave back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenderTotal {
    /// The tender.
    pub kind: TenderKind,
    /// What sales brought.
    pub sales: Money,
    /// What returns took.
    pub returns: Money,
    /// Sales less returns.
    pub net: Money,
}

/// The totals of a shift, or of a part of one.
///
/// Taxes, discounts and rounding are those of sales less those of returns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftTotals {
    /// What was in the drawer at the start.
    pub opening_float: Money,
    /// The sales.
    pub sales: CountSum,
    /// The returns.
    pub returns: CountSum,
    /// What each tender took, in the order of [`TenderKind`]; tenders not used are left out.
    pub by_tender: Vec<TenderTotal>,
    /// Base and tax of each rate.
    pub taxes: Vec<TaxTotal>,
    /// The discounts given.
    pub discounts: Money,
    /// What cash rounding added.
    pub rounding: Money,
    /// What was put into the drawer.
    pub cash_in: Money,
    /// What was taken out of the drawer.
    pub cash_out: Money,
    /// What must be in the drawer: float + cash sales − cash refunds + in − out.
    pub expected_cash: Money,
    /// The lowest receipt number.
    pub receipts_from: Option<u64>,
    /// The highest receipt number.
    pub receipts_to: Option<u64>,
}

/// Adds up a shift.
pub fn accumulate<'a>(
    opening_float: Money,
    entries: impl IntoIterator<Item = &'a ShiftEntry>,
) -> ShiftTotals {
    let mut totals = ShiftTotals::opened(opening_float);
    for entry in entries {
        totals.add(entry);
    }
    totals
}

impl ShiftTotals {
    /// Returns the totals of a shift that has just been opened.
    pub fn opened(opening_float: Money) -> Self {
        Self {
            opening_float,
            expected_cash: opening_float,
            ..Self::default()
        }
    }

    /// Returns what the shift took: sales less returns, before cash rounding.
    pub fn takings(&self) -> Money {
        self.sales.sum - self.returns.sum
    }

    /// Adds an entry.
    pub fn add(&mut self, entry: &ShiftEntry) {
        match entry {
            ShiftEntry::Sale(receipt) => {
                self.sales.count += 1;
                self.sales.sum += receipt.total;
                self.add_receipt(receipt, false);
            }
            ShiftEntry::Return(receipt) => {
                self.returns.count += 1;
                self.returns.sum += receipt.total;
                self.add_receipt(receipt, true);
            }
            ShiftEntry::CashIn { amount } => self.cash_in += *amount,
            ShiftEntry::CashOut { amount } => self.cash_out += *amount,
        }
        self.expect_cash();
    }

    /// Joins two parts; the order of the parts and of their joining does not matter.
    #[must_use]
    pub fn merge(mut self, other: &Self) -> Self {
        self.opening_float += other.opening_float;
        self.sales.count += other.sales.count;
        self.sales.sum += other.sales.sum;
        self.returns.count += other.returns.count;
        self.returns.sum += other.returns.sum;
        for total in &other.by_tender {
            self.add_tender(total.kind, total.sales, total.returns);
        }
        for total in &other.taxes {
            tax::add_total(&mut self.taxes, &total.rate, total.base, total.tax);
        }
        self.discounts += other.discounts;
        self.rounding += other.rounding;
        self.cash_in += other.cash_in;
        self.cash_out += other.cash_out;
        self.widen(other.receipts_from);
        self.widen(other.receipts_to);
        self.expect_cash();
        self
    }

    fn add_receipt(&mut self, receipt: &ShiftReceipt, is_return: bool) {
        let signed = |amount: Money| if is_return { -amount } else { amount };
        self.discounts += signed(receipt.discount);
        self.rounding += signed(receipt.rounding);
        for payment in &receipt.payments {
            if is_return {
                self.add_tender(payment.kind, Money::ZERO, payment.amount);
            } else {
                self.add_tender(payment.kind, payment.amount, Money::ZERO);
            }
        }
        for total in &receipt.taxes {
            tax::add_total(
                &mut self.taxes,
                &total.rate,
                signed(total.base),
                signed(total.tax),
            );
        }
        self.widen(Some(receipt.number));
    }

    fn add_tender(&mut self, kind: TenderKind, sales: Money, returns: Money) {
        let place = self.by_tender.partition_point(|total| total.kind < kind);
        if self
            .by_tender
            .get(place)
            .is_none_or(|total| total.kind != kind)
        {
            let empty = TenderTotal {
                kind,
                sales: Money::ZERO,
                returns: Money::ZERO,
                net: Money::ZERO,
            };
            self.by_tender.insert(place, empty);
        }
        let total = &mut self.by_tender[place];
        total.sales += sales;
        total.returns += returns;
        total.net = total.sales - total.returns;
    }

    fn widen(&mut self, number: Option<u64>) {
        if let Some(number) = number {
            self.receipts_from = Some(self.receipts_from.map_or(number, |from| from.min(number)));
            self.receipts_to = Some(self.receipts_to.map_or(number, |to| to.max(number)));
        }
    }

    fn expect_cash(&mut self) {
        let cash: Money = self
            .by_tender
            .iter()
            .filter(|total| total.kind.is_cash())
            .map(|total| total.net)
            .sum();
        self.expected_cash = self.opening_float + cash + self.cash_in - self.cash_out;
    }
}

#[cfg(test)]
mod tests;
