//! What the buyer is shown, in values of the sale.

use bezmen_domain::locale::Locale;
use bezmen_domain::money::{self, Currency, Money};
use bezmen_domain::quantity::{self, Quantity, Unit};
use serde::{Deserialize, Serialize};

use super::{DisplayLine, Overflow};

/// Where the sale is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum DisplayState {
    /// Nobody is being served.
    Welcome {
        /// The name of the shop, or what it likes to say; often nothing.
        text: String,
    },
    /// Nobody serves here.
    Closed,
    /// An item was added or changed.
    Line {
        /// Its name.
        name: String,
        /// How much of it.
        quantity: Quantity,
        /// What it is counted in.
        unit: Unit,
        /// What it costs together.
        sum: Money,
    },
    /// The buyer is to pay.
    Total {
        /// The sum.
        total: Money,
        /// How many lines the receipt has.
        lines: u32,
    },
    /// It is paid.
    Change {
        /// What the buyer gave.
        paid: Money,
        /// What goes back.
        change: Money,
    },
}

/// What is shown: the state, and its words in two lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayView {
    /// Where the sale is; a second window draws from this.
    #[serde(flatten)]
    pub state: DisplayState,
    /// The currency of its sums.
    pub currency: Currency,
    /// The language of its words.
    pub locale: Locale,
    /// The upper line, of any length.
    pub upper: DisplayLine,
    /// The lower line, of any length.
    pub lower: DisplayLine,
}

impl DisplayView {
    /// Puts a state into words.
    #[must_use]
    pub fn new(state: DisplayState, currency: Currency, locale: Locale) -> Self {
        let sum = |amount| money::format_printed(amount, currency, locale);
        let (upper, lower) = match &state {
            DisplayState::Welcome { text } => (
                DisplayLine::centered(locale.pick("Добро пожаловать", "Welcome")),
                DisplayLine::centered(text.as_str()),
            ),
            DisplayState::Closed => (
                DisplayLine::centered(locale.pick("Касса закрыта", "Till closed")),
                DisplayLine::default(),
            ),
            DisplayState::Line {
                name,
                quantity,
                unit,
                sum: price,
            } => (
                DisplayLine::pair(name.as_str(), ""),
                DisplayLine::pair(quantity::format(*quantity, *unit, locale), sum(*price)),
            ),
            DisplayState::Total { total, lines } => (
                DisplayLine::pair(locale.pick("ИТОГО", "TOTAL"), sum(*total)),
                DisplayLine::pair(locale.pick("Позиций", "Items"), lines.to_string()),
            ),
            DisplayState::Change { paid, change } => (
                DisplayLine::pair(locale.pick("Получено", "Paid"), sum(*paid)),
                DisplayLine::pair(locale.pick("СДАЧА", "CHANGE"), sum(*change)),
            ),
        };
        Self {
            state,
            currency,
            locale,
            upper,
            lower,
        }
    }

    /// Both lines in so many cells; see [`DisplayLine::fit`].
    #[must_use]
    pub fn fit(
        &self,
        cells: usize,
        overflow: Overflow,
        rewrite: impl Fn(&str) -> String,
    ) -> [String; 2] {
        [
            self.upper.fit(cells, overflow, &rewrite),
            self.lower.fit(cells, overflow, &rewrite),
        ]
    }
}
