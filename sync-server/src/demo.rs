//! The demo shop: a company that looks like one, with a month behind it.
//!
//! [`History`] and what it stands on are pure: the same catalogue, people, tills, seed and end give the same operations to the
//! byte. The company is made through the server's own routes, and the operations are pushed as the tills would have pushed
//! them, so heads, projections and proofs come about in the usual way.

mod basket;
mod catalogue;
mod client;
mod command;
mod company;
mod customers;
mod history;
mod known;
mod oplog;
mod pairing;
mod place;
mod push;
mod random;
mod report;
mod sale;
mod seed;
mod seed_error;
mod shift;
mod shop;
mod staff;
mod take_back;
mod till;
mod traffic;

pub use catalogue::{BadRow, Goods, GoodsCategory, categories, goods};
pub use command::DemoCommand;
pub use history::{DayOps, History, HistoryError, TillDay};
pub use random::Random;
pub use report::{DemoOwner, DemoPaths, DemoPerson, DemoShop, DemoStore, DemoTill};
pub use seed::{Seeded, seed};
pub use seed_error::SeedError;
pub use shop::{DemoTerminal, Shop, Stocked, StoreCard, Worker};
pub use till::DAYS;

#[cfg(test)]
mod tests;

#[cfg(test)]
mod seed_tests;
