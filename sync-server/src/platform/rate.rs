//! How often one caller may do what costs the server something.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Callers remembered at once; a caller is forgotten when all its turns are back. Those for whom there is no room share
/// the turns of one, so that a flood from everywhere takes no memory.
const MAX_CALLERS: usize = 10_000;

/// Turns that each caller has: so many at once, and then one more each so often (a token bucket).
#[derive(Debug)]
pub struct Rate<K> {
    burst: i64,
    every_ms: i64,
    /// For each caller the time at which all its turns will be back.
    whole_at_ms: Mutex<HashMap<Option<K>, i64>>,
}

/// No turn is left; one comes back after this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait {
    /// Milliseconds, above zero.
    pub ms: i64,
}

impl Wait {
    /// Whole seconds, rounded up.
    pub fn seconds(self) -> u64 {
        self.ms.unsigned_abs().div_ceil(1000)
    }

    /// Whole minutes, rounded up.
    pub fn minutes(self) -> u64 {
        self.seconds().div_ceil(60)
    }
}

impl<K: Copy + Eq + std::hash::Hash> Rate<K> {
    /// Gives each caller `burst` turns, and one more every `every_ms`.
    pub fn new(burst: u32, every_ms: u32) -> Self {
        Self {
            burst: i64::from(burst),
            every_ms: i64::from(every_ms),
            whole_at_ms: Mutex::new(HashMap::new()),
        }
    }

    /// Takes a turn of a caller.
    pub fn take(&self, caller: K, now_ms: i64) -> Result<(), Wait> {
        let mut callers = self
            .whole_at_ms
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut key = Some(caller);
        if callers.len() >= MAX_CALLERS && !callers.contains_key(&key) {
            callers.retain(|_, whole_at_ms| *whole_at_ms > now_ms);
            if callers.len() >= MAX_CALLERS {
                key = None;
            }
        }
        let whole_at_ms = callers.entry(key).or_insert(now_ms);
        // A clock that was set back gives nobody a longer wait than having taken all turns just now.
        let spent_ms = (*whole_at_ms - now_ms).clamp(0, self.burst * self.every_ms);
        let wait_ms = spent_ms - (self.burst - 1) * self.every_ms;
        if wait_ms > 0 {
            return Err(Wait { ms: wait_ms });
        }
        *whole_at_ms = now_ms + spent_ms + self.every_ms;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CALLERS, Rate, Wait};

    #[test]
    fn turns_are_used_up_and_come_back_one_by_one() {
        let rate = Rate::new(3, 10_000);
        for _ in 0..3 {
            assert_eq!(rate.take("a", 1_000), Ok(()));
        }
        assert_eq!(rate.take("a", 1_000), Err(Wait { ms: 10_000 }));
        assert_eq!(
            rate.take("b", 1_000),
            Ok(()),
            "another caller is not held up"
        );
        assert_eq!(rate.take("a", 10_500), Err(Wait { ms: 500 }));
        assert_eq!(rate.take("a", 11_000), Ok(()));
        assert_eq!(rate.take("a", 11_000), Err(Wait { ms: 10_000 }));
        for _ in 0..3 {
            assert_eq!(rate.take("a", 100_000), Ok(()), "all are back");
        }
        assert!(rate.take("a", 100_000).is_err(), "and no more than all");
    }

    #[test]
    fn a_clock_set_back_holds_nobody_up_for_long() {
        let rate = Rate::new(2, 1_000);
        assert_eq!(rate.take("a", 1_000_000), Ok(()));
        assert_eq!(rate.take("a", 0), Err(Wait { ms: 1_000 }));
        assert_eq!(rate.take("a", 1_000_000), Ok(()));
    }

    #[test]
    fn a_flood_from_everywhere_shares_the_turns_of_one() {
        let rate = Rate::new(2, 1_000);
        for caller in 0..MAX_CALLERS {
            assert_eq!(rate.take(caller, 0), Ok(()));
        }
        assert_eq!(rate.take(MAX_CALLERS, 0), Ok(()));
        assert_eq!(rate.take(MAX_CALLERS + 1, 0), Ok(()));
        assert!(rate.take(MAX_CALLERS + 2, 0).is_err());
        assert_eq!(
            rate.take(MAX_CALLERS + 3, 5_000),
            Ok(()),
            "the others were forgotten"
        );
    }
}
