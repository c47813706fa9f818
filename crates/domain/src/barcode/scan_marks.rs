//! What a scanner sends besides the code, as its own settings have it: characters before and after the code, and what stands
//! for the separator GS where the way to the till does not let GS through.

mod error;
mod spelling;

use serde::{Deserialize, Serialize};

pub use error::{MarkField, MarksError};
pub use spelling::spelled;

use super::gs1::Linter;

/// The separator of fields of variable length.
const GS: &str = "\u{1d}";

/// Some scanners put this before a code, and ETX after it.
const STX: char = '\u{2}';

/// What ends a code where nothing else is set.
const ENDS: [char; 4] = ['\r', '\n', '\t', '\u{3}'];

/// The longest mark. Scanners are given one to four characters, seldom a word; a text as long as a code is a code that was
/// scanned into the wrong field.
pub const LONGEST_MARK: usize = 32;

/// So many characters in a row hardly ever come up by chance in a code, though each of them may: `<GS>`.
const RARE_CHARS: usize = 4;

/// What a scanner sends after a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanEnd {
    /// CR, LF, both, TAB or ETX, or nothing at all: whatever it turns out to be.
    #[default]
    Any,
    /// CR, LF or both.
    LineEnd,
    /// TAB.
    Tab,
    /// ETX.
    Etx,
    /// Nothing: a pause ends the code, and line ends belong to it.
    Pause,
    /// The suffix of its settings.
    Suffix,
}

impl ScanEnd {
    /// Every kind, the usual one first.
    pub const ALL: [Self; 6] = [
        Self::Any,
        Self::LineEnd,
        Self::Tab,
        Self::Etx,
        Self::Pause,
        Self::Suffix,
    ];

    /// The name, as in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::LineEnd => "line_end",
            Self::Tab => "tab",
            Self::Etx => "etx",
            Self::Pause => "pause",
            Self::Suffix => "suffix",
        }
    }

    /// Finds a kind by its name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether the byte alone ends a code.
    #[must_use]
    pub const fn ends(self, byte: u8) -> bool {
        match self {
            Self::Any => matches!(byte, b'\r' | b'\n' | b'\t' | 0x03),
            Self::LineEnd => matches!(byte, b'\r' | b'\n'),
            Self::Tab => byte == b'\t',
            Self::Etx => byte == 0x03,
            Self::Pause | Self::Suffix => false,
        }
    }
}

/// The marks of one scanner. The usual ones are none at all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScanMarks {
    prefix: String,
    end: ScanEnd,
    suffix: String,
    gs: String,
}

/// A code without the marks of its scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmarked {
    /// The code, GS as itself.
    pub text: String,
    /// The prefix of the settings did not come.
    pub prefix_missing: bool,
    /// The suffix of the settings did not come.
    pub suffix_missing: bool,
    /// Something else stood for GS.
    pub gs_replaced: bool,
}

impl ScanMarks {
    /// Reads marks as a person writes them: `\r`, `\n`, `\t`, `\\` and `\x02` stand for one character each. As the sign for GS,
    /// `\x1d` is the four characters themselves, since GS that comes as itself needs no sign.
    ///
    /// # Errors
    /// Says which mark cannot be meant, and why.
    pub fn parse(prefix: &str, end: ScanEnd, suffix: &str, gs: &str) -> Result<Self, MarksError> {
        let marks = Self {
            prefix: spelling::read(MarkField::Prefix, prefix)?,
            end,
            suffix: spelling::read(MarkField::Suffix, suffix)?,
            gs: spelling::read_gs(gs)?,
        };
        marks.check()?;
        Ok(marks)
    }

    /// What ends a code.
    #[must_use]
    pub const fn end(&self) -> ScanEnd {
        self.end
    }

    /// Whether the bytes so far end with the suffix, where that is what ends a code.
    #[must_use]
    pub fn are_ended(&self, held: &[u8]) -> bool {
        self.end == ScanEnd::Suffix && held.ends_with(self.suffix.as_bytes())
    }

    /// Whether a byte that follows an end is the rest of it, such as LF after CR, or CR after the tab that the settings name.
    #[must_use]
    pub fn is_rest_of_end(&self, byte: u8) -> bool {
        self.end != ScanEnd::Pause
            && ENDS.contains(&char::from(byte))
            && !self.prefix.as_bytes().starts_with(&[byte])
    }

    /// Takes the marks off what a scanner sent; the end itself may be off it already. What is missing is told, and the text is
    /// taken as it is.
    #[must_use]
    pub fn take_off(&self, sent: &str) -> Unmarked {
        let bare = sent.strip_prefix(STX).unwrap_or(sent);
        let own = sent
            .strip_prefix(self.prefix.as_str())
            .filter(|_| !self.prefix.is_empty());
        let after = own.or_else(|| bare.strip_prefix(self.prefix.as_str()));
        let body = after.unwrap_or(bare);
        let before = [self.suffix.as_str(), self.suffix_of_text()]
            .into_iter()
            .find_map(|suffix| body.strip_suffix(suffix));
        let text = before.unwrap_or(body);
        let gs_replaced = !self.gs.is_empty() && text.contains(&self.gs);
        Unmarked {
            text: if gs_replaced {
                text.replace(&self.gs, GS)
            } else {
                text.to_owned()
            },
            prefix_missing: after.is_none(),
            suffix_missing: before.is_none(),
            gs_replaced,
        }
    }

    /// The suffix without the line ends after it, which are gone where they ended the code.
    fn suffix_of_text(&self) -> &str {
        self.suffix.trim_end_matches(ENDS)
    }

    fn check(&self) -> Result<(), MarksError> {
        if !self.gs.is_empty() && is_of_codes(&self.gs) {
            return Err(MarksError::OfCodes(MarkField::Gs));
        }
        if self.end != ScanEnd::Suffix {
            let ends_within = self
                .suffix_of_text()
                .bytes()
                .any(|byte| self.end.ends(byte));
            return if ends_within {
                Err(MarksError::EndsWithin)
            } else {
                Ok(())
            };
        }
        if self.suffix.is_empty() {
            Err(MarksError::NoSuffix)
        } else if is_of_codes(&self.suffix) {
            Err(MarksError::OfCodes(MarkField::Suffix))
        } else if self.suffix == GS || self.gs.contains(&self.suffix) {
            Err(MarksError::SuffixIsGs)
        } else {
            Ok(())
        }
    }
}

/// Whether a code may hold the text by chance.
fn is_of_codes(text: &str) -> bool {
    text.len() < RARE_CHARS && Linter::Cset82.lint(text).is_ok()
}

#[cfg(test)]
mod tests;
