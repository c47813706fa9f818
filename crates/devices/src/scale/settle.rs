//! Stability for protocols that do not say whether a weight rests.

use std::time::Duration;

use super::decimal::Decimal;
use super::reading::Reading;

/// How long the same weight must be shown before it counts as resting.
const REST: Duration = Duration::from_millis(600);

/// How often it must have been shown in that time: one number that is repeated late is no proof.
const TIMES: u32 = 3;

/// The longest pause between two of those; after a longer one the counting starts anew.
const PAUSE: Duration = Duration::from_millis(1_500);

/// Watches readings and says of those that do not know it whether they rest.
#[derive(Debug, Clone, Default)]
pub struct Settling {
    shown: Option<Run>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    weight: Decimal,
    since: Duration,
    last: Duration,
    times: u32,
}

impl Settling {
    /// Takes a reading that came at a time and gives it back, with its stability filled in when the protocol does not say.
    pub fn watch(&mut self, reading: Reading, at: Duration) -> Reading {
        if reading.stable.is_some() {
            self.shown = None;
            return reading;
        }
        let weight = Decimal::new(reading.raw, reading.exponent);
        let run = match self.shown {
            Some(run) if run.weight == weight && at.saturating_sub(run.last) <= PAUSE => Run {
                last: at,
                times: run.times.saturating_add(1),
                ..run
            },
            _ => Run {
                weight,
                since: at,
                last: at,
                times: 1,
            },
        };
        self.shown = Some(run);
        let rests = run.times >= TIMES && at.saturating_sub(run.since) >= REST;
        Reading {
            stable: Some(rests),
            ..reading
        }
    }

    /// Forgets what was shown: something other than a weight came, or the connection was made again.
    pub const fn forget(&mut self) {
        self.shown = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::reading::WeightUnit;

    fn shown(settling: &mut Settling, raw: i64, at_ms: u64) -> bool {
        let reading = Reading::plain(raw, -3, WeightUnit::Kilogram, None);
        settling
            .watch(reading, Duration::from_millis(at_ms))
            .stable
            .unwrap()
    }

    #[test]
    fn a_weight_rests_when_it_was_shown_often_and_long_enough() {
        let mut settling = Settling::default();
        assert!(!shown(&mut settling, 512, 0));
        assert!(!shown(&mut settling, 512, 300), "not long enough");
        assert!(shown(&mut settling, 512, 700));
        assert!(!shown(&mut settling, 513, 900), "another weight");
        assert!(!shown(&mut settling, 513, 1_000));
        assert!(!shown(&mut settling, 513, 1_100));
        assert!(shown(&mut settling, 513, 1_500));
        assert!(!shown(&mut settling, 513, 9_000), "nobody saw it meanwhile");
    }

    #[test]
    fn what_the_scale_says_itself_stands() {
        let mut settling = Settling::default();
        for at in [0, 1_000, 1_400, 2_000] {
            let reading = Reading::plain(1, 0, WeightUnit::Gram, Some(false));
            let watched = settling.watch(reading, Duration::from_millis(at));
            assert_eq!(watched.stable, Some(false));
        }
    }
}
