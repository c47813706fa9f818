//! A print job being written, command by command.

use super::codepage::{TextEncoder, printable};
use super::interpret::Align;
use super::profile::{Cutter, DrawerPin, PrinterProfile};

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

/// The most bytes a QR code of error correction M can hold.
const QR_CAPACITY: usize = 2_331;

/// Bytes that QR versions 1, 2, … hold at error correction M; a version has `17 + 4 × version` modules.
const QR_BYTES_BY_VERSION: [usize; 20] = [
    14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
];

impl<'a> JobWriter<'a> {
    /// Begins a job: the printer starts anew, leaves the Chinese mode, and goes to the code table that holds the most of
    /// `all_text`, so that it changes tables least.
    #[must_use]
    pub fn begin(profile: &'a PrinterProfile, all_text: &str) -> Self {
        let mut encoder = TextEncoder::new(&profile.slots);
        let mut out = profile.init.clone();
        encoder.prefer_page_for(&printable(all_text, &profile.slots), &mut out);
        Self {
            profile,
            encoder,
            bold: false,
            size: 0,
            align: Align::Left,
            out,
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &str, look: Look, align: Align) {
        let text = printable(text, &self.profile.slots);
        let columns = usize::from(self.profile.columns.font_a);
        let double_width = text.chars().count() * 2 <= columns;
        self.set_align(align);
        self.set_bold(matches!(look, Look::Bold));
        self.set_size(match look {
            Look::Large if double_width => 0x11,
            Look::Large => 0x01,
            Look::Normal | Look::Bold => 0x00,
        });
        self.encoder.encode(&text, &mut self.out);
        self.out.push(b'\n');
    }

    /// Prints a QR code in the middle. A printer that draws none prints what it would say.
    pub fn qr(&mut self, data: &str) {
        if !self.profile.draws_qr || data.len() > QR_CAPACITY || data.is_empty() {
            self.wrapped(data);
            return;
        }
        self.set_align(Align::Center);
        let size = self.module_dots(data.len());
        let [low, high] = u16::try_from(data.len() + 3)
            .unwrap_or(u16::MAX)
            .to_le_bytes();
        self.out
            .extend([0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0]); // model 2
        self.out.extend([0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, size]);
        self.out.extend([0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31]); // error correction M
        self.out
            .extend([0x1d, 0x28, 0x6b, low, high, 0x31, 0x50, 0x30]);
        self.out.extend(data.as_bytes());
        self.out.extend([0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30]); // print it
    }

    /// Prints a bar code in the middle with its text below: EAN-13 for thirteen digits, Code 128 for other ASCII. What
    /// does not fit the paper's width is printed as text.
    pub fn barcode(&mut self, data: &str) {
        let ean13 = data.len() == 13 && data.bytes().all(|byte| byte.is_ascii_digit());
        let printable = !data.is_empty() && data.bytes().all(|byte| matches!(byte, 0x20..=0x7e));
        let modules = if ean13 { 95 } else { 11 * data.len() + 57 };
        let width = [3, 2]
            .into_iter()
            .find(|width| modules * usize::from(*width) <= usize::from(self.profile.width_dots));
        let Some(width) = width.filter(|_| printable && data.len() <= 80) else {
            self.wrapped(data);
            return;
        };
        self.set_align(Align::Center);
        self.out
            .extend([0x1d, 0x68, 80, 0x1d, 0x77, width, 0x1d, 0x48, 2]);
        if ean13 {
            self.out.extend([0x1d, 0x6b, 67, 13]);
            self.out.extend(data.as_bytes());
        } else {
            // Subset B; its escape character is doubled to stand for itself.
            let escaped = data.replace('{', "{{");
            self.out.extend([
                0x1d,
                0x6b,
                73,
                u8::try_from(escaped.len() + 2).unwrap_or(u8::MAX),
                b'{',
                b'B',
            ]);
            self.out.extend(escaped.as_bytes());
        }
    }

    /// Feeds empty lines.
    pub fn blank(&mut self, lines: u8) {
        for _ in 0..lines {
            self.out.push(b'\n');
        }
    }

    /// Parts the receipt from the roll as the printer can.
    pub fn cut(&mut self) {
        let feed = self.profile.feed_before_cut;
        match self.profile.cutter {
            Cutter::None => self.out.extend([0x1b, 0x64, feed.max(1)]),
            Cutter::Partial => self.out.extend([0x1d, 0x56, 0x42, feed]),
            Cutter::Full => self.out.extend([0x1d, 0x56, 0x41, feed]),
        }
    }

    /// Ends the job.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    fn wrapped(&mut self, text: &str) {
        let text: Vec<char> = printable(text, &self.profile.slots).chars().collect();
        for piece in text.chunks(usize::from(self.profile.columns.font_a.max(1))) {
            self.line(&piece.iter().collect::<String>(), Look::Normal, Align::Left);
        }
    }

    /// The largest module, six dots at most, with which a code of so many bytes fits the paper with its quiet zone.
    fn module_dots(&self, bytes: usize) -> u8 {
        let version = QR_BYTES_BY_VERSION
            .iter()
            .position(|held| bytes <= *held)
            .map_or(40, |index| index + 1);
        let modules = 17 + 4 * version + 8;
        u8::try_from(usize::from(self.profile.width_dots) / modules)
            .unwrap_or(6)
            .clamp(2, 6)
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

/// The bytes that open the cash drawer; empty when the printer has no drawer connector.
///
/// They come without `ESC @`: a kick must not disturb a receipt that is being printed.
#[must_use]
pub fn drawer_kick(profile: &PrinterProfile) -> Vec<u8> {
    let Some(pulse) = profile.drawer else {
        return Vec::new();
    };
    vec![0x1b, 0x70, pin(pulse.pin), pulse.on_2ms, pulse.off_2ms]
}

/// The bytes that open the cash drawer at once (`DLE DC4 1`), which a printer obeys also while it is out of paper or
/// open; empty when the printer has no drawer connector.
#[must_use]
pub fn drawer_kick_now(profile: &PrinterProfile) -> Vec<u8> {
    let Some(pulse) = profile.drawer else {
        return Vec::new();
    };
    // Here the time is in units of 100 ms, one at least.
    vec![
        0x10,
        0x14,
        0x01,
        pin(pulse.pin),
        (pulse.on_2ms / 50).clamp(1, 8),
    ]
}

const fn pin(pin: DrawerPin) -> u8 {
    match pin {
        DrawerPin::Pin2 => 0,
        DrawerPin::Pin5 => 1,
    }
}
