use bezmen_contract::wire::OpRecord;
use bezmen_domain::business_date::BusinessDate;
use bezmen_domain::shift::ShiftTotals;
use bezmen_domain::tender::SettleError;
use bezmen_domain::ticket::{PriceError, ReturnError};

use super::customers::{Buyer, buyers};
use super::random::Random;
use super::shop::Shop;
use super::till::{DAYS, Till};

/// The history could not go on: the generator or the rules of the shop are wrong.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A basket has no price.
    #[error("a basket of the demo cannot be priced: {0}")]
    Price(#[from] PriceError),
    /// A payment does not settle.
    #[error("a receipt of the demo cannot be settled: {0}")]
    Settle(#[from] SettleError),
    /// A return is more than was sold.
    #[error("a return of the demo is refused: {0}")]
    Return(#[from] ReturnError),
    /// A fact cannot be written.
    #[error("a fact of the demo cannot be written: {0}")]
    Write(#[from] serde_json::Error),
    /// Nobody may sell.
    #[error("the demo shop has nobody who sells")]
    NoSeller,
}

/// What one till did on one day.
#[derive(Debug, Clone)]
pub struct TillDay {
    /// Place of the till among the terminals.
    pub till: usize,
    /// Its operations, in the order of its log.
    pub ops: Vec<OpRecord>,
    /// What it took.
    pub totals: ShiftTotals,
    /// Whether the shift goes on.
    pub is_open: bool,
}

/// What all tills did on one day.
#[derive(Debug, Clone)]
pub struct DayOps {
    /// The day.
    pub date: BusinessDate,
    /// By till; a till that did nothing is left out.
    pub tills: Vec<TillDay>,
}

/// The month behind the shop, day by day.
#[derive(Debug)]
pub struct History {
    shop: Shop,
    buyers: Vec<Buyer>,
    tills: Vec<Till>,
    day: i32,
}

impl History {
    /// Starts before the first day.
    pub fn new(shop: Shop) -> Self {
        let mut random = Random::new(shop.seed);
        let start_ms = first_date(&shop).start_ms(shop.utc_offset_minutes);
        let buyers = buyers(&mut random.split(), start_ms, DAYS, shop.terminals.len());
        let tills = (0..shop.terminals.len())
            .map(|place| Till::new(&shop, place, random.split()))
            .collect();
        Self {
            shop,
            buyers,
            tills,
            day: 0,
        }
    }

    /// The shop whose history it is.
    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Invents the next day; `None` after today.
    pub fn next_day(&mut self) -> Result<Option<DayOps>, HistoryError> {
        if self.day > DAYS {
            return Ok(None);
        }
        let date = first_date(&self.shop).plus_days(self.day);
        let known: Vec<Buyer> = self
            .buyers
            .iter()
            .filter(|buyer| buyer.joined_day < self.day)
            .cloned()
            .collect();
        let mut days = Vec::with_capacity(self.tills.len());
        for (place, till) in self.tills.iter_mut().enumerate() {
            let joins = |buyer: &&Buyer| buyer.joined_day == self.day && buyer.joined_till == place;
            let new: Vec<Buyer> = self.buyers.iter().filter(joins).cloned().collect();
            days.extend(till.day(&self.shop, self.day, date, &known, new)?);
        }
        self.day += 1;
        Ok(Some(DayOps { date, tills: days }))
    }
}

/// The first day of the history; today is the last.
fn first_date(shop: &Shop) -> BusinessDate {
    BusinessDate::from_wall(shop.end_ms, shop.utc_offset_minutes).plus_days(-DAYS)
}
