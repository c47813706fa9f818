//! A receipt document to ESC/POS bytes.

use bezmen_domain::receipt::{Block, LaidLine, ReceiptDocument, Row, Style, blocks};

use super::codepage;
use super::interpret::Align;
use super::job::{JobWriter, Look};
use super::profile::PrinterProfile;

mod tables;

pub use self::tables::{TableCandidate, TableStrip, code_table_strip, code_table_test};
pub use super::job::{drawer_kick, drawer_kick_now, drawer_kick_on};

/// Writes a document as a job for a printer.
///
/// The text is made printable before it is laid out in columns, for a substitute may be wider than what it stands for.
#[must_use]
pub fn receipt(document: &ReceiptDocument, profile: &PrinterProfile) -> Vec<u8> {
    let document = printable_document(document, profile);
    let blocks = blocks(&document, usize::from(profile.columns.font_a));
    let mut job = JobWriter::begin(profile, &text_of(&blocks));
    for block in &blocks {
        match block {
            Block::Line(line) => job.line(line.text.trim_end(), look(line), Align::Left),
            Block::Qr { data } => job.qr(data),
            Block::Barcode { data } => job.barcode(data),
            Block::Cut => job.cut(),
        }
    }
    job.finish()
}

/// Writes plain lines as a job, without a cut.
///
/// It begins as every job does, with the profile's own start: without it a printer may still be in the mode that the job
/// before left it in, and one of the Chinese market would print Cyrillic as hanzi. Each line ends in a line feed, the
/// last one too; a line that is wider than the paper is broken by the printer.
#[must_use]
pub fn text(lines: &str, profile: &PrinterProfile) -> Vec<u8> {
    let mut job = JobWriter::begin(profile, lines);
    for line in lines.lines() {
        job.line(line, Look::Normal, Align::Left);
    }
    job.finish()
}

const fn look(line: &LaidLine) -> Look {
    match line.style {
        Style::Normal => Look::Normal,
        Style::Bold => Look::Bold,
        Style::Large => Look::Large,
    }
}

fn text_of(blocks: &[Block]) -> String {
    let line = |block: &'_ Block| {
        if let Block::Line(line) = block {
            Some(line.text.clone())
        } else {
            None
        }
    };
    blocks.iter().filter_map(line).collect()
}

fn printable_document(document: &ReceiptDocument, profile: &PrinterProfile) -> ReceiptDocument {
    let fold = |text: &String| foldable(text, profile);
    let rows = document.rows.iter().map(|row| match row {
        Row::Text { text, align, style } => Row::Text {
            text: fold(text),
            align: *align,
            style: *style,
        },
        Row::Pair { left, right, style } => Row::Pair {
            left: fold(left),
            right: fold(right),
            style: *style,
        },
        Row::Item { name, details, sum } => Row::Item {
            name: fold(name),
            details: fold(details),
            sum: fold(sum),
        },
        Row::Rule
        | Row::Blank
        | Row::Qr { .. }
        | Row::Barcode { .. }
        | Row::Cut
        | Row::CopyMark => row.clone(),
    });
    ReceiptDocument {
        kind: document.kind,
        locale: document.locale,
        rows: rows.collect(),
    }
}

/// Makes a text printable and keeps what matters for breaking it into lines: line ends, and spaces that must not break
/// (the thin ones between thousands among them).
fn foldable(text: &str, profile: &PrinterProfile) -> String {
    let mut folded = String::with_capacity(text.len());
    for piece in text.split_inclusive(['\n', '\u{a0}', '\u{2007}', '\u{2009}', '\u{202f}']) {
        let mut characters = piece.chars();
        let separator = characters
            .next_back()
            .filter(|last| matches!(last, '\n' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}'));
        let words = if separator.is_some() {
            characters.as_str()
        } else {
            piece
        };
        folded.push_str(&codepage::printable_on(words, profile));
        match separator {
            Some('\n') => folded.push('\n'),
            Some(_) => folded.push('\u{a0}'),
            None => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests;
