//! A document broken into lines of a width.

use serde::{Deserialize, Serialize};

use super::{Align, ReceiptDocument, Row, Style};
use crate::locale::Locale;

/// The narrowest paper that is laid out, wide enough for the largest amount; a request for less is laid out as this.
/// 80 mm paper usually has 48 columns
/// (or 42), 58 mm paper 32.
pub const MIN_COLUMNS: usize = 20;

/// One line of text as it is to be drawn in a monospaced face.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LaidLine {
    /// The text. The spaces that move it to its place are part of it, so it is drawn from the left edge.
    pub text: String,
    /// How it looks; a large line has half as many columns.
    pub style: Style,
    /// Where the text stands, for those who place `text.trim()` by means of their own.
    pub align: Align,
}

/// A line of text, or something that only a device can draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A line of text.
    Line(LaidLine),
    /// A QR code.
    Qr {
        /// What it holds.
        data: String,
    },
    /// A linear barcode.
    Barcode {
        /// What it holds.
        data: String,
    },
    /// The place to cut the paper.
    Cut,
}

/// Breaks a document into lines of text, leaving out codes and cuts.
pub fn layout(document: &ReceiptDocument, columns: usize) -> Vec<LaidLine> {
    document
        .rows
        .iter()
        .flat_map(|row| layout_row(row, document.locale, columns))
        .collect()
}

/// Breaks a document into lines, codes and cuts, in the order of printing.
pub fn blocks(document: &ReceiptDocument, columns: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for row in &document.rows {
        match row {
            Row::Qr { data } => blocks.push(Block::Qr { data: data.clone() }),
            Row::Barcode { data } => blocks.push(Block::Barcode { data: data.clone() }),
            Row::Cut => blocks.push(Block::Cut),
            Row::Text { .. }
            | Row::Pair { .. }
            | Row::Item { .. }
            | Row::Rule
            | Row::Blank
            | Row::CopyMark => {
                blocks.extend(
                    layout_row(row, document.locale, columns)
                        .into_iter()
                        .map(Block::Line),
                );
            }
        }
    }
    blocks
}

/// Writes a document as plain text, one line each, without spaces at line ends.
pub fn to_text(document: &ReceiptDocument, columns: usize) -> String {
    let mut text = String::new();
    for line in layout(document, columns) {
        text.push_str(line.text.trim_end());
        text.push('\n');
    }
    text
}

/// Breaks one row into lines of text; codes and cuts give none.
pub fn layout_row(row: &Row, locale: Locale, columns: usize) -> Vec<LaidLine> {
    let columns = columns.max(MIN_COLUMNS);
    match row {
        Row::Text { text, align, style } => {
            let width = columns_of(*style, columns);
            wrap(text, width)
                .iter()
                .map(|line| placed(line, width, *align, *style))
                .collect()
        }
        // A value too wide for large letters is set in bold ones: a sum is never broken in two.
        Row::Pair {
            left,
            right,
            style: Style::Large,
        } if width_of(right) > columns_of(Style::Large, columns) => {
            pair(left, right, columns, Style::Bold)
        }
        Row::Pair { left, right, style } => pair(left, right, columns_of(*style, columns), *style),
        Row::Item { name, details, sum } => {
            let mut lines: Vec<LaidLine> = wrap(name, columns)
                .iter()
                .map(|line| placed(line, columns, Align::Left, Style::Normal))
                .collect();
            lines.extend(pair(details, sum, columns, Style::Normal));
            lines
        }
        Row::Rule => vec![placed(
            &"-".repeat(columns),
            columns,
            Align::Left,
            Style::Normal,
        )],
        Row::Blank => vec![placed("", columns, Align::Left, Style::Normal)],
        Row::CopyMark => {
            let mark = format!("*** {} ***", locale.pick("КОПИЯ", "COPY"));
            vec![placed(&mark, columns, Align::Center, Style::Bold)]
        }
        Row::Qr { .. } | Row::Barcode { .. } | Row::Cut => Vec::new(),
    }
}

const fn columns_of(style: Style, columns: usize) -> usize {
    match style {
        Style::Normal | Style::Bold => columns,
        Style::Large => columns / 2,
    }
}

fn placed(text: &str, columns: usize, align: Align, style: Style) -> LaidLine {
    let free = columns.saturating_sub(width_of(text));
    let indent = match align {
        Align::Left => 0,
        Align::Center => free / 2,
        Align::Right => free,
    };
    LaidLine {
        text: format!("{}{text}", " ".repeat(indent)),
        style,
        align,
    }
}

/// Lays a name and a value on one line; when they do not fit, the name wraps and the value stands right-aligned at
/// the end of its last line or on a line of its own.
fn pair(left: &str, right: &str, columns: usize, style: Style) -> Vec<LaidLine> {
    let values = wrap(right, columns);
    let (first_value, more_values) = match values.split_first() {
        Some((first, more)) => (first.as_str(), more),
        None => ("", [].as_slice()),
    };
    let mut names = if left.trim().is_empty() {
        Vec::new()
    } else {
        wrap(left, columns)
    };
    let last = names.pop().unwrap_or_default();
    let mut lines: Vec<LaidLine> = names
        .iter()
        .map(|name| placed(name, columns, Align::Left, style))
        .collect();
    let (name_width, value_width) = (width_of(&last), width_of(first_value));
    if name_width == 0 {
        lines.push(placed(first_value, columns, Align::Right, style));
    } else if value_width == 0 {
        lines.push(placed(&last, columns, Align::Left, style));
    } else if name_width + 1 + value_width <= columns {
        let gap = " ".repeat(columns - name_width - value_width);
        lines.push(LaidLine {
            text: format!("{last}{gap}{first_value}"),
            style,
            align: Align::Left,
        });
    } else {
        lines.push(placed(&last, columns, Align::Left, style));
        lines.push(placed(first_value, columns, Align::Right, style));
    }
    lines.extend(
        more_values
            .iter()
            .map(|value| placed(value, columns, Align::Right, style)),
    );
    lines
}

/// Breaks a text by words into lines of at most so many columns; a word longer than a line is cut.
///
/// A hard space does not break. Control characters count as spaces: text from outside must not reach a printer as commands.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in
            paragraph.split(|c: char| (c.is_whitespace() && c != '\u{a0}') || c.is_control())
        {
            if word.is_empty() {
                continue;
            }
            let width = width_of(word);
            if used > 0 && used + 1 + width <= columns {
                line.push(' ');
                line.extend(word.chars().map(soft));
                used += 1 + width;
                continue;
            }
            if used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            for c in word.chars() {
                let c_width = width_of_char(c);
                if used + c_width > columns && used > 0 {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push(soft(c));
                used += c_width;
            }
        }
        lines.push(line);
    }
    lines
}

/// A hard space has done its work once a line is broken; printers may not have it.
const fn soft(c: char) -> char {
    if c == '\u{a0}' { ' ' } else { c }
}

/// Counts the columns that a text takes.
pub(super) fn width_of(text: &str) -> usize {
    text.chars().map(width_of_char).sum()
}

/// Combining marks take no column, East Asian wide characters two (Unicode Standard Annex 11, the common ranges).
const fn width_of_char(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}
