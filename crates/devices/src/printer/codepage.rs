//! The code pages: which byte a printer wants for a character, and which character a byte stands for.
//!
//! The tables are facts, kept in `codepage/pages.tsv`: the Unicode Consortium's mapping tables as the codecs of Python's
//! standard library have them; LST 1283 and LST 1590 as the GNU C library's `iconv` has them; and the tables of printer
//! makers after `@point-of-sale/codepage-encoder` (MIT) and escpos-printer-db (CC-BY-4.0). The file was written by
//! asking each source for the bytes 80 to FF one by one and joining neighbouring code points into runs; where sources
//! disagree, the first of the above wins. Only the upper half is kept, and which characters of ASCII a page lacks.
//!
//! Of the names in the printer database these have no table here: CP747 and CP2001 (no published mapping), CP871
//! (EBCDIC) and CP3841 (GOST), in which letters stand where ASCII has others, and “Unknown”.

mod encoder;
mod table;

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::encoder::{TextEncoder, needs_picture, printable, printable_on};
use self::table::{Table, tables};

/// A single-byte character table of a printer. Bytes below 0x80 are ASCII, but for a few in very few of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodePage(u8);

/// A name that no code page has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no code page “{name}”: write a name such as CP866, CP1251, ISO8859-5, KOI8-R or RK1048"
)]
pub struct UnknownCodePage {
    /// The name.
    pub name: String,
}

impl CodePage {
    /// IBM 437: Latin, Greek and line drawing; the table that practically every printer wakes up with.
    pub const CP437: Self = Self(0);
    /// IBM 866: Russian of DOS, which most printers have; has № but neither « » nor —.
    pub const CP866: Self = Self(1);
    /// Windows 1251: Russian and its neighbours, with « » — № and €.
    pub const CP1251: Self = Self(2);

    /// Every page there is, by its first appearance in the data.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).zip(tables()).map(|(index, _)| Self(index))
    }

    /// Finds a page by a name it is known by: “CP866”, “PC866”, “windows-1251”, “ISO_8859-5”, “koi8_r”, “KZ1048”.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let wanted = table::key(name);
        Self::all().find(|page| {
            page.table()
                .is_some_and(|table| table.keys.contains(&wanted))
        })
    }

    /// The name of the page, as [`Self::from_name`] reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.table().map_or("", |table| table.name)
    }

    fn table(self) -> Option<&'static Table> {
        tables().get(usize::from(self.0))
    }

    /// Returns the byte of a character, or nothing when the page does not have it. Control characters have no byte:
    /// they would be commands to the printer.
    #[must_use]
    pub fn encode(self, character: char) -> Option<u8> {
        let table = self.table()?;
        if matches!(character, ' '..='~') {
            return u8::try_from(u32::from(character))
                .ok()
                .filter(|_| !table.lacks.contains(character));
        }
        table.byte_of(character)
    }

    /// Returns the character of a byte; `\u{fffd}` for a byte that stands for nothing.
    #[must_use]
    pub fn decode(self, byte: u8) -> char {
        match byte {
            0x20..=0x7e => char::from(byte),
            0x80..=0xff => self
                .table()
                .and_then(|table| table.upper.get(usize::from(byte - 0x80)).copied())
                .unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => char::REPLACEMENT_CHARACTER,
        }
    }

    /// Whether the page holds all Russian letters (Ё may be missing: it reads well as Е).
    #[must_use]
    pub fn is_cyrillic(self) -> bool {
        self.table().is_some_and(|table| table.is_cyrillic)
    }
}

impl fmt::Debug for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for CodePage {
    type Err = UnknownCodePage;

    fn from_str(name: &str) -> Result<Self, UnknownCodePage> {
        Self::from_name(name).ok_or_else(|| UnknownCodePage {
            name: name.to_owned(),
        })
    }
}

impl Serialize for CodePage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for CodePage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
