//! What can be wrong with a simulated label scale.

use crate::simulate::fault::faults;

faults! {
    /// What is wrong with the scale, until it is told otherwise.
    pub enum PluFault of "a label scale" {
        /// Nothing.
        #[default]
        None => "ok" | "none",
        /// It does not answer, and takes nothing.
        Silent => "silent",
        /// It takes no row.
        Refuses => "nak",
        /// It answers with rubbish.
        Garbage => "garbage",
        /// After so many rows the line breaks in the middle of the next one, once.
        DropsAfter(usize) => "drop-after",
        /// After so many rows the line breaks once, with the next one taken but not answered.
        DropsUnanswered(usize) => "drop-unanswered",
        /// It has room for so many products.
        Full(usize) => "full",
        /// It is unplugged: every connection ends, and none is taken.
        Unplugged => "unplug",
    }
}
