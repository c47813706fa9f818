//! When the worker tries again after a failure. A network that has healed is found soon, whatever it did before and however
//! long: from then on everything is sent and fetched within half a minute. A server that answers and refuses is left alone
//! for longer.

use std::time::Duration;

use bezmen_sync::backoff::Backoff;

use super::trouble::Trouble;

/// Longest wait while the server cannot be reached or something else answers in its place. With the time in which a round's
/// first question is given up it stays below half a minute; jitter spreads a chain's tills over it, and the question is a
/// small one.
pub(super) const LONGEST_OFFLINE: Duration = Duration::from_secs(15);

/// The first question of a round after a failure is a small one: an answer that takes longer is none.
pub(super) const FIRST_ANSWER_WITHIN: Duration = Duration::from_secs(8);

/// A revoked till asks seldom: only another pairing can change its lot.
const REVOKED_EVERY: Duration = Duration::from_secs(300);

/// Counts failures in a row and says how long to wait after each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Patience {
    backoff: Backoff,
}

impl Patience {
    /// Notes a success.
    pub(super) fn reset(&mut self) {
        self.backoff.reset();
    }

    /// Whether the last round failed.
    pub(super) fn is_tried(&self) -> bool {
        self.backoff.failures() > 0
    }

    /// Notes a failure and says how long to wait. `random` is any uniformly distributed number.
    pub(super) fn wait_after(&mut self, trouble: &Trouble, random: u64) -> Duration {
        match trouble {
            Trouble::Revoked => REVOKED_EVERY,
            Trouble::Offline(_)
            | Trouble::NobodyAnswers(_)
            | Trouble::Rubbish(_)
            | Trouble::Busy(None) => self.backoff.next_within(LONGEST_OFFLINE, random, None),
            Trouble::Busy(wish) => self.backoff.next(random, *wish),
            Trouble::NotPaired
            | Trouble::Unknown
            | Trouble::Gone
            | Trouble::TooLarge
            | Trouble::Refused(_)
            | Trouble::LogDamaged(_)
            | Trouble::DoesNotAddUp(_)
            | Trouble::Stays(_)
            | Trouble::BadAddress(_)
            | Trouble::Store(_)
            | Trouble::File(_) => self.backoff.next(random, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Entropy, SeededEntropy};
    use crate::sync::SyncOptions;

    /// A network healed: the outbox is empty and the cursors are at the head within this.
    const HEALED_WITHIN: Duration = Duration::from_secs(30);

    /// A round over a slow line.
    const ROUND: Duration = Duration::from_secs(3);

    struct Chance(SeededEntropy);

    impl Chance {
        fn any(&self) -> u64 {
            let mut bytes = [0; 8];
            self.0.fill(&mut bytes);
            u64::from_le_bytes(bytes)
        }

        fn below(&self, limit: Duration) -> Duration {
            let span = u64::try_from(limit.as_millis()).unwrap();
            Duration::from_millis(self.any() % (span + 1))
        }

        /// What a broken network does to a question, and how long it takes to be seen.
        fn trouble(&self) -> (Trouble, Duration) {
            match self.any() % 4 {
                0 => (Trouble::Offline(String::new()), Duration::ZERO),
                1 => (Trouble::Rubbish(String::new()), Duration::from_millis(50)),
                2 => (Trouble::Busy(None), Duration::from_millis(50)),
                _ => (Trouble::Offline(String::new()), FIRST_ANSWER_WITHIN),
            }
        }
    }

    /// Plays an outage in virtual time; answers how long after its end everything is level, and the waits on the way.
    fn outage(seed: u64) -> (Duration, Vec<Duration>) {
        let (chance, options) = (Chance(SeededEntropy::new(seed)), SyncOptions::default());
        // From a second to some three hours, as many short ones as long ones.
        let healed = chance.below(Duration::from_secs(1 << (1 + chance.any() % 13)));
        let mut patience = Patience::default();
        let mut waits = Vec::new();
        // The line broke in the middle of a round, whose silence is heard at the latest now.
        let mut now = chance.below(options.silence);
        let (mut trouble, _) = chance.trouble();
        loop {
            let wait = patience.wait_after(&trouble, chance.any());
            waits.push(wait);
            now += wait;
            if now >= healed {
                return ((now + ROUND).saturating_sub(healed), waits);
            }
            let (next, seen_after) = chance.trouble();
            (trouble, now) = (next, now + seen_after);
        }
    }

    #[test]
    fn i10_a_healed_network_is_level_within_half_a_minute_for_every_seed() {
        for seed in 0..20_000 {
            let (late, _) = outage(seed);
            assert!(late <= HEALED_WITHIN, "seed {seed}: {late:?}");
        }
    }

    #[test]
    fn waits_of_a_long_outage_are_spread_over_the_whole_limit() {
        let waits: Vec<Duration> = (0..500)
            .flat_map(|seed| outage(seed).1.into_iter().skip(4))
            .collect();
        let share = |from: u64, to: u64| {
            let within = |wait: &&Duration| {
                (Duration::from_secs(from)..Duration::from_secs(to)).contains(*wait)
            };
            waits.iter().filter(within).count() * 100 / waits.len()
        };
        assert!(waits.iter().all(|wait| *wait <= LONGEST_OFFLINE));
        for from in [1, 8] {
            assert!(
                (40..=60).contains(&share(from, from + 7)),
                "{}",
                share(from, from + 7)
            );
        }
    }

    #[test]
    fn a_server_that_names_a_time_or_refuses_is_left_alone_for_longer() {
        let mut patience = Patience::default();
        let busy = Trouble::Busy(Some(Duration::from_secs(90)));
        assert_eq!(patience.wait_after(&busy, 0), Duration::from_secs(90));
        for _ in 0..20 {
            patience.wait_after(&Trouble::LogDamaged(1), 0);
        }
        let longest = patience.wait_after(&Trouble::LogDamaged(1), 299_000);
        assert_eq!(longest, Duration::from_secs(300));
    }
}
