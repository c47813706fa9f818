//! The desktop window of the till.
//!
//! It holds no rule of the shop: the one command hands a question to the engine, the one event channel hands what the
//! engine tells to the screens. Everything that the window shows also works without it, see `bezmen-till serve`.

mod bridge;
mod engine;
mod options;
mod till_engine;
mod window;

pub use engine::{Engine, Opened, Pending};
pub use options::Options;
pub use till_engine::open as open_till;
pub use window::run;
