//! The terminal engine: the open ticket, payment, shifts, receipts, the log of operations.
//!
//! [`Till`] answers every call of [`bezmen_contract::till`] and keeps everything in one SQLite file. What a cashier was
//! told is done is on disk: each change is one transaction, and events, printing and sync follow only after its commit.

mod answer;
pub mod backup;
mod bench;
mod buyer;
mod catalog;
pub mod clock;
mod customers;
mod desk;
pub mod displaying;
mod engine;
pub mod fixture;
pub mod hardware;
pub mod hooks;
pub mod label_scale;
pub mod labels;
mod leaving;
mod payment;
mod people;
mod print_queue;
pub mod printing;
mod reads;
mod receipts;
mod refusal;
pub mod replay;
mod returns;
mod scanning;
mod selling;
pub mod serve;
mod settings;
mod shift;
mod shop;
mod status;
pub mod store;
pub mod sync;
mod sync_calls;
mod till;
mod tries;
mod verify;
pub mod weighing;
mod worker_thread;

pub use answer::Answer;
pub use hardware::Hardware;
pub use refusal::Refusal;
pub use selling::SellAtOnce;
pub use sync_calls::{NotAnAddress, check_server_address};
pub use till::{Till, TillOptions};
pub use verify::VerifyReport;
