//! Receipts and shifts.

use bezmen_domain::barcode::Ki;
use bezmen_domain::id::{HeldTicketId, LineId, PersonId, PrintJobId, SaleId, ShiftId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::receipt::ReceiptDocument;
use bezmen_domain::shift::ShiftTotals;
use bezmen_domain::tender::{PaidSale, Payment};
use bezmen_domain::ticket::SoldLine;
use serde::{Deserialize, Serialize};

/// A ticket that was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldTicketView {
    /// Which.
    pub held_id: HeldTicketId,
    /// The word to know it by.
    pub note: String,
    /// When it was held.
    pub held_at_ms: i64,
    /// Who held it.
    pub held_by: String,
    /// How many lines.
    pub lines: u32,
    /// What it comes to.
    pub total: Money,
}

/// A sale or return that is durable now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleDone {
    /// The sale or return.
    pub sale_id: SaleId,
    /// As printed, such as `A1-000123`.
    pub number: String,
    /// What was sold or refunded, before cash rounding.
    pub total: Money,
    /// What cash rounding added, or took off when negative.
    pub rounding: Money,
    /// What was kept of each tender.
    pub payments: Vec<Payment>,
    /// To be handed back.
    pub change: Money,
    /// The receipt.
    pub document: ReceiptDocument,
    /// The print job, when one was made.
    pub print_job_id: Option<PrintJobId>,
}

/// A receipt in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRow {
    /// The sale or return.
    pub sale_id: SaleId,
    /// As printed.
    pub number: String,
    /// Whether it is a return.
    pub is_return: bool,
    /// When, by the till's clock.
    pub sold_at_ms: i64,
    /// Who sold.
    pub cashier: String,
    /// First items, for the eye.
    pub summary: String,
    /// What it came to.
    pub total: Money,
    /// Whether the server has it.
    pub sent: bool,
    /// Whether anything of it was returned.
    pub returned: bool,
}

/// A line of a sold receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLineView {
    /// The line.
    pub line_id: LineId,
    /// What it was called.
    pub name: String,
    /// Of a marked piece: which one it is. It comes back whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ki: Option<Ki>,
    /// How it was measured.
    pub unit: Unit,
    /// How much was sold.
    pub quantity: Quantity,
    /// How much of it came back already.
    pub returned: Quantity,
    /// Price of one.
    pub unit_price: Money,
    /// What was paid for the line.
    pub total: Money,
    /// Its sums, by which a part of it that comes back is priced.
    pub sold: SoldLine,
}

/// A receipt as it was printed, and what may still be returned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptView {
    /// As in the list.
    pub row: ReceiptRow,
    /// Its lines.
    pub lines: Vec<ReceiptLineView>,
    /// What was kept of each tender.
    pub payments: Vec<Payment>,
    /// What was paid and has come back, by which a refund is planned.
    pub paid: PaidSale,
    /// As printed.
    pub document: ReceiptDocument,
    /// Returns made from it.
    pub returns: Vec<ReceiptRow>,
}

/// The open shift; with its X totals for whoever may see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftView {
    /// The shift.
    pub shift_id: ShiftId,
    /// 1, 2, 3… per till.
    pub number: u64,
    /// When it was opened.
    pub opened_at_ms: i64,
    /// Who opened it.
    pub opened_by: PersonId,
    /// Their name.
    pub opened_by_name: String,
    /// How many sales there were.
    pub sales_count: u64,
    /// How many returns there were.
    pub returns_count: u64,
    /// What happened so far. Absent for a person without `see_expected_cash`: the count is blind, so no sum of the drawer is
    /// told before it. Single receipts do tell how they were paid, and could be added up one by one. The Z report after the
    /// count tells everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<ShiftTotals>,
    /// Cash moves, oldest first.
    pub cash_moves: Vec<CashMoveView>,
}

/// One cash move of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashMoveView {
    /// Which way.
    pub direction: crate::till::CashDirection,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// When.
    pub at_ms: i64,
    /// Who.
    pub by: String,
}

/// A shift in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftRow {
    /// The shift.
    pub shift_id: ShiftId,
    /// 1, 2, 3… per till.
    pub number: u64,
    /// When it was opened.
    pub opened_at_ms: i64,
    /// When it was closed.
    pub closed_at_ms: Option<i64>,
    /// Takings: sales less returns. Absent for the open shift and a person without `see_expected_cash`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net: Option<Money>,
    /// Counted less expected cash.
    pub difference: Option<Money>,
}

/// What stands in the way of closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosePreview {
    /// Lines on the open ticket; must be none.
    pub open_lines: u32,
    /// Tickets on hold; must be none.
    pub held_tickets: u32,
    /// Receipts not printed yet; a warning.
    pub unprinted: u32,
    /// Receipts the server does not have yet; a notice.
    pub unsent: u64,
    /// Denominations of the currency, largest first, to count by.
    pub denominations: Vec<Money>,
}

/// A closed shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftClosedView {
    /// The shift, which is the number of its Z report too.
    pub number: u64,
    /// What should have been in the drawer.
    pub expected_cash: Money,
    /// What was.
    pub counted_cash: Money,
    /// Counted less expected.
    pub difference: Money,
    /// Its totals.
    pub totals: ShiftTotals,
    /// The Z report.
    pub document: ReceiptDocument,
}

/// Something was put into the print queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedView {
    /// What is printed.
    pub document: ReceiptDocument,
    /// The job; `None` when no printer is set up.
    pub print_job_id: Option<PrintJobId>,
}
