//! What the builders of documents are told.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::quantity::{Quantity, Unit};
use crate::receipt_number::ReceiptNumber;
use crate::shift::{CashDirection, ShiftTotals};
use crate::tax::TaxTotal;
use crate::tender::Payment;
use crate::ticket::{PricedLine, TicketLine};

/// Who issues a document, where and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptHead {
    /// The name over the door.
    pub shop_name: String,
    /// The address, line by line.
    pub address_lines: Vec<String>,
    /// The company's tax number.
    pub tax_id: Option<String>,
    /// The name of the till.
    pub terminal_name: String,
    /// Who serves.
    pub cashier_name: String,
    /// When: milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// The shop's minutes east of UTC at that time.
    pub utc_offset_minutes: i32,
}

/// A line as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptLine {
    /// What the goods are called.
    pub name: String,
    /// What they are counted in.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// The price of one unit.
    pub unit_price: Money,
    /// The sum before discounts.
    pub gross: Money,
    /// What the line's own discount takes off. A share of the receipt's discount is not shown by line.
    pub line_discount: Money,
    /// Whether it is a marked piece, sold by its own code.
    #[serde(default)]
    pub is_marked: bool,
}

impl ReceiptLine {
    /// Takes a line of a ticket and what it costs.
    pub fn new(line: &TicketLine, priced: &PricedLine) -> Self {
        Self {
            name: line.name.clone(),
            unit: line.unit,
            quantity: line.quantity,
            unit_price: line.unit_price,
            gross: priced.gross,
            line_discount: priced.line_discount,
            is_marked: line.ki.is_some(),
        }
    }
}

/// A sale or a return as it is printed. Amounts of a return are positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaleReceipt {
    /// Who issues it.
    pub head: ReceiptHead,
    /// Its number.
    pub number: ReceiptNumber,
    /// The goods.
    pub lines: Vec<ReceiptLine>,
    /// The sum before discounts.
    pub gross: Money,
    /// All discounts.
    pub discount: Money,
    /// The total, before cash rounding.
    pub total: Money,
    /// What cash rounding adds.
    pub rounding: Money,
    /// What is paid: total + rounding.
    pub due: Money,
    /// How it is paid (or given back).
    pub payments: Vec<Payment>,
    /// The change.
    pub change: Money,
    /// Base and tax of each rate.
    pub taxes: Vec<TaxTotal>,
    /// Who buys, when known.
    pub customer_name: Option<String>,
    /// What the shop wishes to say at the foot.
    pub foot_lines: Vec<String>,
    /// What the QR code holds.
    pub qr: Option<String>,
}

/// A return as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReturnReceipt {
    /// What comes back; the payments are what is given back.
    pub receipt: SaleReceipt,
    /// The receipt of the sale, when there is one.
    pub sale_number: Option<ReceiptNumber>,
    /// Why.
    pub reason: Option<String>,
}

/// A cash move as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CashMoveReceipt {
    /// Who issues it.
    pub head: ReceiptHead,
    /// Into the drawer or out of it.
    pub direction: CashDirection,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
}

/// A shift as it is printed in an X or a Z report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftReport {
    /// Who issues it.
    pub head: ReceiptHead,
    /// The number of the shift on this till.
    pub shift_number: u64,
    /// When the shift was opened: milliseconds since 1970 UTC.
    pub opened_ms: i64,
    /// The series of the till's receipt numbers.
    pub series: String,
    /// The totals.
    pub totals: ShiftTotals,
    /// What was counted in the drawer, at closing.
    pub counted_cash: Option<Money>,
}
