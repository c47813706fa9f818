//! Pages that show which code tables a printer has under which numbers.

use serde::Serialize;

use crate::printer::codepage::{CodePage, TextEncoder};
use crate::printer::job::JobWriter;
use crate::printer::profile::{PrinterProfile, Slot};

/// What a line says when its table is one with Russian letters.
const RUSSIAN_SAMPLE: &str = "Привет, Ёжик № 1";

/// What other lines say, as far as their table has it.
const LATIN_SAMPLE: &str = "Grüß £ ½ ║";

/// What the technician looks for.
const WORD: &str = "Привет";

/// The pages a table with Russian letters may be; others agree with one of these on the letters of the word.
const CANDIDATES: [&str; 5] = ["CP866", "CP1251", "CP855", "ISO8859-5", "KOI8-R"];

/// Writes a page that shows which of the profile's code tables print right: the technician taps the line that reads
/// well.
#[must_use]
pub fn code_table_test(profile: &PrinterProfile) -> Vec<u8> {
    let mut out = profile.init.clone();
    for Slot { page, number } in &profile.slots {
        let single = [Slot::new(*page, *number)];
        let mut encoder = TextEncoder::new(&single);
        encoder.switch(0, &mut out);
        encoder.encode(&format!("{number:3} {:10}", page.name()), &mut out);
        let sample = if page.is_cyrillic() {
            RUSSIAN_SAMPLE
        } else {
            LATIN_SAMPLE
        };
        encoder.encode(sample, &mut out);
        out.push(b'\n');
    }
    out.extend(ending(profile));
    out
}

/// A strip that tries code table numbers, and what each place on it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableStrip {
    /// The job.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// The places, line by line.
    pub candidates: Vec<TableCandidate>,
}

impl TableStrip {
    /// The slot of the place that reads right: the number at the head of its line and the letter before the word.
    #[must_use]
    pub fn slot(&self, number: u8, letter: char) -> Option<Slot> {
        self.candidates
            .iter()
            .find(|place| place.number == number && place.letter == letter.to_ascii_lowercase())
            .map(|place| Slot::new(place.page, place.number))
    }
}

/// A place on the strip: when the word is readable there, the table with this number is this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TableCandidate {
    /// The line of the strip, from zero.
    pub line: usize,
    /// The letter before the word.
    pub letter: char,
    /// The number for `ESC t`, which stands at the head of the line.
    pub number: u8,
    /// The page.
    pub page: CodePage,
}

/// Writes a strip for a printer whose code tables nobody knows: a line for each number, on which a Russian word stands
/// in the bytes of several pages, each behind a letter. The technician says at which number and letter it is readable.
#[must_use]
pub fn code_table_strip(
    profile: &PrinterProfile,
    numbers: impl IntoIterator<Item = u8>,
) -> TableStrip {
    // “255” and then “ a Привет” as often as there is room.
    let room = usize::from(profile.columns.font_a).saturating_sub(3) / (WORD.chars().count() + 3);
    let pages: Vec<CodePage> = CANDIDATES
        .iter()
        .filter_map(|name| CodePage::from_name(name))
        .take(room.max(1))
        .collect();
    let mut bytes = profile.init.clone();
    let mut candidates = Vec::new();
    for (line, number) in numbers.into_iter().enumerate() {
        bytes.extend([0x1b, 0x74, number]);
        bytes.extend(format!("{number:3}").bytes());
        for (letter, page) in ('a'..='z').zip(&pages) {
            bytes.extend(format!(" {letter} ").bytes());
            bytes.extend(WORD.chars().filter_map(|character| page.encode(character)));
            candidates.push(TableCandidate {
                line,
                letter,
                number,
                page: *page,
            });
        }
        bytes.push(b'\n');
    }
    bytes.extend(ending(profile));
    TableStrip { bytes, candidates }
}

fn ending(profile: &PrinterProfile) -> Vec<u8> {
    let mut tail = JobWriter::bare(profile);
    tail.blank(1);
    tail.cut();
    tail.finish()
}

#[cfg(test)]
mod tests;
