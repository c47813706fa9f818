//! Receipts.

use bezmen_domain::id::{
    CustomerId, LineId, PersonId, ProductId, SaleId, ShiftId, StoreId, TerminalId,
};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::receipt::ReceiptDocument;
use bezmen_domain::tender::TenderKind;
use serde::{Deserialize, Serialize};

/// Narrows the list of receipts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ReceiptFilter {
    /// One store.
    pub store_id: Option<StoreId>,
    /// One till.
    pub terminal_id: Option<TerminalId>,
    /// One cashier.
    pub person_id: Option<PersonId>,
    /// One customer.
    pub customer_id: Option<CustomerId>,
    /// One shift.
    pub shift_id: Option<ShiftId>,
    /// First business day.
    pub from: Option<String>,
    /// Last business day.
    pub to: Option<String>,
    /// A number such as `A1-000123`, a part of an item's name, or a barcode.
    pub query: Option<String>,
    /// Not below, minor units.
    pub min_total: Option<i64>,
    /// Not above, minor units.
    pub max_total: Option<i64>,
    /// Sales, returns, or both when absent.
    pub kind: Option<ReceiptKind>,
    /// Only those with this tender.
    pub tender: Option<TenderKind>,
    /// Rows a page.
    pub limit: Option<u32>,
    /// From the page before.
    pub cursor: Option<String>,
}

/// Sale or return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// Goods went out.
    Sale,
    /// Goods came back.
    Return,
}

/// A receipt in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptRow {
    /// The sale or return.
    pub sale_id: SaleId,
    /// As printed.
    pub number: String,
    /// Sale or return.
    pub kind: ReceiptKind,
    /// By the till's clock.
    pub sold_at_ms: i64,
    /// When the server got it.
    pub received_at_ms: i64,
    /// Business day.
    pub business_date: String,
    /// Local time less UTC when it was sold.
    pub utc_offset_minutes: i32,
    /// Store.
    pub store: String,
    /// Till.
    pub terminal: String,
    /// Cashier.
    pub cashier: String,
    /// Customer, if one.
    pub customer: Option<String>,
    /// How many lines.
    pub lines: u32,
    /// First items, for the eye.
    pub summary: String,
    /// What it came to, positive in a return too.
    pub total: Money,
    /// Paid by.
    pub tenders: Vec<TenderKind>,
}

/// A receipt with everything on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// As in the list.
    pub row: ReceiptRow,
    /// Lines.
    pub items: Vec<ReceiptLine>,
    /// Tenders kept.
    pub payments: Vec<ReceiptPayment>,
    /// Σ gross.
    pub gross: Money,
    /// Σ discounts.
    pub discount: Money,
    /// Cash rounding.
    pub rounding: Money,
    /// Why it was returned.
    pub reason: String,
    /// The sale this returns from.
    pub return_of: Option<SaleId>,
    /// Returns made from it.
    pub returns: Vec<ReceiptRow>,
    /// As printed.
    pub document: ReceiptDocument,
}

/// A line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptLine {
    /// The line.
    pub line_id: LineId,
    /// Product, unless sold at a typed price.
    pub product_id: Option<ProductId>,
    /// Name at the time.
    pub name: String,
    /// Of a marked piece: its identification code.
    pub ki: Option<String>,
    /// Unit at the time.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// Price of one.
    pub unit_price: Money,
    /// Before discounts.
    pub gross: Money,
    /// All discounts.
    pub discount: Money,
    /// Tax.
    pub tax: Money,
    /// What was paid for it.
    pub total: Money,
}

/// A payment of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptPayment {
    /// By what.
    pub tender: TenderKind,
    /// Kept.
    pub amount: Money,
    /// Slip number and the like.
    pub reference: Option<String>,
}

/// Narrows totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct TotalsFilter {
    /// First business day.
    pub from: Option<String>,
    /// Last business day.
    pub to: Option<String>,
    /// One store.
    pub store_id: Option<StoreId>,
    /// One till.
    pub terminal_id: Option<TerminalId>,
}

/// Totals of a business day and a tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayTotals {
    /// Business day.
    pub business_date: String,
    /// By what.
    pub tender: TenderKind,
    /// Sales receipts with this tender.
    pub sales_count: u64,
    /// Kept for sales.
    pub sales: Money,
    /// Return receipts with this tender.
    pub returns_count: u64,
    /// Refunded.
    pub returns: Money,
}
