//! What the buyer sees: the one model of customer displays and of the customer's window.
//!
//! It holds nothing but what a buyer may read: no stock, no other sale, nobody's name.

use bezmen_domain::id::LineId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::{Quantity, Unit};
use serde::{Deserialize, Serialize};

use crate::till::Theme;

/// A line of the ticket, as its buyer reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerLine {
    /// The line.
    pub line_id: LineId,
    /// What it is called.
    pub name: String,
    /// How it is measured.
    pub unit: Unit,
    /// How much.
    pub quantity: Quantity,
    /// Price of one unit.
    pub unit_price: Money,
    /// Before discounts.
    pub gross: Money,
    /// What the line costs.
    pub total: Money,
}

/// The ticket, as its buyer reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerTicket {
    /// In the order they were added.
    pub lines: Vec<BuyerLine>,
    /// The line touched last; it may be gone again.
    pub last_line_id: Option<LineId>,
    /// Σ of all discounts.
    pub saved: Money,
    /// What is to be paid, before cash rounding.
    pub total: Money,
}

/// Where the sale is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "moment", rename_all = "snake_case")]
pub enum BuyerMoment {
    /// Nobody serves here: the till is locked or its shift is closed.
    Closed,
    /// Nobody is being served.
    Welcome,
    /// Goods are rung up.
    Selling(BuyerTicket),
    /// The ticket is being paid.
    Paying {
        /// What for.
        ticket: BuyerTicket,
        /// What was handed over so far.
        taken: Money,
        /// What is missing.
        missing: Money,
    },
    /// It is paid.
    Paid {
        /// What the buyer handed over.
        given: Money,
        /// What goes back.
        change: Money,
    },
    /// The buyer is thanked and goes.
    Thanks,
}

/// What the buyer sees now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuyerView {
    /// The shop's name; empty until the till belongs to one.
    pub shop: String,
    /// What sums are in.
    pub currency: Currency,
    /// The language of its words.
    pub locale: Locale,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// Where the sale is.
    pub moment: BuyerMoment,
}
