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
        /// What one of it costs.
        unit_price: Money,
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
    /// A part is paid.
    Tender {
        /// What the buyer gave so far.
        paid: Money,
        /// What is missing.
        missing: Money,
    },
    /// It is paid.
    Change {
        /// What the buyer gave.
        paid: Money,
        /// What goes back.
        change: Money,
    },
    /// The buyer goes.
    Thanks {
        /// The name of the shop, or what it likes to say; often nothing.
        text: String,
    },
    /// A text of one's own, as in a test.
    Text {
        /// The upper line.
        upper: String,
        /// The lower line.
        lower: String,
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
                unit_price,
                sum: price,
            } => {
                let count = quantity::format_number(*quantity, *unit, locale);
                // A sign of multiplication would be looked up in another code table, which not every display has.
                let how = format!("{count}x{}", sum(*unit_price));
                (
                    DisplayLine::pair(name.as_str(), ""),
                    DisplayLine::pair(how, sum(*price))
                        .or_shorter(quantity::format(*quantity, *unit, locale)),
                )
            }
            DisplayState::Total { total, lines } => (
                DisplayLine::pair(locale.pick("ИТОГО", "TOTAL"), sum(*total)),
                DisplayLine::pair(locale.pick("Позиций", "Items"), lines.to_string()),
            ),
            DisplayState::Tender { paid, missing } => (
                DisplayLine::pair(locale.pick("Получено", "Paid"), sum(*paid)),
                DisplayLine::pair(locale.pick("ОСТАЛОСЬ", "TO PAY"), sum(*missing)),
            ),
            DisplayState::Change { paid, change } if change.is_zero() => (
                DisplayLine::pair(locale.pick("Оплачено", "Paid"), sum(*paid)),
                DisplayLine::centered(thanks(locale)),
            ),
            DisplayState::Change { paid, change } => (
                DisplayLine::pair(locale.pick("Получено", "Paid"), sum(*paid)),
                DisplayLine::pair(locale.pick("СДАЧА", "CHANGE"), sum(*change)),
            ),
            DisplayState::Thanks { text } => (
                DisplayLine::centered(thanks(locale)),
                DisplayLine::centered(text.as_str()),
            ),
            DisplayState::Text { upper, lower } => (
                DisplayLine::centered(upper.as_str()),
                DisplayLine::centered(lower.as_str()),
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

const fn thanks(locale: Locale) -> &'static str {
    locale.pick("Спасибо за покупку!", "Thank you!")
}
