//! Text in cells of one width.

use crate::display::cut;
use crate::printer::raster::font;
use crate::printer::transliterate;

/// What stands where a name was cut.
const ELLIPSIS: &str = "…";

/// Rewrites a text into characters that the bundled font has, each one cell wide; control characters become spaces.
pub(crate) fn clean(text: &str) -> String {
    let drawn = |character| character != char::REPLACEMENT_CHARACTER && font::has(character);
    let folded = transliterate::fold(text, drawn, drawn);
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts the cells of a cleaned text.
pub(super) fn cells(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Breaks a text by words, however far apart they stand, into lines of at most so many cells; a word longer than a line is
/// cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut rest = text.split_whitespace().collect::<Vec<_>>().join(" ");
    while !rest.is_empty() {
        let line = cut(&rest, columns);
        let taken = line.chars().count().max(1);
        rest = rest
            .chars()
            .skip(taken)
            .collect::<String>()
            .trim_start()
            .to_owned();
        lines.push(line);
    }
    lines
}

/// Whether every word stays whole in lines of so many cells.
pub(super) fn keeps_words(text: &str, columns: usize) -> bool {
    text.split_whitespace()
        .all(|word| word.chars().count() <= columns)
}

/// Keeps so many lines, with an ellipsis at the end of the last one when some are left out.
pub(super) fn first_lines(mut lines: Vec<String>, most: usize, columns: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}{ELLIPSIS}", shortened(last, columns.saturating_sub(1)));
        }
    }
    lines
}

/// Cuts a text to so many cells after a whole word.
pub(super) fn shortened(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        text.to_owned()
    } else {
        cut(text, room)
    }
}
