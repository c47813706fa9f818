//! What can be wrong with a simulated label scale.

/// What is wrong with the scale, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum PluFault {
    /// Nothing.
    #[default]
    None,
    /// It does not answer, and takes nothing.
    Silent,
    /// It takes no row.
    Refuses,
    /// It answers with rubbish.
    Garbage,
    /// After so many rows the line breaks in the middle of the next one, once.
    DropsAfter(usize),
    /// After so many rows the line breaks once, with the next one taken but not answered.
    DropsUnanswered(usize),
    /// It has room for so many products.
    Full(usize),
    /// It is unplugged: every connection ends, and none is taken.
    Unplugged,
}

/// A word that names no fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{name}” is no fault of a label scale: write ok, silent, nak, garbage, unplug, or drop-after, drop-unanswered, full with a number, as in full 10"
)]
pub struct UnknownPluFault {
    /// The word.
    pub name: String,
}

impl PluFault {
    /// The faults as they are written; N is a number of rows.
    pub const NAMES: [&str; 8] = [
        "ok",
        "silent",
        "nak",
        "garbage",
        "unplug",
        "drop-after N",
        "drop-unanswered N",
        "full N",
    ];

    /// Reads a fault, as in “nak” or “drop-after 3”.
    ///
    /// # Errors
    /// Says which there are.
    pub fn from_name(text: &str) -> Result<Self, UnknownPluFault> {
        let read = || {
            let (name, number) = match text.trim().split_once([' ', ':', '=']) {
                Some((name, number)) => (name, Some(number.trim().parse::<usize>().ok()?)),
                None => (text.trim(), None),
            };
            match (name, number) {
                ("ok" | "none", None) => Some(Self::None),
                ("silent", None) => Some(Self::Silent),
                ("nak", None) => Some(Self::Refuses),
                ("garbage", None) => Some(Self::Garbage),
                ("unplug", None) => Some(Self::Unplugged),
                ("drop-after", Some(rows)) => Some(Self::DropsAfter(rows)),
                ("drop-unanswered", Some(rows)) => Some(Self::DropsUnanswered(rows)),
                ("full", Some(rows)) => Some(Self::Full(rows)),
                _ => None,
            }
        };
        read().ok_or_else(|| UnknownPluFault {
            name: text.trim().to_owned(),
        })
    }
}
