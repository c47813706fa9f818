//! A line of a display, and how it is fitted into its cells.

use serde::{Deserialize, Serialize};

/// What stands between the end of a scrolling text and its beginning.
const SCROLL_GAP: &str = "   ";

/// What is done with a text that is longer than its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overflow {
    /// It is cut after the last word that fits.
    #[default]
    Cut,
    /// It runs to the left, by so many cells so far.
    Scroll(usize),
}

/// A line: a text from the left edge and one at the right, or one in the middle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct DisplayLine {
    /// The text; it gives way to the one at the right.
    pub text: String,
    /// What stands there instead where the text does not fit whole; often nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shorter: String,
    /// What stands at the right edge, whole: a sum. Often nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub right: String,
    /// Whether the text stands in the middle.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub centered: bool,
}

impl DisplayLine {
    /// Makes a line of a text at the left and one at the right.
    #[must_use]
    pub fn pair(text: impl Into<String>, right: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            right: right.into(),
            ..Self::default()
        }
    }

    /// Says less where the text does not fit whole.
    #[must_use]
    pub fn or_shorter(mut self, shorter: impl Into<String>) -> Self {
        self.shorter = shorter.into();
        self
    }

    /// Makes a line in the middle.
    #[must_use]
    pub fn centered(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            centered: true,
            ..Self::default()
        }
    }

    /// Writes the line into so many cells, padded with spaces. `rewrite` turns a text into characters that take one cell
    /// each, as [`crate::printer::codepage::printable`] does.
    ///
    /// The text at the right is never cut; one that does not fit loses the spaces between its digits, and one that does not
    /// fit even so is not shown at all: a piece of a sum would be another sum.
    #[must_use]
    pub fn fit(
        &self,
        cells: usize,
        overflow: Overflow,
        rewrite: impl Fn(&str) -> String,
    ) -> String {
        let right = whole(&rewrite(&self.right), cells);
        let taken = right.chars().count();
        let room = if taken == 0 {
            cells
        } else {
            cells.saturating_sub(taken + 1)
        };
        let whole = rewrite(&self.text);
        let text = if self.shorter.is_empty() || whole.trim().chars().count() <= room {
            shortened(whole.trim(), room, overflow)
        } else {
            shortened(rewrite(&self.shorter).trim(), room, overflow)
        };
        let free = cells.saturating_sub(text.chars().count() + taken);
        let before = if self.centered && taken == 0 {
            free / 2
        } else {
            0
        };
        let mut line = " ".repeat(before);
        line.push_str(&text);
        line.push_str(&" ".repeat(free - before));
        line.push_str(&right);
        line
    }
}

fn whole(text: &str, cells: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= cells {
        return text.to_owned();
    }
    let dense: String = text.chars().filter(|character| *character != ' ').collect();
    if dense.chars().count() <= cells {
        dense
    } else {
        String::new()
    }
}

fn shortened(text: &str, room: usize, overflow: Overflow) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    match overflow {
        Overflow::Cut => cut(text, room),
        Overflow::Scroll(step) => {
            let length = text.chars().count() + SCROLL_GAP.len();
            let round = text.chars().chain(SCROLL_GAP.chars()).cycle();
            round.skip(step % length).take(room).collect()
        }
    }
}

/// Cuts after the last whole word; a word longer than the room is cut itself.
pub(crate) fn cut(text: &str, room: usize) -> String {
    let mut kept = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let gap = usize::from(used > 0);
        if used + gap + length > room {
            break;
        }
        if gap > 0 {
            kept.push(' ');
        }
        kept.push_str(word);
        used += gap + length;
    }
    if kept.is_empty() {
        kept = text.trim_start().chars().take(room).collect();
    }
    kept
}
