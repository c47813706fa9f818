//! What a value means to a shop: a measure, a sum, a count, a day.

use super::date;
use super::dictionary::dictionary;
use super::identifier::Ai;
use super::message::{Element, Message};
use crate::barcode::amount::Amount;
use crate::business_date::BusinessDate;

/// What a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoded {
    /// A weight, length, area or volume.
    Measure {
        /// How much.
        amount: Amount,
        /// The unit: “kg”, “lb”, “m”.
        unit: &'static str,
    },
    /// A sum to pay, in the shop's currency or in the one of a number of ISO 4217.
    Sum {
        /// How much.
        amount: Amount,
        /// The number of the currency.
        currency: Option<u16>,
    },
    /// A number of pieces.
    Count {
        /// How many.
        amount: Amount,
    },
    /// A share in percent.
    Percent {
        /// How much.
        amount: Amount,
    },
    /// A day; the last of the month when only the month is given.
    Day {
        /// The day.
        date: BusinessDate,
    },
}

/// The units of measures, by the first three digits of the identifier.
fn unit(leading: u16) -> Option<&'static str> {
    Some(match leading {
        310 | 330 => "kg",
        311..=313 | 331..=333 => "m",
        314 | 334 => "m²",
        315 | 335 => "l",
        316 | 336 => "m³",
        337 => "kg/m²",
        320 | 340 => "lb",
        321 | 324 | 327 | 341 | 344 | 347 => "in",
        322 | 325 | 328 | 342 | 345 | 348 => "ft",
        323 | 326 | 329 | 343 | 346 | 349 => "yd",
        350 | 353 => "in²",
        351 | 354 => "ft²",
        352 | 355 => "yd²",
        356 => "ozt",
        357 => "oz",
        360 | 362 => "qt",
        361 | 363 => "gal",
        364 | 367 => "in³",
        365 | 368 => "ft³",
        366 | 369 => "yd³",
        _ => return None,
    })
}

impl Element {
    /// Returns what the value means; nothing for texts and keys, and for identifiers that nobody has given out: their
    /// decimals would be a guess. The year decides in which century a date is.
    pub fn decoded(&self, current_year: u16) -> Option<Decoded> {
        dictionary().find(self.ai)?;
        let value = self.value.as_str();
        match self.ai.len() {
            2 => match self.ai.number() {
                11..=13 | 15..=17 => {
                    let date = date::parse(value, current_year)?;
                    Some(Decoded::Day { date })
                }
                30 | 37 => {
                    let amount = Amount::from_digits(value, 0)?;
                    Some(Decoded::Count { amount })
                }
                _ => None,
            },
            4 => self.decoded_long(value, current_year),
            _ => None,
        }
    }

    fn decoded_long(&self, value: &str, current_year: u16) -> Option<Decoded> {
        let (leading, decimals) = (self.ai.leading(3), self.ai.last_digit());
        if let Some(unit) = unit(leading) {
            let amount = Amount::from_digits(value, decimals)?;
            return Some(Decoded::Measure { amount, unit });
        }
        match leading {
            390 | 392 | 395 => Some(Decoded::Sum {
                amount: Amount::from_digits(value, decimals)?,
                currency: None,
            }),
            391 | 393 => {
                let (currency, digits) = value.split_at_checked(3)?;
                Some(Decoded::Sum {
                    amount: Amount::from_digits(digits, decimals)?,
                    currency: currency.parse().ok(),
                })
            }
            394 => {
                let amount = Amount::from_digits(value, decimals)?;
                Some(Decoded::Percent { amount })
            }
            _ => match self.ai.number() {
                4324..=4326 | 7003 | 7006 | 7007 | 7011 | 8008 => {
                    let date = date::parse(value.get(..6)?, current_year)?;
                    Some(Decoded::Day { date })
                }
                _ => None,
            },
        }
    }
}

impl Message {
    /// Returns what the label says the item weighs or costs: its net weight, else its price, else its count.
    pub fn quantity_or_sum(&self) -> Option<Decoded> {
        /// A shop buys and sells by net weight; the other measures describe the parcel.
        const IN_ORDER: [u16; 4] = [310, 320, 392, 393];
        let by_leading = |leading: u16| {
            let matching =
                |element: &&Element| element.ai.len() == 4 && element.ai.leading(3) == leading;
            self.elements.iter().find(matching)?.decoded(0)
        };
        let count = || {
            let is_count =
                |element: &&Element| element.ai == Ai::of(2, 30) || element.ai == Ai::of(2, 37);
            self.elements.iter().find(is_count)?.decoded(0)
        };
        IN_ORDER.into_iter().find_map(by_leading).or_else(count)
    }
}
