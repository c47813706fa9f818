//! The file: tab-separated, one line an item, packed or plain.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// The columns, in this order.
const HEADING: [&str; 8] = [
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
];

/// More than any price; keeps the sums of a line far from the limits of the numbers.
const MAX_PRICE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReplayFileError {
    /// The file.
    #[error("cannot read {}: {reason}; check the path", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// The heading.
    #[error("the first line must be {}; this is not a file of invoices", HEADING.join(" "))]
    Heading,
    /// A line.
    #[error("line {line}: {reason}; correct the file and use an empty folder")]
    Line {
        /// Its number.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

/// An item of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file.
    pub number: u64,
    /// Code of the goods.
    pub stock_code: String,
    /// What they are called.
    pub description: String,
    /// How many; below zero in a cancellation.
    pub quantity: i64,
    /// Price in the currency's unit, at most three decimals.
    pub price: Decimal,
}

impl Line {
    /// Quantity × price, rounded half-up to the minor unit, with its sign.
    pub fn amount_minor(&self) -> i64 {
        let sum = Decimal::from(self.quantity).checked_mul(self.price * Decimal::ONE_HUNDRED);
        sum.map(|sum| sum.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
            .and_then(|sum| sum.to_i64())
            .unwrap_or(i64::MAX)
    }
}

/// An invoice or a cancellation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Its number; a cancellation begins with C.
    pub number: String,
    /// Its date, as if local time were UTC.
    pub local_ms: i64,
    /// Its customer's number, or empty.
    pub customer: String,
    /// Its items.
    pub lines: Vec<Line>,
}

impl Invoice {
    /// Whether it takes goods back.
    pub fn is_cancellation(&self) -> bool {
        self.number.starts_with('C')
    }
}

/// Reads the file; lines of one invoice belong together wherever they stand.
pub fn read_invoices(path: &Path) -> Result<Vec<Invoice>, ReplayFileError> {
    let unreadable = |error: &dyn std::fmt::Display| ReplayFileError::Unreadable {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let is_packed = path.extension().is_some_and(|extension| extension == "gz");
    let bytes: Box<dyn Read> = if is_packed {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(bytes);
    let heading = reader.headers().map_err(|error| unreadable(&error))?;
    if !heading.iter().map(str::trim).eq(HEADING) {
        return Err(ReplayFileError::Heading);
    }
    let mut invoices: Vec<Invoice> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| match error.position() {
            Some(position) => ReplayFileError::Line {
                line: position.line(),
                reason: error.to_string(),
            },
            None => unreadable(&error),
        })?;
        let number = record.position().map_or(0, csv::Position::line);
        let line = parse_line(number, &record).map_err(|reason| ReplayFileError::Line {
            line: number,
            reason,
        })?;
        let invoice = record.get(0).unwrap_or_default();
        let place = *places.entry(invoice.to_owned()).or_insert(invoices.len());
        if place == invoices.len() {
            let local_ms = parse_time(record.get(4).unwrap_or_default()).ok_or_else(|| {
                ReplayFileError::Line {
                    line: number,
                    reason: "the date is not one".to_owned(),
                }
            })?;
            invoices.push(Invoice {
                number: invoice.to_owned(),
                local_ms,
                customer: record.get(6).unwrap_or_default().trim().to_owned(),
                lines: Vec::new(),
            });
        }
        invoices[place].lines.push(line);
    }
    Ok(invoices)
}

fn parse_line(number: u64, record: &csv::StringRecord) -> Result<Line, String> {
    let field = |index: usize| record.get(index).unwrap_or_default().trim();
    Ok(Line {
        number,
        stock_code: field(1).to_owned(),
        description: field(2).to_owned(),
        quantity: field(3)
            .parse()
            .map_err(|_| format!("the quantity {} is not a whole number", field(3)))?,
        price: parse_price(field(5))
            .ok_or_else(|| format!("the price {} is not a number", field(5)))?,
    })
}

/// Reads a price of at most three decimals.
fn parse_price(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let price = Decimal::from_str_exact(text).ok()?.normalize();
    (is_plain && price.scale() <= 3 && price.abs() <= MAX_PRICE).then_some(price)
}

fn parse_time(text: &str) -> Option<i64> {
    let time = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%d %H:%M:%S").ok()?;
    Some(time.and_utc().timestamp_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_to_the_thousandth() {
        for (text, milli) in [
            ("2.550", 2_550),
            ("0.001", 1),
            ("-11062.060", -11_062_060),
            ("5", 5_000),
            ("1.5000", 1_500),
        ] {
            assert_eq!(parse_price(text), Some(Decimal::new(milli, 3)), "{text}");
        }
        for text in ["", ".5", "1,5", "1.0001", "1e3", "1_000", "10000000000"] {
            assert_eq!(parse_price(text), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_rounded_half_up_away_from_zero() {
        let line = |quantity, milli| Line {
            number: 1,
            stock_code: String::new(),
            description: String::new(),
            quantity,
            price: Decimal::new(milli, 3),
        };
        assert_eq!(line(3, 1_005).amount_minor(), 302);
        assert_eq!(line(-1, 5).amount_minor(), -1);
        assert_eq!(line(6, 2_550).amount_minor(), 1_530);
    }
}
