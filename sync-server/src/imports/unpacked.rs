use std::io::{self, Cursor, Write};

use zip::ZipArchive;

use super::limits::{MAX_BYTES, MAX_CELLS};
use super::table::ReadTableError;

/// How the name of the entry with the shared texts ends; its reader does not tell small letters from capitals.
const TEXTS: &str = "sharedstrings.xml";

/// The attribute in which a workbook tells how many texts its cells share.
const COUNT: &[u8] = b"uniqueCount";

/// Unpacks a workbook into nothing, and refuses one that is larger than may be read.
///
/// What a packed file tells of its size is not taken for true. Nor is the number of shared texts: the reader of workbooks
/// sets room aside for as many as are told, which for a number out of the air ends the program.
pub(super) fn measure(bytes: &[u8]) -> Result<(), ReadTableError> {
    let wrong = |error: zip::result::ZipError| ReadTableError::Workbook(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    let mut measure = Measure::default();
    for place in 0..archive.len() {
        measure.told = Told::Name(0);
        // An entry that cannot be unpacked may be one that is never read, such as a picture; else its reader says so.
        if let Ok(mut entry) = archive.by_index(place) {
            measure.has_texts = entry.name().to_lowercase().ends_with(TEXTS);
            let _ = io::copy(&mut entry, &mut measure);
        }
        if measure.bytes > MAX_BYTES {
            return Err(ReadTableError::TooLarge);
        }
        if measure.texts > MAX_CELLS {
            return Err(ReadTableError::TooManyCells);
        }
    }
    Ok(())
}

/// Takes bytes as long as there are not too many.
#[derive(Debug, Default)]
struct Measure {
    bytes: u64,
    /// Whether the entry is the one with the shared texts.
    has_texts: bool,
    /// The highest number that stands behind [`COUNT`].
    texts: usize,
    told: Told,
}

/// How far the attribute is read.
#[derive(Debug, Clone, Copy)]
enum Told {
    /// So many letters of its name.
    Name(usize),
    /// Its name, and what stands before its digits.
    Equals,
    /// The number so far.
    Digits(usize),
}

impl Default for Told {
    fn default() -> Self {
        Self::Name(0)
    }
}

impl Told {
    const fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Name(letters), _) if byte == COUNT[letters] => {
                if letters + 1 == COUNT.len() {
                    Self::Equals
                } else {
                    Self::Name(letters + 1)
                }
            }
            (Self::Equals, b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n') => self,
            (Self::Equals, b'0'..=b'9') => Self::Digits((byte - b'0') as usize),
            (Self::Digits(number), b'0'..=b'9') => {
                let number = number.saturating_mul(10);
                Self::Digits(number.saturating_add((byte - b'0') as usize))
            }
            // The name of an attribute begins behind a character that is no part of it.
            _ if byte == COUNT[0] => Self::Name(1),
            _ => Self::Name(0),
        }
    }
}

impl Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len() as u64;
        for byte in bytes.iter().filter(|_| self.has_texts) {
            self.told = self.told.after(*byte);
            if let Told::Digits(number) = self.told {
                self.texts = self.texts.max(number);
            }
        }
        if self.bytes > MAX_BYTES {
            Err(io::ErrorKind::FileTooLarge.into())
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
