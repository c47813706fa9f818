//! Text to printer bytes: the encoder that moves between the code pages as seldom as it can.

use crate::printer::profile::Slot;
use crate::printer::transliterate;

/// Rewrites text so that every character of it is on one of the pages: spaces of all widths become plain ones, what no
/// page has is transliterated, and only what has no substitute becomes `?`.
///
/// Do this before laying text out in columns: `₽` turns into `руб.`, which is wider.
#[must_use]
pub fn printable(text: &str, slots: &[Slot]) -> String {
    let holds = |character: char| {
        slots
            .iter()
            .any(|slot| slot.page.encode(character).is_some())
            || matches!(character, ' '..='~')
    };
    transliterate::fold(text, holds)
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

    /// Forgets the table the printer is on; the next text names it again.
    pub const fn forget(&mut self) {
        self.current = None;
    }

    /// Moves to the table that holds the most of `text`; the earlier slot wins a draw. Writes the command only when the
    /// table is another one than now.
    pub fn prefer_page_for(&mut self, text: &str, out: &mut Vec<u8>) {
        let held = |slot: &Slot| {
            text.chars()
                .filter(|character| slot.page.encode(*character).is_some())
                .count()
        };
        let mut best: Option<(usize, usize)> = None;
        for (index, slot) in self.slots.iter().enumerate() {
            let count = held(slot);
            if best.is_none_or(|(_, most)| count > most) {
                best = Some((index, count));
            }
        }
        if let Some((index, _)) = best {
            self.switch(index, out);
        }
    }

    /// Appends the bytes of `text` with the table changes it needs, as few as possible. What no table has is
    /// transliterated as in [`printable`].
    pub fn encode(&mut self, text: &str, out: &mut Vec<u8>) {
        let characters: Vec<char> = printable(text, self.slots).chars().collect();
        let mut at = 0;
        while at < characters.len() {
            if self
                .current
                .is_none_or(|index| self.slots[index].page.encode(characters[at]).is_none())
            {
                self.switch_for(&characters[at..], out);
            }
            let byte = match self.current {
                Some(index) => self.slots[index].page.encode(characters[at]),
                None => u8::try_from(u32::from(characters[at]))
                    .ok()
                    .filter(u8::is_ascii),
            };
            out.push(byte.unwrap_or(b'?'));
            at += 1;
        }
    }

    /// Goes to the table that carries the text furthest before the next change, which makes the changes fewest.
    fn switch_for(&mut self, rest: &[char], out: &mut Vec<u8>) {
        let reach = |slot: &Slot| {
            rest.iter()
                .take_while(|character| slot.page.encode(**character).is_some())
                .count()
        };
        let mut best: Option<(usize, usize)> = None;
        for (index, slot) in self.slots.iter().enumerate() {
            let length = reach(slot);
            if length > 0 && best.is_none_or(|(_, longest)| length > longest) {
                best = Some((index, length));
            }
        }
        if let Some((index, _)) = best {
            self.switch(index, out);
        }
    }

    fn switch(&mut self, index: usize, out: &mut Vec<u8>) {
        if self.current != Some(index) {
            out.extend([0x1b, 0x74, self.slots[index].number]);
            self.current = Some(index);
        }
    }
}
