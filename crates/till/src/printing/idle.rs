//! What the worker does while nothing is to be printed: it asks the printer how it is.

use std::time::{Duration, Instant};

use bezmen_contract::till::{PrinterSettings, PrinterState};
use bezmen_domain::locale::Locale;

use super::look::{Patience, seen_of};
use super::setup::PrinterSetup;
use super::station::Station;
use super::worker::{Step, Worker};

impl Worker {
    /// Nothing is due. A printer that can tell is asked now and then how it is: one that was unplugged or has no paper
    /// left is known before the next customer pays.
    pub(super) fn idle(
        &mut self,
        settings: &PrinterSettings,
        setup: &PrinterSetup,
        locale: Locale,
    ) -> Step {
        let station = self.host.station();
        let every = self
            .pace
            .asks_every
            .filter(|_| setup.can_be_watched())
            .map(|every| station.pace(every));
        let is_same = self.asked.as_ref().is_some_and(|(of, _)| of == settings);
        if !is_same {
            self.asked = None;
            station.note(None);
        }
        let waits = every.map(|every| {
            let waited = self.asked.as_ref().map(|(_, at)| at.elapsed());
            every.saturating_sub(waited.unwrap_or(every))
        });
        // The bench talks to the printer itself and keeps what it learns.
        if waits == Some(Duration::ZERO)
            && let Some(turn) = station.take(&setup.place(), Duration::ZERO)
        {
            let seen = seen_of(&setup.look(Patience::Short), locale);
            drop(turn);
            station.note(Some(seen));
            self.asked = Some((settings.clone(), Instant::now()));
        }
        let (state, words) = station
            .seen()
            .map_or((PrinterState::Ready, String::new()), |seen| {
                (seen.state, seen.words)
            });
        self.show_lamp(state, 0, &words);
        Step::Idle(waits.map(|waits| {
            if waits.is_zero() {
                every.unwrap_or_default()
            } else {
                waits
            }
        }))
    }

    /// A job went out: what was wrong before is over, and there is no need to ask soon.
    pub(super) fn printed(&mut self, station: &Station) {
        if station
            .seen()
            .is_some_and(|seen| seen.state == PrinterState::Trouble)
        {
            station.note(None);
        }
        if let Some((_, asked_at)) = &mut self.asked {
            *asked_at = Instant::now();
        }
    }
}
