//! The ticket and what can be put on it.

use bezmen_domain::barcode::Ki;
use bezmen_domain::discount::Discount;
use bezmen_domain::id::{CategoryId, CustomerId, LineId, ProductId, SaleId, TicketId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use serde::{Deserialize, Serialize};

/// One line of the open ticket, priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// The line.
    pub line_id: LineId,
    /// The product, unless it was sold at a typed price.
    pub product_id: Option<ProductId>,
    /// What it is called.
    pub name: String,
    /// The code that was scanned.
    pub barcode: Option<String>,
    /// Of a marked piece: which one it is. It is sold alone on its line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ki: Option<Ki>,
    /// How it is measured.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// Price of one unit.
    pub unit_price: Money,
    /// Before discounts.
    pub gross: Money,
    /// The line's own discount as it was given.
    pub discount: Option<Discount>,
    /// What the line's own discount takes off.
    pub line_discount: Money,
    /// The line's share of the receipt's discount.
    pub receipt_discount: Money,
    /// What the line costs, tax on top included.
    pub total: Money,
    /// What the cashier should know about the line, in words, such as a label printed at another price; empty when nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub warning: String,
}

/// Base and tax of one rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxView {
    /// Such as `НДС 20 %`.
    pub name: String,
    /// 2000 = 20 %.
    pub basis_points: u32,
    /// Whether the price holds it already.
    pub included: bool,
    /// Without tax.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

/// The open ticket, priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketView {
    /// Counts the views of a running till: of two views, the one with the higher version is how the ticket is. An answer can
    /// come after the event of a later change.
    pub version: u64,
    /// The ticket.
    pub ticket_id: TicketId,
    /// In the order they were added.
    pub lines: Vec<LineView>,
    /// The line touched last, to be lit.
    pub last_line_id: Option<LineId>,
    /// The receipt's discount as it was given.
    pub discount: Option<Discount>,
    /// Σ gross.
    pub gross: Money,
    /// Σ of all discounts.
    pub discount_total: Money,
    /// What is to be paid, before cash rounding.
    pub total: Money,
    /// What is to be paid when all of it is paid in cash.
    pub cash_due: Money,
    /// Sums a customer is likely to hand over: exact, then the next bank notes.
    pub cash_suggestions: Vec<Money>,
    /// By rate.
    pub taxes: Vec<TaxView>,
    /// On the ticket.
    pub customer: Option<CustomerView>,
    /// How many tickets are held.
    pub held_count: u32,
}

/// A product as search and quick keys show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductView {
    /// The product.
    pub product_id: ProductId,
    /// What it is called.
    pub name: String,
    /// The shop's article number.
    pub sku: String,
    /// One of its barcodes.
    pub barcode: Option<String>,
    /// How it is measured.
    pub unit: Unit,
    /// Price of one unit.
    pub price: Money,
    /// Its category.
    pub category_id: Option<CategoryId>,
    /// The category's name.
    pub category: String,
    /// The category's colour as `#rrggbb`.
    pub color: String,
}

/// One page of quick keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickCategory {
    /// The category.
    pub category_id: CategoryId,
    /// Its name.
    pub name: String,
    /// Its colour as `#rrggbb`.
    pub color: String,
    /// In the owner's order.
    pub products: Vec<ProductView>,
}

/// A customer card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// The customer.
    pub customer_id: CustomerId,
    /// How to address the person.
    pub name: String,
    /// With country code, or empty.
    pub phone: String,
    /// Card number, or empty.
    pub card: String,
}

/// What a scan turned out to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ScanOutcome {
    /// A line was added, or its quantity went up.
    Added {
        /// The line.
        line_id: LineId,
    },
    /// A weighed product was scanned without a weight: put it on the scale.
    NeedsWeight {
        /// What to weigh.
        product: ProductView,
        /// What was scanned.
        barcode: String,
    },
    /// The product has no price yet: sell it at a typed one.
    NeedsPrice {
        /// What has no price.
        product: ProductView,
        /// What was scanned.
        barcode: String,
        /// How many.
        quantity: Quantity,
    },
    /// The catalogue does not know it: sell at a typed price, bind it, or cancel.
    Unknown {
        /// What was scanned.
        barcode: String,
    },
    /// It looks like a barcode but was misread: scan again.
    Misread {
        /// What was scanned.
        barcode: String,
    },
    /// A customer card; the customer is on the ticket now.
    Customer {
        /// Who.
        customer: CustomerView,
    },
    /// A receipt of this shop: open the return screen.
    Receipt {
        /// The sale, when this till has it.
        sale_id: Option<SaleId>,
        /// As printed.
        number: String,
    },
}

/// What a scan did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanView {
    /// What it was.
    #[serde(flatten)]
    pub outcome: ScanOutcome,
    /// The ticket after it.
    pub ticket: TicketView,
}

/// How the scale is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleState {
    /// No scale is set up.
    Absent,
    /// Set up, does not answer.
    Lost,
    /// The weight still moves.
    Unstable,
    /// Stable and fresh: may be sold.
    Stable,
    /// Stable at zero.
    Zero,
    /// More than the scale can weigh.
    Overload,
    /// Below zero.
    Underload,
    /// It answers, but with an error.
    Error,
}

/// What the scale shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleView {
    /// How it is.
    pub state: ScaleState,
    /// Net weight in thousandths of a kilogram; only there when `state` is stable, unstable or zero.
    pub weight: Option<Quantity>,
    /// What the scale itself takes off.
    pub tare: Option<Quantity>,
    /// How old the reading is.
    pub age_ms: u64,
    /// What to do about it, in words; empty when nothing.
    pub hint: String,
}
