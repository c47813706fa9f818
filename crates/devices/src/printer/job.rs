//! A print job being written, command by command.

mod codes;
mod drawer;
mod picture;

use super::codepage::{TextEncoder, needs_picture, printable_on};
use super::interpret::Align;
use super::profile::{Cutter, PrinterProfile};

pub use self::drawer::{drawer_kick, drawer_kick_now, drawer_kick_on};

/// How a line of a receipt looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// As usual.
    #[default]
    Normal,
    /// Bold.
    Bold,
    /// Twice as high, and twice as wide where the line has room for it.
    Large,
}

/// How far a cut goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cut {
    /// A bridge is left, so that the receipt does not fall.
    #[default]
    Partial,
    /// All through.
    Full,
}

/// The most beeps in a row that `ESC B` knows.
const MOST_BEEPS: u8 = 9;

/// Writes ESC/POS for one profile, naming a mode only when it changes.
#[derive(Debug)]
pub struct JobWriter<'a> {
    profile: &'a PrinterProfile,
    encoder: TextEncoder<'a>,
    bold: bool,
    size: u8,
    align: Align,
    out: Vec<u8>,
}

impl<'a> JobWriter<'a> {
    /// Begins a job: the printer starts anew, leaves the Chinese mode, and goes to the code table that holds the most of
    /// `all_text`, so that it changes tables least.
    #[must_use]
    pub fn begin(profile: &'a PrinterProfile, all_text: &str) -> Self {
        let mut job = Self::bare(profile);
        job.out.clone_from(&profile.init);
        let text = printable_on(all_text, profile);
        job.encoder.prefer_page_for(&text, &mut job.out);
        job
    }

    /// Begins a piece of a job that has begun already: nothing is sent first.
    #[must_use]
    pub const fn bare(profile: &'a PrinterProfile) -> Self {
        Self {
            profile,
            encoder: TextEncoder::new(profile.slots.as_slice()),
            bold: false,
            size: 0,
            align: Align::Left,
            out: Vec::new(),
        }
    }

    /// Prints a line. One with a letter that no code table has is printed as a picture in the same columns.
    pub fn line(&mut self, text: &str, look: Look, align: Align) {
        let text = printable_on(text, self.profile);
        let columns = usize::from(self.profile.columns.font_a);
        let double_width = text.chars().count() * 2 <= columns;
        self.set_align(align);
        if needs_picture(&text, &self.profile.slots) {
            self.drawn_line(&text, look, double_width);
            return;
        }
        self.set_bold(matches!(look, Look::Bold));
        self.set_size(match look {
            Look::Large if double_width => 0x11,
            Look::Large => 0x01,
            Look::Normal | Look::Bold => 0x00,
        });
        self.encoder.encode(&text, &mut self.out);
        self.out.push(b'\n');
    }

    /// Feeds empty lines.
    pub fn blank(&mut self, lines: u8) {
        for _ in 0..lines {
            self.out.push(b'\n');
        }
    }

    /// Parts the receipt from the roll as the printer can, with a bridge where it can leave one.
    pub fn cut(&mut self) {
        self.cut_as(Cut::Partial);
    }

    /// Parts the receipt from the roll; a cutter that can do only the other kind of cut does that.
    pub fn cut_as(&mut self, wish: Cut) {
        let feed = self.profile.feed_before_cut;
        let through = match self.profile.cutter {
            Cutter::None => {
                self.out.extend([0x1b, 0x64, feed.max(1)]);
                return;
            }
            Cutter::Legacy => {
                let letter = if wish == Cut::Full { b'i' } else { b'm' };
                self.out.extend([0x1b, 0x64, feed.max(1), 0x1b, letter]);
                return;
            }
            Cutter::Partial => false,
            Cutter::Full => true,
            Cutter::Both => wish == Cut::Full,
        };
        self.out
            .extend([0x1d, 0x56, if through { 0x41 } else { 0x42 }, feed]);
    }

    /// Beeps so often, where the printer can; each beep lasts a tenth of a second.
    pub fn beep(&mut self, times: u8) {
        if self.profile.beeper && times > 0 {
            self.out.extend([0x1b, 0x42, times.min(MOST_BEEPS), 1]);
        }
    }

    /// Ends the job.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn wrapped(&mut self, text: &str) {
        let text: Vec<char> = printable_on(text, self.profile).chars().collect();
        for piece in text.chunks(usize::from(self.profile.columns.font_a.max(1))) {
            self.line(&piece.iter().collect::<String>(), Look::Normal, Align::Left);
        }
    }

    fn set_align(&mut self, align: Align) {
        if self.align != align {
            let place = match align {
                Align::Left => 0,
                Align::Center => 1,
                Align::Right => 2,
            };
            self.out.extend([0x1b, 0x61, place]);
            self.align = align;
        }
    }

    fn set_bold(&mut self, bold: bool) {
        if self.bold != bold {
            self.out.extend([0x1b, 0x45, u8::from(bold)]);
            self.bold = bold;
        }
    }

    fn set_size(&mut self, size: u8) {
        if self.size != size {
            self.out.extend([0x1d, 0x21, size]);
            self.size = size;
        }
    }
}

#[cfg(test)]
mod tests;
