//! Reading of a number field by field, with the errors of a field that is missing, cut off or not allowed.

use super::fault::{Fault, LintError, wrong};

/// The value of a digit.
pub(super) const fn digit_value(digit: u8) -> usize {
    digit.wrapping_sub(b'0') as usize
}

/// Digits that are read one field after the other.
pub(super) struct Cursor<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(all: &'a [u8]) -> Self {
        Self { all, at: 0 }
    }

    /// Where the next field begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.all.get(self.at..).unwrap_or_default()
    }

    /// Reads one digit, which must be among those that are allowed. A missing one is marked as the whole value.
    pub(super) fn one(
        &mut self,
        missing: Fault,
        allowed: &[u8],
        refused: Fault,
    ) -> Result<usize, LintError> {
        let Some(digit) = self.rest().first() else {
            wrong(missing, 0, self.all.len())?;
            return Ok(0);
        };
        if !allowed.contains(digit) {
            wrong(refused, self.at, 1)?;
        }
        self.at += 1;
        Ok(digit_value(*digit))
    }

    /// Reads a field of so many digits. When none of them is there, the whole value is marked.
    pub(super) fn field(&mut self, length: usize, cut_off: Fault) -> Result<&'a [u8], LintError> {
        let rest = self.rest();
        let Some(field) = rest.get(..length) else {
            if rest.is_empty() {
                wrong(cut_off, 0, self.all.len())?;
            }
            wrong(cut_off, self.at, rest.len())?;
            return Ok(rest);
        };
        self.at += length;
        Ok(field)
    }

    /// Reads the digit that announces an optional field, if it comes next.
    pub(super) fn announced(&mut self, digit: u8) -> bool {
        let is_next = self.rest().first() == Some(&digit);
        self.at += usize::from(is_next);
        is_next
    }
}
