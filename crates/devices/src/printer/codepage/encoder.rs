//! Text to printer bytes: the encoder that moves between the code pages as seldom as it can.

mod path;

use crate::printer::profile::{PrinterProfile, Slot};
use crate::printer::raster::font;
use crate::printer::transliterate;

/// Rewrites text so that every character of it is on one of the pages: spaces of all widths become plain ones, what no
/// page has is transliterated, and only what has no substitute becomes `?`.
///
/// Do this before laying text out in columns: `₽` turns into `руб.`, which is wider.
#[must_use]
pub fn printable(text: &str, slots: &[Slot]) -> String {
    transliterate::fold(text, |character| holds(slots, character), |_| false)
}

/// Rewrites text as [`printable`] does, but keeps what the printer can draw with the bundled font: letters of scripts
/// that no page has, and all Cyrillic on a printer that has no Cyrillic page. A line with such a letter is printed as
/// a picture ([`needs_picture`]).
#[must_use]
pub fn printable_on(text: &str, profile: &PrinterProfile) -> String {
    let pictures = profile.draws_pictures();
    let cyrillic_drawn = pictures && !profile.writes_cyrillic();
    // The mark of a letter that was lost before is no letter to draw.
    let drawn = |character: char| {
        pictures && character != char::REPLACEMENT_CHARACTER && font::has(character)
    };
    transliterate::fold(
        text,
        |character| {
            holds(&profile.slots, character)
                || cyrillic_drawn
                    && matches!(character, '\u{400}'..='\u{52f}' | '№')
                    && drawn(character)
        },
        drawn,
    )
}

/// Whether a line that went through [`printable_on`] has characters that no code page has.
#[must_use]
pub fn needs_picture(line: &str, slots: &[Slot]) -> bool {
    line.chars().any(|character| !holds(slots, character))
}

fn holds(slots: &[Slot], character: char) -> bool {
    matches!(character, ' '..='~')
        || slots
            .iter()
            .any(|slot| slot.page.encode(character).is_some())
}

/// An encoder that remembers which code table the printer is on.
///
/// Call [`TextEncoder::forget`] after anything that makes a printer fall back to its own table (`ESC @`).
#[derive(Debug, Clone)]
pub struct TextEncoder<'a> {
    slots: &'a [Slot],
    current: Option<usize>,
}

impl<'a> TextEncoder<'a> {
    /// Makes an encoder for a printer with these code tables, in order of preference.
    #[must_use]
    pub const fn new(slots: &'a [Slot]) -> Self {
        Self {
            slots,
            current: None,
        }
    }

    /// Forgets the table the printer is on; the next text that is more than ASCII names it again.
    pub const fn forget(&mut self) {
        self.current = None;
    }

    /// Moves to the table that holds the most of `text`; the earlier slot wins a draw. Writes the command only when the
    /// table is another one than now, and not for plain ASCII, which is the same on all of them.
    pub fn prefer_page_for(&mut self, text: &str, out: &mut Vec<u8>) {
        let special: Vec<char> = text
            .chars()
            .filter(|character| !character.is_ascii())
            .collect();
        let mut best: Option<(usize, usize)> = None;
        for (index, slot) in self.slots.iter().enumerate() {
            let held = |character: &&char| slot.page.encode(**character).is_some();
            let count = special.iter().filter(held).count();
            if count > 0 && best.is_none_or(|(_, most)| count > most) {
                best = Some((index, count));
            }
        }
        if let Some((index, _)) = best {
            self.switch(index, out);
        }
    }

    /// Moves to a table by its place among the slots, also when nothing to be printed asks for it.
    pub fn switch(&mut self, index: usize, out: &mut Vec<u8>) {
        if self.current != Some(index)
            && let Some(slot) = self.slots.get(index)
        {
            out.extend([0x1b, 0x74, slot.number]);
            self.current = Some(index);
        }
    }

    /// Appends the bytes of `text` with the table changes it needs, as few as possible. What no table has is
    /// transliterated as in [`printable`].
    pub fn encode(&mut self, text: &str, out: &mut Vec<u8>) {
        let characters: Vec<char> = printable(text, self.slots).chars().collect();
        for piece in characters.chunks(path::LONGEST) {
            if let Some(bytes) = self.on_this_table(piece) {
                out.extend(bytes);
                continue;
            }
            let tables = path::fewest_changes(piece, self.slots, self.current);
            for (character, table) in piece.iter().zip(tables) {
                if let Some(index) = table {
                    self.switch(index, out);
                }
                out.push(self.byte_of(*character).unwrap_or(b'?'));
            }
        }
    }
    /// The bytes of a text on the table that the printer is on; nothing when it lacks any of them. Most lines need no other
    /// table, and to find the fewest changes takes far longer.
    fn on_this_table(&self, text: &[char]) -> Option<Vec<u8>> {
        text.iter()
            .map(|character| self.byte_of(*character))
            .collect()
    }

    /// The byte on the table that the printer is on; without a table only ASCII has one.
    fn byte_of(&self, character: char) -> Option<u8> {
        match self.current.and_then(|index| self.slots.get(index)) {
            Some(slot) => slot.page.encode(character),
            None => u8::try_from(u32::from(character)).ok().filter(u8::is_ascii),
        }
    }
}
