//! A hybrid logical clock: the time of day that never goes backwards.

use serde::{Deserialize, Serialize};

/// A reading: 48 bits of milliseconds since 1970, then a counter of 16 bits. Readings order events across tills.
///
/// Source: Kulkarni et al., “Logical Physical Clocks”, 2014.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Hlc(i64);

const COUNTER_BITS: u32 = 16;

/// The latest time that fits: the year 6429. A later clock is read as this.
const MAX_MS: i64 = i64::MAX >> COUNTER_BITS;

impl Hlc {
    /// The reading before every other.
    pub const ZERO: Self = Self(0);

    /// Wraps a reading, such as one from a table.
    pub const fn from_raw(raw: i64) -> Self {
        Self(raw)
    }

    /// Returns the reading as it is stored.
    pub const fn raw(self) -> i64 {
        self.0
    }

    /// Returns the first reading of a millisecond; a time before 1970 reads as 1970.
    pub fn from_ms(ms: i64) -> Self {
        Self(ms.clamp(0, MAX_MS) << COUNTER_BITS)
    }

    /// Returns its milliseconds since 1970.
    pub const fn ms(self) -> i64 {
        self.0 >> COUNTER_BITS
    }

    /// Returns its counter within the millisecond.
    pub const fn counter(self) -> u16 {
        (self.0 & 0xffff) as u16
    }

    /// Returns the reading, or the latest one allowed: `limit_ms` keeps a till with a wrong clock from winning for ever.
    #[must_use]
    pub fn clamped_to(self, limit_ms: i64) -> Self {
        self.min(Self::from_ms(limit_ms))
    }
}

/// A clock that gives readings, each after all it has given or seen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HlcClock {
    last: Hlc,
}

impl HlcClock {
    /// Starts a clock that has given nothing yet.
    pub const fn new() -> Self {
        Self { last: Hlc::ZERO }
    }

    /// Goes on after the last reading that was stored.
    pub const fn after(last: Hlc) -> Self {
        Self { last }
    }

    /// Returns the last reading.
    pub const fn last(&self) -> Hlc {
        self.last
    }

    /// Gives the next reading. When the time has not advanced or went back, the counter does; a full counter goes on
    /// into the next millisecond.
    pub fn tick(&mut self, now_ms: i64) -> Hlc {
        self.last = Hlc::from_ms(now_ms).max(Hlc(self.last.0.saturating_add(1)));
        self.last
    }

    /// Gives the next reading after one that has been seen elsewhere.
    pub fn observe(&mut self, remote: Hlc, now_ms: i64) -> Hlc {
        self.last = self.last.max(remote);
        self.tick(now_ms)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_clock_set_back_goes_on_by_the_counter() {
        let mut clock = HlcClock::new();
        let first = clock.tick(1_000);
        let second = clock.tick(10);
        assert_eq!((first.ms(), first.counter()), (1_000, 0));
        assert_eq!((second.ms(), second.counter()), (1_000, 1));
        assert_eq!(clock.tick(1_001), Hlc::from_ms(1_001));
        let mut full = HlcClock::after(Hlc::from_raw((5 << 16) | 0xffff));
        assert_eq!(full.tick(5), Hlc::from_ms(6));
    }

    #[test]
    fn a_reading_of_the_future_is_clamped() {
        assert_eq!(Hlc::from_ms(2_000).clamped_to(1_500), Hlc::from_ms(1_500));
        assert_eq!(Hlc::from_ms(1_000).clamped_to(1_500), Hlc::from_ms(1_000));
        assert_eq!(Hlc::from_ms(-1), Hlc::ZERO);
        assert_eq!(serde_json::to_string(&Hlc::from_ms(1)).unwrap(), "65536");
    }

    proptest! {
        #[test]
        fn readings_always_grow_past_what_was_given_and_seen(
            steps in proptest::collection::vec((0_i64..5_000, proptest::option::of(0_i64..(5_000 << 16))), 1..200),
        ) {
            let mut clock = HlcClock::new();
            let mut highest = Hlc::ZERO;
            for (now_ms, remote) in steps {
                let reading = match remote.map(Hlc::from_raw) {
                    Some(remote) => {
                        highest = highest.max(remote);
                        clock.observe(remote, now_ms)
                    }
                    None => clock.tick(now_ms),
                };
                prop_assert!(reading > highest);
                prop_assert!(reading.ms() >= now_ms);
                highest = reading;
            }
        }
    }
}
