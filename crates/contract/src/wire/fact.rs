//! Bodies of the operations, version 1 each. Do not modify: they are kept for ever.
//!
//! | type | body |
//! |---|---|
//! | `shift_opened` | [`ShiftOpened`] |
//! | `sale` | [`SaleFact`] with `return_of` absent |
//! | `return` | [`SaleFact`] with `return_of` |
//! | `cash_move` | [`CashMoveFact`] |
//! | `shift_closed` | [`ShiftClosed`] |
//! | `customer_put` | [`CustomerPut`] |
//! | `audit` | [`AuditFact`] |

mod adding_up;

pub use adding_up::SaleHead;

use bezmen_domain::barcode::Ki;
use bezmen_domain::id::{
    CashMoveId, CustomerId, LineId, PaymentId, PersonId, ProductId, SaleId, ShiftId, TaxRateId,
};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::receipt::ReceiptDocument;
use bezmen_domain::shift::ShiftTotals;
use bezmen_domain::tax::TaxMode;
use bezmen_domain::tender::TenderKind;
use bezmen_domain::ticket::LineSource;
use serde::{Deserialize, Serialize};

/// Version of all bodies of this file.
pub const V1: u16 = 1;

/// Operation types this version knows.
pub mod kind {
    /// [`super::ShiftOpened`]
    pub const SHIFT_OPENED: &str = "shift_opened";
    /// [`super::SaleFact`]
    pub const SALE: &str = "sale";
    /// [`super::SaleFact`]
    pub const RETURN: &str = "return";
    /// [`super::CashMoveFact`]
    pub const CASH_MOVE: &str = "cash_move";
    /// [`super::ShiftClosed`]
    pub const SHIFT_CLOSED: &str = "shift_closed";
    /// [`super::CustomerPut`]
    pub const CUSTOMER_PUT: &str = "customer_put";
    /// [`super::AuditFact`]
    pub const AUDIT: &str = "audit";
}

/// A shift began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftOpened {
    /// The shift.
    pub shift_id: ShiftId,
    /// 1, 2, 3… per till.
    pub number: u64,
    /// Who opened it.
    pub person_id: PersonId,
    /// Cash at the start.
    pub opening_float: Money,
    /// When, by the till's clock.
    pub opened_at_ms: i64,
}

/// Goods and money changed hands. In a return all quantities and sums are positive and mean the other direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleFact {
    /// The sale or return.
    pub sale_id: SaleId,
    /// Its receipt series.
    pub series: String,
    /// Its number in the series: 1, 2, 3… without gaps.
    pub number: u64,
    /// In which shift.
    pub shift_id: ShiftId,
    /// Who sold.
    pub person_id: PersonId,
    /// Their name at the time.
    pub person_name: String,
    /// When, by the till's clock.
    pub sold_at_ms: i64,
    /// Local time less UTC at that moment: the business day follows from both.
    pub utc_offset_minutes: i32,
    /// To whom.
    #[serde(default)]
    pub customer_id: Option<CustomerId>,
    /// The lines.
    pub lines: Vec<SaleLineFact>,
    /// What was kept of each tender, change already given.
    pub payments: Vec<PaymentFact>,
    /// By rate; Σ of the lines.
    pub taxes: Vec<TaxFact>,
    /// Σ gross.
    pub gross: Money,
    /// Σ of all discounts.
    pub discount: Money,
    /// Σ of the lines' totals.
    pub total: Money,
    /// Cash rounding: payments = total + rounding.
    pub rounding: Money,
    /// Change handed back; information only.
    #[serde(default)]
    pub change: Money,
    /// The sale this returns from.
    #[serde(default)]
    pub return_of: Option<SaleId>,
    /// Why it was returned.
    #[serde(default)]
    pub reason: String,
    /// Who consented, where the cashier alone may not.
    #[serde(default)]
    pub approved_by: Option<PersonId>,
    /// As printed.
    pub document: ReceiptDocument,
    /// An outside number the sale is known by, such as an invoice of an import.
    #[serde(default)]
    pub external_ref: String,
}

