//! Labels of the shop's goods: what stands on them, and how they get to their printer.

mod bench;
mod choice;
mod content;
mod print;
mod shell;
mod view;

pub use choice::{LabelChoice, MOST_GOODS, forget_changes, goods_for_labels};
pub use content::{barcode_as_printed, label_of};
pub use print::{MOST_COPIES, label_setup, paper_of};
