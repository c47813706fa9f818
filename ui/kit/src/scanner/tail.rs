//! What came just before a burst and may be its beginning.

use super::burst::Held;

/// A busy machine holds the keys of a burst up for no longer than this. A hand that has typed figures takes longer to show
/// a barcode to a scanner.
const TEAR_MS: u64 = 250;

/// No barcode of figures is longer; whatever is, is not the beginning of one.
const MOST_FIGURES: usize = 48;

/// The figures that were given out as typed last, without a pause, and nothing else after them.
#[derive(Debug, Default)]
pub(super) struct Tail {
    figures: String,
    last_ms: u64,
    /// The last keys were one key.
    was_single: bool,
    /// Keys come one by one: a hand types.
    is_hand: bool,
}

impl Tail {
    /// Adds keys that are given out as typed, the first and the last of which went down at these moments.
    pub fn grow(&mut self, held: &[Held], first_ms: u64, last_ms: u64) {
        if held.is_empty() {
            return;
        }
        if !self.reaches(first_ms) {
            self.cut();
            (self.was_single, self.is_hand) = (false, false);
        }
        let is_single = held.len() == 1;
        self.is_hand |= is_single && self.was_single;
        self.was_single = is_single;
        for key in held {
            match key.character() {
                Some(figure) if key.writes(figure) && self.figures.len() < MOST_FIGURES => {
                    self.figures.push(figure);
                }
                Some(_) | None => self.cut(),
            }
        }
        if self.is_hand {
            self.cut();
        }
        self.last_ms = last_ms;
    }

    /// Something that is no part of a barcode came after it.
    pub fn cut(&mut self) {
        self.figures.clear();
    }

    /// Takes the figures that may belong to a burst which began at a moment.
    pub fn before(&mut self, burst_ms: u64) -> String {
        if !self.reaches(burst_ms) {
            self.cut();
        }
        std::mem::take(&mut self.figures)
    }

    fn reaches(&self, next_ms: u64) -> bool {
        next_ms.saturating_sub(self.last_ms) <= TEAR_MS
    }
}
