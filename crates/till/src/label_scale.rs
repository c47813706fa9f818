//! Label-printing scales: which of the shop's goods they are told, and telling them.

mod calls;
mod list;
mod numbering;
mod place;
mod sending;
mod shell;

pub use list::{LeftOut, NoNumber, PluGoods, PluList, plu_list};
pub use place::{LabelTarget, TargetError};
pub use sending::Sending;
