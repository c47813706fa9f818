//! Patterns of codes: what stands where.
//!
//! A digit stands for itself, `.` for any digit, `{NNDDD}` for an embedded number of `N` whole and `D` decimal digits, and
//! `C` for the check digit of that number alone. `.*` at the end says that anything may follow. In a pattern for any text
//! every other sign of ASCII stands for itself, `C` too.

use crate::barcode::amount::MAX_DIGITS;
use crate::barcode::price_check::price_check_digit;

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// This character.
    Literal(u8),
    /// Any digit: part of what the code names.
    Any,
    /// A digit of the embedded number.
    Value,
    /// The check digit of the embedded number.
    Check,
}

impl Cell {
    /// Tells whether a character may stand here.
    pub(super) const fn takes(self, c: u8) -> bool {
        match self {
            Self::Literal(wanted) => wanted == c,
            Self::Any | Self::Value | Self::Check => c.is_ascii_digit(),
        }
    }
}

/// Why a pattern is not a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It has a character that patterns do not have.
    #[error("“{found}” does not belong in a pattern; use digits, points and one {{NNDDD}}")]
    Character {
        /// The character.
        found: char,
    },
    /// It has a character that patterns for any text do not have.
    #[error(
        "“{found}” does not belong in a pattern; use Latin letters, digits, signs such as - and /, points and one {{NNDDD}}"
    )]
    TextCharacter {
        /// The character.
        found: char,
    },
    /// Its embedded number is longer than any amount.
    #[error("an embedded number has at most {most} digits, this one {found}")]
    NumberTooLong {
        /// How many it has.
        found: usize,
        /// The most it may have.
        most: usize,
    },
    /// It has no embedded number, more than one, or an empty or broken one.
    #[error(
        "a pattern has exactly one embedded number such as {{NNDDD}}, whole digits N before decimal digits D"
    )]
    EmbeddedNumber,
    /// It has a check digit for a number that has none.
    #[error("a check digit C belongs to one embedded number of four or five digits")]
    Check,
    /// The check digit of its number stands where the code has its own.
    #[error("the last digit of the code is the check digit of the whole code; write a point there")]
    CheckAtEnd,
    /// It describes more characters than any text that a shop makes has.
    #[error("a pattern describes at most {most} characters, this one {found}")]
    TooManyPlaces {
        /// How many it describes.
        found: usize,
        /// The most it may describe.
        most: usize,
    },
    /// It describes nothing.
    #[error("the pattern is empty; write such as 21.....{{NNDDD}}.")]
    Empty,
    /// It describes more digits than the code has.
    #[error("the pattern describes {found} digits where the code has {most}")]
    TooLong {
        /// How many it describes.
        found: usize,
        /// How many the code has.
        most: usize,
    },
    /// It has more decimals than a weight (3) or the currency has.
    #[error("a pattern has at most {most} decimals here")]
    TooManyDecimals {
        /// The most it may have.
        most: u8,
    },
}

/// The embedded number of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbeddedNumber {
    /// Where it begins.
    pub at: usize,
    /// How many digits it has.
    pub length: usize,
    /// How many of them are decimals.
    pub decimals: u8,
}

impl EmbeddedNumber {
    /// Returns the digits in a code.
    pub fn digits(self, code: &str) -> Option<&str> {
        code.get(self.at..self.at.checked_add(self.length)?)
    }
}

/// A pattern taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    cells: Vec<Cell>,
    number: Option<EmbeddedNumber>,
}

/// The most places of a pattern: longer texts are no codes that a shop makes.
const MAX_CELLS: usize = 60;

