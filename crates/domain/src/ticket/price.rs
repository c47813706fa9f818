//! Pricing of a ticket.

use super::{MAX_LINES, PricedLine, PricedTicket, Ticket, TicketLine};
use crate::discount::{Discount, spread};
use crate::id::LineId;
use crate::money::{MAX_AMOUNT_MINOR, Money};
use crate::quantity::MAX_QUANTITY_THOUSANDTHS;
use crate::tax::{self, MAX_TAX_BASIS_POINTS, WHOLE_BASIS_POINTS};

/// Why a ticket cannot be priced. Where a line is at fault, the error names it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// The ticket is too long.
    #[error("a receipt holds at most {MAX_LINES} lines; pay this one and go on with another")]
    TooManyLines,
    /// The price is below zero.
    #[error("the price of “{name}” is negative; set a price of zero or more")]
    NegativePrice {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// The price is above the limit of an amount.
    #[error("the price of “{name}” is too large; check the number of digits")]
    PriceTooLarge {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// The quantity is zero or below.
    #[error("the quantity of “{name}” must be more than zero; remove the line or use a return")]
    QuantityNotPositive {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// The quantity is above the limit.
    #[error("the quantity of “{name}” is too large; check whether a barcode was read into it")]
    QuantityTooLarge {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// A discount on the line is below zero or above the whole.
    #[error("the discount on “{name}” must be between 0 and 100 %")]
    LineDiscountOutOfRange {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// The tax rate is above the highest accepted.
    #[error("the tax rate of “{name}” is above 100 %; correct it in the catalogue")]
    TaxRateTooHigh {
        /// The line.
        line_id: LineId,
        /// What it is called.
        name: String,
    },
    /// The discount on the receipt is below zero or above the whole.
    #[error("the discount on the receipt must be between 0 and 100 %")]
    ReceiptDiscountOutOfRange,
    /// The total is above the limit of an amount.
    #[error("the total is too large for one receipt; check the quantities and prices")]
    TotalTooLarge,
}

impl PriceError {
    /// Returns the line at fault, when one is.
    pub const fn line_id(&self) -> Option<LineId> {
        match self {
            Self::NegativePrice { line_id, .. }
            | Self::PriceTooLarge { line_id, .. }
            | Self::QuantityNotPositive { line_id, .. }
            | Self::QuantityTooLarge { line_id, .. }
            | Self::LineDiscountOutOfRange { line_id, .. }
            | Self::TaxRateTooHigh { line_id, .. } => Some(*line_id),
            Self::TooManyLines | Self::ReceiptDiscountOutOfRange | Self::TotalTooLarge => None,
        }
    }
}

/// Prices a ticket.
///
/// Order: gross = label sum, or price × quantity rounded half-up; the line's discount; the receipt's discount, taken
/// of what is left and spread by largest remainder; then each line's tax, rounded half-up by line.
///
/// # Errors
/// [`PriceError`] when a price, a quantity, a discount or a rate is out of its range.
pub fn price(ticket: &Ticket) -> Result<PricedTicket, PriceError> {
    if ticket.lines.len() > MAX_LINES {
        return Err(PriceError::TooManyLines);
    }
    let mut gross = Vec::with_capacity(ticket.lines.len());
    for line in &ticket.lines {
        gross.push(gross_of(line)?);
    }
    // A thousand sums within the limit of one amount fit 64 bits.
    if gross.iter().sum::<Money>().minor() > MAX_AMOUNT_MINOR {
        return Err(PriceError::TotalTooLarge);
    }
    let line_discounts: Vec<Money> = ticket
        .lines
        .iter()
        .zip(&gross)
        .map(|(line, gross)| {
            line.discount
                .map_or(Money::ZERO, |discount| discount.amount_of(*gross))
        })
        .collect();
    let left: Vec<Money> = gross
        .iter()
        .zip(&line_discounts)
        .map(|(gross, off)| *gross - *off)
        .collect();
    let shares = match ticket.discount {
        Some(discount) if !in_range(discount) => return Err(PriceError::ReceiptDiscountOutOfRange),
        Some(discount) => spread(discount.amount_of(left.iter().sum()), &left),
        None => vec![Money::ZERO; left.len()],
    };
    let mut priced = PricedTicket::default();
    for (index, line) in ticket.lines.iter().enumerate() {
        let net = left[index] - shares[index];
        let split = tax::split(net, &line.tax);
        priced.gross += gross[index];
        priced.discount += line_discounts[index] + shares[index];
        priced.total += split.total;
        tax::add_total(&mut priced.taxes, &line.tax, split.base, split.tax);
        priced.lines.push(PricedLine {
            line_id: line.id,
            gross: gross[index],
            line_discount: line_discounts[index],
            receipt_discount: shares[index],
            net,
            base: split.base,
            tax: split.tax,
            total: split.total,
        });
    }
    if priced.total.minor() > MAX_AMOUNT_MINOR {
        return Err(PriceError::TotalTooLarge);
    }
    Ok(priced)
}

fn gross_of(line: &TicketLine) -> Result<Money, PriceError> {
    let (line_id, name) = (line.id, line.name.clone());
    if line.unit_price.is_negative() || line.label_sum.is_some_and(Money::is_negative) {
        return Err(PriceError::NegativePrice { line_id, name });
    }
    if !line.quantity.is_positive() {
        return Err(PriceError::QuantityNotPositive { line_id, name });
    }
    if line.quantity.thousandths() > MAX_QUANTITY_THOUSANDTHS {
        return Err(PriceError::QuantityTooLarge { line_id, name });
    }
    if line.discount.is_some_and(|discount| !in_range(discount)) {
        return Err(PriceError::LineDiscountOutOfRange { line_id, name });
    }
    if line.tax.basis_points > MAX_TAX_BASIS_POINTS {
        return Err(PriceError::TaxRateTooHigh { line_id, name });
    }
    let gross = line
        .label_sum
        .unwrap_or_else(|| line.unit_price.times(line.quantity));
    if line.unit_price.minor() > MAX_AMOUNT_MINOR || gross.minor() > MAX_AMOUNT_MINOR {
        return Err(PriceError::PriceTooLarge { line_id, name });
    }
    Ok(gross)
}

/// A fixed amount above the sum is in range: it is cut to the sum, so that removing a line never breaks a ticket.
fn in_range(discount: Discount) -> bool {
    match discount {
        Discount::Percent { basis_points } => basis_points <= WHOLE_BASIS_POINTS,
        Discount::Amount { amount } => !amount.is_negative() && amount.minor() <= MAX_AMOUNT_MINOR,
    }
}
