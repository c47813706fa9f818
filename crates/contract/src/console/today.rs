//! The first page: is everything all right, and how is today?

use bezmen_domain::id::{PersonId, StoreId, TerminalId};
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;
use serde::{Deserialize, Serialize};

/// Narrows the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct TodayFilter {
    /// One store; all of them when absent.
    pub store_id: Option<StoreId>,
    /// A business day `YYYY-MM-DD`; the current one when absent.
    pub date: Option<String>,
}

/// A day at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Today {
    /// The business day.
    pub date: String,
    /// The same weekday a week before.
    pub compared_with: String,
    /// The day so far.
    pub figures: Figures,
    /// The day it is compared with, up to the same time of day.
    pub before: Figures,
    /// 24 rows, one an hour of the store's clock.
    pub hours: Vec<Hour>,
    /// What was paid by what.
    pub tenders: Vec<TenderSum>,
    /// One for each till that is not revoked.
    pub terminals: Vec<TerminalToday>,
    /// Open shifts.
    pub on_shift: Vec<OnShift>,
    /// What somebody should look at.
    pub concerns: Vec<Concern>,
    /// When this was put together.
    pub as_of_ms: i64,
}

/// The figures of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Sales less returns.
    pub takings: Money,
    /// Sales receipts.
    pub receipts: u64,
    /// Takings by receipts, half up; zero without receipts.
    pub average: Money,
    /// Returned.
    pub returns: Money,
    /// Return receipts.
    pub return_receipts: u64,
    /// Given away as discounts.
    pub discounts: Money,
}

/// An hour of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hour {
    /// 0–23.
    pub hour: u8,
    /// Takings in it.
    pub takings: Money,
    /// Takings in the same hour of the day compared with.
    pub before: Money,
    /// Sales receipts in it.
    pub receipts: u64,
}

/// A sum by tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TenderSum {
    /// By what.
    pub tender: TenderKind,
    /// Sales less refunds.
    pub amount: Money,
}

/// A till: proof that nothing is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TerminalToday {
    /// Which.
    pub terminal_id: TerminalId,
    /// Its name.
    pub name: String,
    /// Its store.
    pub store: String,
    /// Takings of the day.
    pub takings: Money,
    /// Receipts of the day.
    pub receipts: u64,
    /// Receipts received of the current series, all days.
    pub received: u64,
    /// The highest number of the series the server has heard of: `received` of `numbered`.
    pub numbered: u64,
    /// Operations the till still holds, as it said last.
    pub waiting: u64,
    /// When it was heard of last.
    pub last_seen_ms: Option<i64>,
    /// Heard of within two minutes.
    pub online: bool,
}

/// An open shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OnShift {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// On which till.
    pub terminal: String,
    /// In which store.
    pub store: String,
    /// Since when.
    pub opened_at_ms: i64,
}

/// What a concern is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConcernKind {
    /// A till was not heard of for a day.
    SilentTill,
    /// A till with an open shift was not heard of for a quarter of an hour.
    OutOfTouch,
    /// Numbers of a series are missing.
    MissingReceipts,
    /// Operations could not be counted.
    ParkedOps,
    /// Operations are kept aside until somebody lets them count.
    QuarantinedOps,
    /// A shift was closed with a difference.
    CashDifference,
    /// A till was cloned or set back.
    Fork,
}

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Concern {
    /// What it is about.
    pub kind: ConcernKind,
    /// Which till, if one.
    pub terminal_id: Option<TerminalId>,
    /// The till's name, or empty.
    pub terminal: String,
    /// How many, where counting makes sense.
    pub count: u64,
    /// Receipts among them, where operations are counted.
    #[serde(default)]
    pub receipts: u64,
    /// Sum, where there is one.
    pub amount: Option<Money>,
}
