//! The desktop window of the till.
//!
//! It holds no rule of the shop: one command hands a question to the engine, one event channel hands what the engine tells to
//! the screens. A second window shows the buyer what they may see, and may ask nothing. Everything that the window shows also works without it, see `bezmen-till serve`.

mod bridge;
mod customer;
mod engine;
mod options;
mod till_engine;
mod window;

pub use engine::{Engine, Opened, Pending};
pub use options::Options;
pub use till_engine::open as open_till;
pub use window::run;
