//! The ticket: what is being rung up, what it costs, and what of it can be taken back.

use serde::{Deserialize, Serialize};

use crate::barcode::Ki;
use crate::discount::Discount;
use crate::id::{CustomerId, LineId, ProductId, TicketId};
use crate::money::Money;
use crate::quantity::{Quantity, Unit};
use crate::tax::{TaxRate, TaxTotal};

mod price;
mod take_back;

pub use price::{PriceError, price};
pub use take_back::{ReturnAmounts, ReturnError, SoldLine, return_amounts};

/// The most lines of a ticket. A receipt of a thousand lines is three metres long.
pub const MAX_LINES: usize = 1000;

/// How a line came onto the ticket.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineSource {
    /// Its barcode was scanned.
    #[default]
    Scanned,
    /// It was found by searching.
    Searched,
    /// Its key was pressed.
    QuickKey,
    /// A label with a weight was scanned.
    WeightLabel,
    /// A label with a price was scanned.
    PriceLabel,
    /// It was weighed at the till.
    Weighed,
    /// Its quantity or weight was typed.
    ByHand,
    /// Its price was typed.
    OpenPrice,
}

/// A line of a ticket: everything that its price depends on, as it was when the line was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TicketLine {
    /// Its identifier.
    pub id: LineId,
    /// The product; nothing for goods that are not in the catalogue.
    pub product_id: Option<ProductId>,
    /// The barcode that was scanned.
    pub barcode: Option<String>,
    /// Of a marked piece: which one it is. Such a line is one piece and has the whole code, as it was read, for its barcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ki: Option<Ki>,
    /// What the goods are called.
    pub name: String,
    /// What they are counted in.
    pub unit: Unit,
    /// How much is sold.
    pub quantity: Quantity,
    /// The price of one unit.
    pub unit_price: Money,
    /// The sum on a price label, which wins over price × quantity.
    pub label_sum: Option<Money>,
    /// The line's own discount.
    pub discount: Option<Discount>,
    /// Its tax.
    pub tax: TaxRate,
    /// How it came onto the ticket.
    pub source: LineSource,
}

/// An open ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Its identifier.
    pub id: TicketId,
    /// The goods, in the order they were added.
    pub lines: Vec<TicketLine>,
    /// The discount on the whole.
    pub discount: Option<Discount>,
    /// Who buys, when known.
    pub customer_id: Option<CustomerId>,
}

/// What a line costs. `net = gross − line_discount − receipt_discount`, `total = base + tax`.
///
/// With an included tax `total = net`; with a tax on top `base = net`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricedLine {
    /// The line.
    pub line_id: LineId,
    /// The sum before discounts.
    pub gross: Money,
    /// What its own discount takes off.
    pub line_discount: Money,
    /// Its share of the receipt's discount.
    pub receipt_discount: Money,
    /// The sum after discounts.
    pub net: Money,
    /// What is taxed.
    pub base: Money,
    /// The tax.
    pub tax: Money,
    /// What the customer pays for it.
    pub total: Money,
}

impl PricedLine {
    /// Returns both discounts together.
    pub fn discount(&self) -> Money {
        self.line_discount + self.receipt_discount
    }
}

/// What a ticket costs; the sums are the sums of the lines, always.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricedTicket {
    /// The lines, in the order of the ticket.
    pub lines: Vec<PricedLine>,
    /// The sum before discounts.
    pub gross: Money,
    /// All discounts together.
    pub discount: Money,
    /// What the customer pays, before cash rounding.
    pub total: Money,
    /// Base and tax of each rate, the highest rate first.
    pub taxes: Vec<TaxTotal>,
}

#[cfg(test)]
#[expect(
    clippy::float_arithmetic,
    reason = "cuts a quantity at random places; no money is calculated"
)]
mod tests;
