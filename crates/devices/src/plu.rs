//! Products to scales that print labels, and an alarm when a label was printed with another price.
//!
//! [`plan()`] checks every row against what a scale can hold and shortens long names; [`send()`] writes the rows over a line and says
//! of each whether it is in; [`file()`] writes them as the file that the maker's own program takes. How sure the facts about a
//! scale are stands in its [`ScaleFacts`].

mod alarm;
mod cas_lp;
mod dialogue;
mod digi;
mod facts;
mod file;
mod plan;
mod problem;
mod row;
mod send;
mod shtrih;

pub use self::alarm::{PriceAlarm, price_on_label_differs};
pub use self::dialogue::SendOptions;
pub use self::facts::{NetworkScale, PluFormat, ScaleFacts, Sureness, UnknownLabelScale};
pub use self::file::{PluFile, file};
pub use self::plan::{PluPlan, ReadyRow, RefusedRow, plan};
pub use self::problem::PluProblem;
pub use self::row::{PluRow, SoldBy};
pub use self::send::{NotTaken, SendLimits, SendReport, SendStop, send};

pub(crate) use self::cas_lp::Record as CasRecord;
pub(crate) use self::digi::{Reading as DigiReading, read as read_digi};
pub(crate) use self::shtrih::{Record as ShtrihRecord, lrc as shtrih_lrc};

#[cfg(test)]
mod tests;
