//! Shifts and their Z reports.

use bezmen_domain::id::{ShiftId, StoreId, TerminalId};
use bezmen_domain::money::Money;
use bezmen_domain::receipt::ReceiptDocument;
use bezmen_domain::shift::ShiftTotals;
use serde::{Deserialize, Serialize};

/// Narrows the list of shifts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct ShiftFilter {
    /// One store.
    pub store_id: Option<StoreId>,
    /// One till.
    pub terminal_id: Option<TerminalId>,
    /// Only open or only closed ones.
    pub open: Option<bool>,
    /// Rows a page.
    pub limit: Option<u32>,
    /// From the page before.
    pub cursor: Option<String>,
}

/// Whether a Z report agrees with the operations it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ZCheck {
    /// The shift is open.
    Open,
    /// Not all of its operations are here yet.
    Incomplete,
    /// All here, and the sums agree.
    Verified,
    /// All here, and the sums do not agree: look into it.
    Mismatch,
}

/// A shift in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftRow {
    /// The shift.
    pub shift_id: ShiftId,
    /// 1, 2, 3… per till.
    pub number: u64,
    /// Store.
    pub store: String,
    /// Till.
    pub terminal: String,
    /// Who opened it.
    pub opened_by: String,
    /// When.
    pub opened_at_ms: i64,
    /// When it was closed.
    pub closed_at_ms: Option<i64>,
    /// Sales receipts.
    pub receipts: u64,
    /// Sales less returns.
    pub takings: Money,
    /// Cash expected at the end, or by now.
    pub expected_cash: Money,
    /// Cash counted.
    pub counted_cash: Option<Money>,
    /// Counted less expected.
    pub difference: Option<Money>,
    /// Proof of the Z report.
    pub check: ZCheck,
}

/// A cash move of a shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CashMove {
    /// Positive in, negative out.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who.
    pub person: String,
    /// When.
    pub moved_at_ms: i64,
}

/// A shift with its totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shift {
    /// As in the list.
    pub row: ShiftRow,
    /// Counted together by the server from the operations.
    pub totals: ShiftTotals,
    /// Cash moves.
    pub cash_moves: Vec<CashMove>,
    /// The Z report as printed, once closed.
    pub document: Option<ReceiptDocument>,
    /// What the cashier said about a difference.
    pub note: String,
}
