//! What a line is worth when it comes back, whole or in pieces.

use serde::{Deserialize, Serialize};

use super::PricedLine;
use crate::money::Money;
use crate::quantity::Quantity;

/// A line as it was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SoldLine {
    /// How much was sold.
    pub quantity: Quantity,
    /// The sum before discounts.
    pub gross: Money,
    /// All discounts on it.
    pub discount: Money,
    /// What was taxed.
    pub base: Money,
    /// The tax.
    pub tax: Money,
    /// What was paid for it.
    pub total: Money,
}

impl SoldLine {
    /// Takes the amounts of a priced line.
    pub fn new(priced: &PricedLine, quantity: Quantity) -> Self {
        Self {
            quantity,
            gross: priced.gross,
            discount: priced.discount(),
            base: priced.base,
            tax: priced.tax,
            total: priced.total,
        }
    }
}

/// What is given back for a piece of a line; all amounts are zero or more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnAmounts {
    /// The sum before discounts.
    pub gross: Money,
    /// The discounts taken back.
    pub discount: Money,
    /// What is given back.
    pub total: Money,
    /// What of it was taxed.
    pub base: Money,
    /// The tax in it.
    pub tax: Money,
}

/// Why a piece cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    /// The quantity is zero or below.
    #[error("the quantity to take back must be more than zero")]
    NotPositive,
    /// More would come back than was sold.
    #[error("more would be taken back than was sold; at most {left} can still come back")]
    MoreThanSold {
        /// How much can still come back.
        left: Quantity,
    },
}

/// Calculates what is given back for `now`, when `already` has come back before.
///
/// Each piece is the difference of two cumulative sums, so the pieces of a line add up to exactly what was sold, and
/// never to more on the way. Every cumulative sum grows with the one it is taken from by at most as much, so no piece
/// has a negative amount.
///
/// # Errors
/// [`ReturnError`] when nothing or more than was sold would come back.
pub fn return_amounts(
    sold: &SoldLine,
    already: Quantity,
    now: Quantity,
) -> Result<ReturnAmounts, ReturnError> {
    if !now.is_positive() {
        return Err(ReturnError::NotPositive);
    }
    let already = already.max(Quantity::ZERO);
    let left = Quantity::from_thousandths(
        sold.quantity
            .thousandths()
            .saturating_sub(already.thousandths())
            .max(0),
    );
    if now > left {
        return Err(ReturnError::MoreThanSold { left });
    }
    let (before, after) = (returned_by(sold, already), returned_by(sold, already + now));
    Ok(ReturnAmounts {
        gross: after.gross - before.gross,
        discount: after.discount - before.discount,
        total: after.total - before.total,
        base: after.base - before.base,
        tax: after.tax - before.tax,
    })
}

/// Returns the sums of everything up to a quantity.
fn returned_by(sold: &SoldLine, quantity: Quantity) -> ReturnAmounts {
    let gross = sold
        .gross
        .share(quantity.thousandths(), sold.quantity.thousandths());
    let sold_net = sold.gross - sold.discount;
    let net = gross.share_of(sold_net, sold.gross);
    let tax_is_on_top = sold_net == sold.base && sold_net != sold.total;
    let (total, base, tax) = if tax_is_on_top {
        let tax = net.share_of(sold.tax, sold.base);
        (net + tax, net, tax)
    } else {
        let tax = net.share_of(sold.tax, sold.total);
        (net, net - tax, tax)
    };
    ReturnAmounts {
        gross,
        discount: gross - net,
        total,
        base,
        tax,
    }
}

impl Money {
    /// Returns the part of `other` that corresponds to this part of `whole`.
    fn share_of(self, other: Self, whole: Self) -> Self {
        self.share(other.minor(), whole.minor())
    }
}