/// A line, with everything it was sold at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleLineFact {
    /// The line.
    pub line_id: LineId,
    /// The product, unless sold at a typed price.
    #[serde(default)]
    pub product_id: Option<ProductId>,
    /// Code scanned; of a marked piece the whole code as it was read, separators and tail included.
    #[serde(default)]
    pub barcode: Option<String>,
    /// Of a marked piece: its identification code, which is the code scanned without the tail. Tills before it leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ki: Option<Ki>,
    /// Name at the time.
    pub name: String,
    /// Unit at the time.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// Price of one.
    pub unit_price: Money,
    /// Before discounts.
    pub gross: Money,
    /// The line's own discount.
    pub line_discount: Money,
    /// Its share of the receipt's discount.
    pub receipt_discount: Money,
    /// Without tax.
    pub base: Money,
    /// Tax.
    pub tax: Money,
    /// What was paid for it.
    pub total: Money,
    /// Its rate.
    pub tax_rate_id: TaxRateId,
    /// 2000 = 20 %.
    pub tax_basis_points: u32,
    /// Included or on top.
    pub tax_mode: TaxMode,
    /// The rate's name at the time.
    pub tax_name: String,
    /// How it came onto the ticket.
    pub source: LineSource,
    /// In a return: the line of the sale it takes back.
    #[serde(default)]
    pub return_of_line: Option<LineId>,
    /// Revision of the price list it was sold at.
    #[serde(default)]
    pub catalog_revision: u64,
}

/// A payment, or a refund in a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentFact {
    /// The payment.
    pub payment_id: PaymentId,
    /// By what.
    pub tender: TenderKind,
    /// Kept, change already given; positive.
    pub amount: Money,
    /// Handed over, with change.
    pub tendered: Money,
    /// Such as the last digits of a slip number.
    #[serde(default)]
    pub reference: Option<String>,
}

/// Base and tax of one rate of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxFact {
    /// The rate.
    pub tax_rate_id: TaxRateId,
    /// Its name.
    pub name: String,
    /// 2000 = 20 %.
    pub basis_points: u32,
    /// Included or on top.
    pub mode: TaxMode,
    /// Without tax.
    pub base: Money,
    /// Tax.
    pub tax: Money,
}

/// Cash moved other than by a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMoveFact {
    /// The move.
    pub cash_move_id: CashMoveId,
    /// In which shift.
    pub shift_id: ShiftId,
    /// Who.
    pub person_id: PersonId,
    /// Positive in, negative out.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// When.
    pub moved_at_ms: i64,
    /// Who consented.
    #[serde(default)]
    pub approved_by: Option<PersonId>,
}

/// A shift ended: the Z report. Covers the operations `from_seq..=to_seq` of the same epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosed {
    /// The shift.
    pub shift_id: ShiftId,
    /// Its number, which is the Z report's too.
    pub number: u64,
    /// Who closed it.
    pub person_id: PersonId,
    /// When.
    pub closed_at_ms: i64,
    /// Seq of its `shift_opened`.
    pub from_seq: u64,
    /// Seq of the last op before this one.
    pub to_seq: u64,
    /// What the till counted together.
    pub totals: ShiftTotals,
    /// Cash found in the drawer.
    pub counted_cash: Money,
    /// Counted less expected.
    pub difference: Money,
    /// What the cashier said about it.
    #[serde(default)]
    pub note: String,
    /// Who consented to the difference.
    #[serde(default)]
    pub approved_by: Option<PersonId>,
    /// As printed.
    pub document: ReceiptDocument,
}

/// A customer card was made or changed at the till: the fields as they are now, each kept by the later `(hlc, terminal)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerPut {
    /// Who.
    pub customer_id: CustomerId,
    /// How to address the person; absent when unchanged.
    #[serde(default)]
    pub name: Option<String>,
    /// Phone; absent when unchanged.
    #[serde(default)]
    pub phone: Option<String>,
    /// Card number; absent when unchanged.
    #[serde(default)]
    pub card: Option<String>,
}

/// Something an owner may want to look at: a removed line, a drawer opened, a manager's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditFact {
    /// Stable code, such as `line_removed`.
    pub action: String,
    /// Who did it.
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Who consented.
    #[serde(default)]
    pub approved_by: Option<PersonId>,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Sum at stake.
    #[serde(default)]
    pub amount: Option<Money>,
    /// What it was about.
    #[serde(default)]
    pub subject: String,
    /// When.
    pub at_ms: i64,
}
