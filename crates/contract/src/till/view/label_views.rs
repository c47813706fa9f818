//! Labels, and goods on their way to a label scale.

use serde::{Deserialize, Serialize};

/// A label as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelView {
    /// The picture, a `data:` address of a PNG.
    pub picture: String,
    /// The texts on it, from top to bottom.
    pub texts: Vec<String>,
    /// What there was no room for, in words; empty when all is on it.
    pub left_out: String,
    /// Whether it went to the printer.
    pub is_sent: bool,
    /// What became of it, in words; empty when it was only shown.
    pub words: String,
    /// How many bytes the printer gets.
    pub bytes: u64,
    /// The beginning of them, in hex.
    pub hex: String,
}

/// Labels that wait for their printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelsQueuedView {
    /// How many labels.
    pub labels: u32,
    /// What becomes of them, in words.
    pub words: String,
}

/// How goods get to a label scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PluState {
    /// Nothing was sent yet.
    Idle,
    /// They were only checked.
    Checked,
    /// They are on their way.
    Running,
    /// All of them are on the scale.
    Done,
    /// Some of them are not on the scale.
    Incomplete,
}

/// What becomes of one of the goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PluFate {
    /// The scale did not take it.
    NotTaken,
    /// The line was lost while it was written.
    Unknown,
    /// It cannot go to this scale.
    Refused,
    /// It has no number for labels.
    NoNumber,
    /// It was never offered.
    NotSent,
    /// It fits with a shorter name.
    Shortened,
    /// It fits.
    Ready,
    /// It is on the scale.
    Written,
}

impl PluFate {
    /// Whether nothing is to be done about it.
    pub const fn is_well(self) -> bool {
        match self {
            Self::Shortened | Self::Ready | Self::Written => true,
            Self::NotTaken | Self::Unknown | Self::Refused | Self::NoNumber | Self::NotSent => {
                false
            }
        }
    }
}

/// One of the goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluRowView {
    /// Its number on the scale; nothing when it has none.
    pub plu: Option<u32>,
    /// What it is called.
    pub name: String,
    /// What becomes of it.
    pub fate: PluFate,
    /// Why, and what to do; for a shortened name what the scale shows.
    pub words: String,
}

/// Goods on their way to a label scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PluView {
    /// How it goes.
    pub state: PluState,
    /// Where the scale is.
    pub address: String,
    /// How many goods fit the scale.
    pub total: u32,
    /// How many of them are on the scale.
    pub written: u32,
    /// How it goes, in words.
    pub words: String,
    /// The goods, those that want somebody first.
    pub rows: Vec<PluRowView>,
}

/// A kind of label scale, or a file that a scale's own program takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelScaleKind {
    /// As settings keep it: `cas_lp`, `file:massa_k`.
    pub kind: String,
    /// Maker and models.
    pub title: String,
    /// How sure its facts are, in words.
    pub sureness: String,
    /// Whether it is a file rather than a scale on a line.
    pub is_file: bool,
    /// What an address looks like.
    pub example: String,
}
