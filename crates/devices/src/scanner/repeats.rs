//! The same code again and again, as a scanner that is never switched off reads what lies before it.

use std::time::Duration;

/// How soon the same code again is not meant, by custom.
pub const USUAL: Duration = Duration::from_millis(500);

/// Tells repeats from codes that are meant.
#[derive(Debug, Clone)]
pub struct Repeats {
    within: Duration,
    last: Option<(String, Duration)>,
}

impl Repeats {
    /// Makes one that takes the same code sooner than `within` for a repeat; nothing is one when that is zero.
    #[must_use]
    pub const fn new(within: Duration) -> Self {
        Self { within, last: None }
    }

    /// Tells whether a code that came at a moment is a repeat of the one before. A row of repeats is one code, however long.
    pub fn is_repeat(&mut self, text: &str, at: Duration) -> bool {
        match &mut self.last {
            Some((last, seen)) if last == text => {
                let since = at.saturating_sub(*seen);
                *seen = at;
                since < self.within
            }
            _ => {
                self.last = Some((text.to_owned(), at));
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_repeats_is_one_code() {
        let mut repeats = Repeats::new(USUAL);
        let at = Duration::from_millis;
        assert!(!repeats.is_repeat("46", at(0)));
        assert!(repeats.is_repeat("46", at(400)));
        assert!(repeats.is_repeat("46", at(800)));
        assert!(!repeats.is_repeat("46", at(1300)));
        assert!(!repeats.is_repeat("47", at(1301)));
        assert!(!repeats.is_repeat("46", at(1302)));
    }

    #[test]
    fn without_a_limit_nothing_is_a_repeat() {
        let mut repeats = Repeats::new(Duration::ZERO);
        assert!(!repeats.is_repeat("46", Duration::ZERO));
        assert!(!repeats.is_repeat("46", Duration::ZERO));
    }
}
