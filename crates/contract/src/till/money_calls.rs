//! Calls that move money: payment, returns, the shift, the receipts.

use bezmen_domain::id::{LineId, PersonId, SaleId, TicketId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{TenderInput, TenderKind};
use serde::{Deserialize, Serialize};

/// The consent of somebody with more rights, given at the till by PIN, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Who consents.
    pub person_id: PersonId,
    /// Their PIN; never logged.
    pub pin: String,
    /// Why, in their words.
    pub reason: String,
}

/// Opens a shift.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenShift {
    /// Cash in the drawer at the start.
    pub opening_float: Money,
}

/// Asks for the open shift and its X totals; `None` when no shift is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetShift {}

/// Lists the last shifts of this till, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListShifts {
    /// At most this many, 1–100.
    pub limit: u32,
}

/// Which way cash moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashDirection {
    /// Into the drawer.
    In,
    /// Out of the drawer.
    Out,
}

/// Puts cash into the drawer or takes it out, other than by a sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveCash {
    /// Made by the screen before the first try: the same id never moves cash twice.
    pub cash_move_id: bezmen_domain::id::CashMoveId,
    /// Which way.
    pub direction: CashDirection,
    /// How much, above zero.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Opens the drawer without a sale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenDrawer {
    /// Why.
    pub reason: String,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Prints the X report of the open shift. For a person without `see_expected_cash` it is one without the expected cash and the
/// sums it could be reckoned from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintX {}

/// Asks whether the shift can be closed and what stands in the way. Does not tell the expected cash: the count is blind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseShiftPreview {}

/// Closes the shift with a blind count and makes the Z report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CloseShift {
    /// Cash found in the drawer.
    pub counted_cash: Money,
    /// What the cashier has to say about a difference.
    #[serde(default)]
    pub note: String,
    /// A manager's consent, when the difference is above the limit.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Pays the open ticket. Sent again with the same ticket it answers the same sale and sells nothing twice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pay {
    /// The ticket the cashier sees.
    pub ticket_id: TicketId,
    /// The total the cashier sees; refused when the ticket's is another.
    pub expected_total: Money,
    /// What the customer hands over. Cash may be above the due, nothing else may.
    pub tenders: Vec<TenderInput>,
}

/// Tells what the buyer sees that the open ticket is being paid, and what was handed over so far. It ends with the payment, with
/// another change of the ticket, or when it is told to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowPayment {
    /// The ticket the cashier sees.
    pub ticket_id: TicketId,
    /// What was handed over; nothing when the payment is given up.
    pub taken: Option<Vec<TenderInput>>,
}

/// A line to be taken back and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnChoice {
    /// The line of the sale.
    pub line_id: LineId,
    /// How much comes back.
    pub quantity: Quantity,
}

/// Takes goods back by receipt and refunds them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnItems {
    /// Made by the screen before the first try: the same id never refunds twice. Becomes the id of the return.
    pub return_id: SaleId,
    /// The sale that is returned from.
    pub sale_id: SaleId,
    /// What comes back.
    pub items: Vec<ReturnChoice>,
    /// Why.
    pub reason: String,
    /// How to refund; `None` refunds to the tenders that were paid, those other than cash first. Cash for what was paid in
    /// another way takes `refund_in_cash` (a manager's consent) and goes to the audit trail with the reason; more cash than
    /// is in the drawer is refused with `NOT_ENOUGH_CASH`.
    #[serde(default)]
    pub refund_to: Option<TenderKind>,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Finds receipts of this till, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindReceipts {
    /// A number, a sum, part of an item's name, a scanned receipt code, or empty for the latest.
    pub query: String,
    /// Not before this moment, milliseconds since 1970 UTC.
    #[serde(default)]
    pub from_ms: Option<i64>,
    /// Before this moment.
    #[serde(default)]
    pub to_ms: Option<i64>,
    /// At most this many, 1–100.
    pub limit: u32,
}

/// Asks for one receipt with what may still be returned of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetReceipt {
    /// Which.
    pub sale_id: SaleId,
}

/// Prints a receipt again, marked as a copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reprint {
    /// Which.
    pub sale_id: SaleId,
}
