//! How long to wait after a failure: full jitter between one second and a limit that doubles up to five minutes.
//!
//! Full jitter spreads a chain of shops that lost the same server evenly over the wait, so the server is not knocked over
//! by all of them at once when it comes back.

use std::time::Duration;

/// Shortest wait.
pub const FLOOR: Duration = Duration::from_secs(1);

/// Longest wait, unless the server asks for more.
pub const CEILING: Duration = Duration::from_secs(300);

/// Longest wait that a server may ask for: a wrong `retry-after` must not silence a till for a day.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

/// Counts failures in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Notes a success: the next failure waits shortly again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// Failures in a row.
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Notes a failure and says how long to wait. `random` is any uniformly distributed number; `retry_after` is the
    /// server's wish, which is never undercut.
    pub fn next(&mut self, random: u64, retry_after: Option<Duration>) -> Duration {
        self.next_within(CEILING, random, retry_after)
    }

    /// The same with a lower limit than [`CEILING`], for a failure that is cheap to ask about again.
    pub fn next_within(
        &mut self,
        ceiling: Duration,
        random: u64,
        retry_after: Option<Duration>,
    ) -> Duration {
        self.failures = self.failures.saturating_add(1);
        let doubled = FLOOR.saturating_mul(1_u32 << self.failures.min(16));
        let limit = doubled.min(ceiling).max(FLOOR);
        let span = u64::try_from((limit - FLOOR).as_millis()).unwrap_or(u64::MAX);
        let wait = FLOOR + Duration::from_millis(random % (span + 1));
        retry_after.map_or(wait, |wish| wait.max(wish.min(LONGEST_RETRY_AFTER)))
    }
}

/// Spreads the first contact after a start over `limit`, so that a shop's tills switched on together do not call together.
pub fn start_delay(random: u64, limit: Duration) -> Duration {
    let span = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(random.checked_rem(span).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::*;

    #[test]
    fn waits_grow_to_the_ceiling_and_start_again_after_a_success() {
        let mut backoff = Backoff::default();
        let longest: Vec<u64> = (0..12)
            .map(|_| {
                let span = FLOOR
                    .saturating_mul(1 << (backoff.failures() + 1).min(16))
                    .min(CEILING)
                    - FLOOR;
                backoff
                    .next(u64::try_from(span.as_millis()).unwrap(), None)
                    .as_secs()
            })
            .collect();
        assert_eq!(longest, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]);
        backoff.reset();
        assert!(backoff.next(u64::MAX, None) <= Duration::from_secs(2));
    }

    #[test]
    fn the_servers_wish_is_kept_within_reason() {
        let mut backoff = Backoff::default();
        assert_eq!(
            backoff.next(0, Some(Duration::from_secs(90))),
            Duration::from_secs(90)
        );
        assert_eq!(
            backoff.next(0, Some(Duration::from_secs(1_000_000))),
            LONGEST_RETRY_AFTER
        );
    }

    proptest! {
        #[test]
        fn a_wait_is_never_outside_its_limits(randoms in proptest::collection::vec(any::<u64>(), 1..40)) {
            let mut backoff = Backoff::default();
            for random in randoms {
                let wait = backoff.next(random, None);
                prop_assert!((FLOOR..=CEILING).contains(&wait));
            }
        }

        #[test]
        fn a_start_is_within_its_limit(random: u64, limit in 0_u64..60_000) {
            let delay = start_delay(random, Duration::from_millis(limit));
            prop_assert!(delay.is_zero() || delay < Duration::from_millis(limit));
        }
    }
}
