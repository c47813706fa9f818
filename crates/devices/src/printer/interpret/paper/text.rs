//! Bytes to characters, and characters onto the line.

use super::super::international;
use super::Paper;
use crate::printer::codepage::CodePage;
use crate::printer::profile::PrinterProfile;

/// What stands for a two-byte character; which one it would be is the printer's own affair.
const HANZI: char = '〓';

/// Which character a byte stands for at the moment.
#[derive(Debug)]
pub(super) struct Decoder {
    profile: PrinterProfile,
    page: Option<CodePage>,
    international: u8,
    /// The character of each byte, by the two fields above.
    table: Box<[char; 256]>,
    kanji_mode: bool,
    kanji_lead: bool,
    /// The begun character while text comes as UTF-8.
    utf8: Option<Vec<u8>>,
}

impl Decoder {
    pub(super) fn new(profile: &PrinterProfile) -> Self {
        let mut decoder = Self {
            profile: profile.clone(),
            page: None,
            international: 0,
            table: Box::new([' '; 256]),
            kanji_mode: false,
            kanji_lead: false,
            utf8: None,
        };
        decoder.init();
        decoder
    }

    pub(super) fn init(&mut self) {
        self.page = self.profile.page_of(0).or(Some(CodePage::CP437));
        self.international = 0;
        self.kanji_mode = self.profile.wakes_in_kanji_mode;
        self.kanji_lead = false;
        self.utf8 = None;
        self.fill_table();
    }

    /// Goes to a code table and says whether the profile knows it.
    pub(super) fn code_table(&mut self, number: u8) -> bool {
        let page = self.profile.page_of(number);
        if page != self.page {
            self.page = page;
            self.fill_table();
        }
        page.is_some()
    }

    pub(super) fn international(&mut self, number: u8) {
        if international::set(number).is_some() && number != self.international {
            self.international = number;
            self.fill_table();
        }
    }

    pub(super) const fn kanji_mode(&mut self, on: bool) {
        self.kanji_mode = on;
    }

    pub(super) fn utf8(&mut self, on: bool) {
        self.utf8 = on.then(Vec::new);
    }

    fn fill_table(&mut self) {
        for (byte, place) in (0..=u8::MAX).zip(self.table.iter_mut()) {
            *place = match self.page {
                Some(page) => page.decode(byte),
                None if byte < 0x80 => char::from(byte),
                None => char::REPLACEMENT_CHARACTER,
            };
        }
        for (byte, character) in international::set(self.international).into_iter().flatten() {
            if let Some(place) = self.table.get_mut(usize::from(byte)) {
                *place = character;
            }
        }
    }

    /// Whether each byte is a character of its own.
    const fn is_simple(&self) -> bool {
        !self.kanji_mode && !self.kanji_lead && self.utf8.is_none()
    }
}

/// Whether a byte can be the second one of a two-byte character (GBK).
const fn is_trail(byte: u8) -> bool {
    byte >= 0x40 && byte != 0x7f && byte != 0xff
}

impl Paper {
    /// Prints characters.
    pub(in super::super) fn text(&mut self, bytes: &[u8]) {
        if self.decoder.is_simple() {
            self.single_bytes(bytes);
        } else if self.decoder.utf8.is_some() {
            bytes.iter().for_each(|byte| self.utf8_byte(*byte));
        } else {
            bytes.iter().for_each(|byte| self.maybe_kanji(*byte));
        }
    }

    /// A character of several bytes that is interrupted by a command is lost.
    pub(super) fn interrupt_text(&mut self) {
        self.decoder.kanji_lead = false;
        if let Some(begun) = self.decoder.utf8.as_mut().filter(|begun| !begun.is_empty()) {
            begun.clear();
            self.put(char::REPLACEMENT_CHARACTER, 1);
        }
    }

    fn single_bytes(&mut self, bytes: &[u8]) {
        let style = self.modes.style();
        let width = self.modes.advance(&self.metrics, 1);
        let limit = self.text_limit();
        for byte in bytes {
            let character = self
                .decoder
                .table
                .get(usize::from(*byte))
                .copied()
                .unwrap_or(char::REPLACEMENT_CHARACTER);
            if self.line.x() + width > limit && !self.line.is_empty() {
                self.new_line();
            }
            self.line.push(character, style, width);
        }
    }

    fn maybe_kanji(&mut self, byte: u8) {
        if self.decoder.kanji_lead {
            self.decoder.kanji_lead = false;
            if is_trail(byte) {
                self.put(HANZI, 2);
                return;
            }
            self.put(char::REPLACEMENT_CHARACTER, 1);
        }
        if self.decoder.kanji_mode && byte >= 0x80 {
            self.decoder.kanji_lead = true;
        } else {
            self.single_bytes(&[byte]);
        }
    }

    fn utf8_byte(&mut self, byte: u8) {
        let Some(begun) = &mut self.decoder.utf8 else {
            return;
        };
        begun.push(byte);
        let (character, again) = match std::str::from_utf8(begun) {
            Ok(text) => (text.chars().next(), false),
            Err(error) if error.error_len().is_none() => return,
            Err(_) => (Some(char::REPLACEMENT_CHARACTER), begun.len() > 1),
        };
        begun.clear();
        if let Some(character) = character {
            self.put(character, 1);
        }
        if again {
            // The byte that broke the character off may begin another one.
            self.utf8_byte(byte);
        }
    }

    /// Puts a character that is so many cells wide, on the next line when this one has no room for it.
    fn put(&mut self, character: char, cells: u32) {
        let width = self.modes.advance(&self.metrics, cells);
        if self.line.x() + width > self.text_limit() && !self.line.is_empty() {
            self.new_line();
        }
        self.line.push(character, self.modes.style(), width);
    }

    /// Where a line of text ends, from where its area begins.
    pub(super) fn text_limit(&self) -> u32 {
        match &self.page {
            Some(page) => page.line_width().max(self.metrics.cell(false)),
            None => self.modes.text_limit(&self.metrics),
        }
    }

    pub(super) fn tab(&mut self) {
        let next = self.modes.next_tab(self.line.x(), &self.metrics);
        if let Some(stop) = next.filter(|stop| *stop < self.text_limit()) {
            self.line.move_to(stop);
        }
    }
}