impl Pattern {
    /// Reads a pattern for a code of digits.
    ///
    /// # Errors
    /// [`PatternError`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        Self::read(text, false)
    }

    /// Reads a pattern for any text: letters and some signs stand for themselves too, `C` among them.
    ///
    /// # Errors
    /// [`PatternError`] says what is wrong with it.
    pub fn parse_for_text(text: &str) -> Result<Self, PatternError> {
        Self::read(text, true)
    }

    fn read(text: &str, has_letters: bool) -> Result<Self, PatternError> {
        let (text, is_open) = match text.strip_suffix(".*") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        if text.is_empty() && !is_open {
            return Err(PatternError::Empty);
        }
        let mut cells = Vec::new();
        let mut number = None;
        let mut rest = text;
        while let Some((before, from)) = rest.split_once('{') {
            read_cells(before, has_letters, &mut cells)?;
            let (inner, after) = from.split_once('}').ok_or(PatternError::EmbeddedNumber)?;
            if number.is_some() {
                return Err(PatternError::EmbeddedNumber);
            }
            number = Some(read_number(inner, cells.len())?);
            cells.extend(std::iter::repeat_n(Cell::Value, inner.len()));
            rest = after;
        }
        read_cells(rest, has_letters, &mut cells)?;
        if cells.len() > MAX_CELLS {
            return Err(PatternError::TooManyPlaces {
                found: cells.len(),
                most: MAX_CELLS,
            });
        }
        let checks = cells.iter().filter(|cell| **cell == Cell::Check).count();
        let may_check = number.is_some_and(|number| matches!(number.length, 4 | 5));
        if checks > 1 || (checks == 1 && !may_check) {
            return Err(PatternError::Check);
        }
        Ok(Self { cells, number })
    }

    /// The places.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Tells whether the check digit of the embedded number stands where a code of so many digits has its own.
    pub fn checks_at_end(&self, digits: usize) -> bool {
        self.cells.len() == digits && self.cells.last() == Some(&Cell::Check)
    }

    /// The embedded number, if there is one.
    pub const fn number(&self) -> Option<EmbeddedNumber> {
        self.number
    }

    /// Tells whether a code begins as the pattern says. A check digit of the embedded number is not looked at.
    pub fn begins(&self, code: &str) -> bool {
        let code = code.as_bytes();
        code.len() >= self.cells.len()
            && self.cells.iter().zip(code).all(|(cell, c)| cell.takes(*c))
    }

    /// Returns the check digit that belongs to the embedded number of a code, and the one that is there; nothing when the
    /// pattern has none or they are the same.
    pub fn wrong_check(&self, code: &str) -> Option<(u8, u8)> {
        let place = self.cells.iter().position(|cell| *cell == Cell::Check)?;
        let expected = price_check_digit(self.number?.digits(code)?)?;
        let found = code.as_bytes().get(place)?.checked_sub(b'0')?;
        (expected != found).then_some((expected, found))
    }

    /// Returns a code with its embedded number zeroed, and the check digit of that number with it.
    pub fn zeroed(&self, code: &str) -> String {
        let check = self
            .number
            .and_then(|number| price_check_digit(&"0".repeat(number.length)))
            .unwrap_or(0);
        let zero = |(place, c): (usize, char)| match self.cells.get(place) {
            Some(Cell::Value) => '0',
            Some(Cell::Check) => char::from(b'0' + check),
            Some(Cell::Literal(_) | Cell::Any) | None => c,
        };
        code.chars().enumerate().map(zero).collect()
    }

    /// Returns the digits at the points of the pattern, among the first so many characters of a code.
    pub fn item(&self, code: &str, within: usize) -> String {
        code.chars()
            .zip(&self.cells)
            .take(within)
            .filter(|(_, cell)| matches!(cell, Cell::Any))
            .map(|(c, _)| c)
            .collect()
    }
}

fn read_cells(text: &str, has_letters: bool, cells: &mut Vec<Cell>) -> Result<(), PatternError> {
    for c in text.chars() {
        match c {
            '.' => cells.push(Cell::Any),
            '0'..='9' => cells.push(Cell::Literal(c as u8)),
            'C' if !has_letters => cells.push(Cell::Check),
            '{' | '}' => return Err(PatternError::EmbeddedNumber),
            // A star is for `.*` at the end; elsewhere it would be taken for "anything".
            ' '..='~' if has_letters && c != '*' => cells.push(Cell::Literal(c as u8)),
            found if has_letters => return Err(PatternError::TextCharacter { found }),
            found => return Err(PatternError::Character { found }),
        }
    }
    Ok(())
}

fn read_number(text: &str, at: usize) -> Result<EmbeddedNumber, PatternError> {
    let whole = text.bytes().take_while(|b| *b == b'N').count();
    let decimals = text.len() - whole;
    let is_number = !text.is_empty() && text.bytes().skip(whole).all(|b| b == b'D');
    if !is_number {
        return Err(PatternError::EmbeddedNumber);
    }
    let too_long = PatternError::NumberTooLong {
        found: text.len(),
        most: MAX_DIGITS,
    };
    match u8::try_from(decimals) {
        Ok(decimals) if text.len() <= MAX_DIGITS => Ok(EmbeddedNumber {
            at,
            length: text.len(),
            decimals,
        }),
        Ok(_) | Err(_) => Err(too_long),
    }
}
