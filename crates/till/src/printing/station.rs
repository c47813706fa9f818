//! The printer as all who use it share it: one conversation at a time, and what it said of itself last.

use std::collections::HashSet;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bezmen_contract::till::PrinterState;
use tokio::sync::Notify;

/// How long somebody counts as looking after they asked how the devices are.
const LOOKED_AT_FOR: Duration = Duration::from_secs(5);

/// How often a printer is asked while somebody looks.
const WATCHED_EVERY: Duration = Duration::from_secs(2);

/// What the printer said of itself when nothing was being printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// How it is; [`PrinterState::Ready`] also when it never answers.
    pub state: PrinterState,
    /// What is the matter and what to do; empty when all is well.
    pub words: String,
    /// The level of the drawer's sensor, where the printer tells it.
    pub drawer_high: Option<bool>,
}

/// Shared by the worker that prints and the technician's bench.
#[derive(Debug, Default)]
pub struct Station {
    taken: Mutex<HashSet<String>>,
    freed: Condvar,
    seen: Mutex<Option<Seen>>,
    looked_at: Mutex<Option<Instant>>,
    bell: Notify,
}

/// The turn to talk to the printer at a place; it ends when this is dropped.
#[derive(Debug)]
pub struct PrinterTurn<'a> {
    station: &'a Station,
    place: String,
}

impl Drop for PrinterTurn<'_> {
    fn drop(&mut self) {
        hold(&self.station.taken).remove(&self.place);
        self.station.freed.notify_all();
    }
}

impl Station {
    /// Waits for the turn at a place; nothing when somebody else keeps it for longer than the limit.
    pub fn take(&self, place: &str, limit: Duration) -> Option<PrinterTurn<'_>> {
        let taken = hold(&self.taken);
        let (mut taken, _) = self
            .freed
            .wait_timeout_while(taken, limit, |taken| taken.contains(place))
            .unwrap_or_else(PoisonError::into_inner);
        taken.insert(place.to_owned()).then(|| PrinterTurn {
            station: self,
            place: place.to_owned(),
        })
    }

    /// What the printer of the settings said last; nothing while it was not asked.
    pub fn seen(&self) -> Option<Seen> {
        hold(&self.seen).clone()
    }

    /// Keeps what the printer of the settings said.
    pub fn note(&self, seen: Option<Seen>) {
        *hold(&self.seen) = seen;
    }

    /// Somebody looks at the devices: the printer is asked more often for a while.
    pub fn looked_at(&self) {
        let before = hold(&self.looked_at).replace(Instant::now());
        if before.is_none_or(|before| before.elapsed() > WATCHED_EVERY) {
            self.bell.notify_one();
        }
    }

    /// How long to wait between two questions when it is usually so long.
    pub(super) fn pace(&self, usual: Duration) -> Duration {
        let is_looked_at = hold(&self.looked_at).is_some_and(|at| at.elapsed() < LOOKED_AT_FOR);
        if is_looked_at {
            usual.min(WATCHED_EVERY)
        } else {
            usual
        }
    }

    /// Ends when somebody begins to look.
    pub(super) async fn rung(&self) {
        self.bell.notified().await;
    }
}

fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_by_one_at_a_time_and_other_places_are_free() {
        let station = Station::default();
        let turn = station.take("tcp:a:9100", Duration::ZERO).unwrap();
        assert!(station.take("tcp:a:9100", Duration::ZERO).is_none());
        assert!(station.take("tcp:b:9100", Duration::ZERO).is_some());
        drop(turn);
        assert!(station.take("tcp:a:9100", Duration::ZERO).is_some());
    }

    #[test]
    fn whoever_waits_goes_on_when_the_other_ends() {
        let station = Station::default();
        let turn = station.take("lp", Duration::ZERO).unwrap();
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| station.take("lp", Duration::from_secs(30)).is_some());
            drop(turn);
            assert!(waits.join().unwrap());
        });
    }
}
