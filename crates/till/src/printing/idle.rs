//! What the worker does while nothing is to be printed: it asks the printer how it is.

use std::time::{Duration, Instant};

use bezmen_contract::till::PrinterState;
use bezmen_domain::locale::Locale;

use super::in_force::Printer;
use super::look::{Patience, seen_of};
use super::setup::PrinterSetup;
use super::station::Station;
use super::worker::{Step, Worker};

/// A printer that left its questions unanswered is asked so many times less often: a job must not wait for a silence again
/// and again.
const SILENT_LESS_OFTEN: u32 = 8;

/// The last time that a printer was asked how it is.
#[derive(Debug)]
pub(super) struct Asked {
    of: Printer,
    at: Instant,
    is_silent: bool,
}

impl Worker {
    /// Nothing is due. A printer that can tell is asked now and then how it is: one that was unplugged or has no paper
    /// left is known before the next customer pays.
    pub(super) fn idle(&mut self, printer: &Printer, setup: &PrinterSetup, locale: Locale) -> Step {
        let station = self.host.station();
        let every = self
            .pace
            .asks_every
            .filter(|_| setup.can_be_watched())
            .map(|every| {
                let is_silent = self.asked.as_ref().is_some_and(|asked| asked.is_silent);
                let less_often = if is_silent { SILENT_LESS_OFTEN } else { 1 };
                station.pace(every.saturating_mul(less_often))
            });
        let is_same = self
            .asked
            .as_ref()
            .is_some_and(|asked| asked.of == *printer);
        if !is_same {
            self.asked = None;
            station.note(None);
        }
        let waits = every.map(|every| {
            let waited = self.asked.as_ref().map(|asked| asked.at.elapsed());
            every.saturating_sub(waited.unwrap_or(every))
        });
        // The bench talks to the printer itself and keeps what it learns.
        if waits == Some(Duration::ZERO)
            && let Some(turn) = station.take(&setup.place(), Duration::ZERO)
        {
            let look = setup.look(Patience::Short);
            drop(turn);
            station.note(Some(seen_of(&look, locale)));
            self.asked = Some(Asked {
                of: printer.clone(),
                at: Instant::now(),
                is_silent: !setup.is_device_file()
                    && look.is_ok_and(|look| look.condition.is_unknown()),
            });
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
        if let Some(asked) = &mut self.asked {
            asked.at = Instant::now();
        }
    }
}
