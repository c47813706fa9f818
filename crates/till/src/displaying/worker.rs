//! The thread that shows.

use std::time::{Duration, Instant};

use bezmen_contract::till::{BuyerMoment, BuyerView};
use bezmen_domain::locale::Locale;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::desk::{DisplayLink, Trial};
use super::model::display_view;
use super::way::{Outcome, Way};
use super::{DisplayHost, Wanted};

/// How often it looks whether the display is still there.
const TURN: Duration = Duration::from_millis(500);

/// How soon it tries again after a failure.
const RETRY: Duration = Duration::from_secs(1);

/// How often an idle display is told everything anew: one that was switched off and on cannot say so.
const REFRESH: Duration = Duration::from_secs(30);

/// How long a technician's text stands there.
const TRIAL_FOR: Duration = Duration::from_secs(5);

struct Worker<'a> {
    host: &'a dyn DisplayHost,
    wanted: Option<Wanted>,
    way: Option<Way>,
    /// Until when a technician's text stands there.
    trial_until: Option<Instant>,
    /// When it may be tried again after a failure.
    not_before: Option<Instant>,
    refreshed: Instant,
    was_idle: bool,
}

/// Shows until it is stopped or the till is gone.
pub(super) fn run(host: &dyn DisplayHost, runtime: &Runtime, mut stopped: watch::Receiver<bool>) {
    let (mut settings, mut buyer) = (host.settings_changed(), host.buyer());
    let mut worker = Worker {
        host,
        wanted: None,
        way: None,
        trial_until: None,
        not_before: None,
        refreshed: Instant::now(),
        was_idle: false,
    };
    host.desk().man(true);
    worker.follow();
    loop {
        let view = buyer.borrow_and_update().clone();
        worker.turn(&view);
        let is_over = runtime.block_on(async {
            tokio::select! {
                _ = stopped.changed() => true,
                changed = settings.changed() => {
                    worker.follow();
                    changed.is_err()
                }
                changed = buyer.changed() => changed.is_err(),
                () = host.desk().rung() => false,
                () = tokio::time::sleep(TURN) => false,
            }
        });
        if is_over {
            break;
        }
    }
    drop(worker);
    host.desk().man(false);
}

impl Worker<'_> {
    /// Looks at the settings; another display is connected to with the next view.
    fn follow(&mut self) {
        let wanted = match self.host.wanted() {
            Ok(wanted) => wanted,
            Err(error) => {
                tracing::error!(error = %error, "the display's settings cannot be read");
                return;
            }
        };
        if self.trial_until.is_none() && self.wanted.as_ref() == Some(&wanted) {
            return;
        }
        self.wanted = Some(wanted);
        self.take_own();
    }

    /// Goes to the display of the settings.
    fn take_own(&mut self) {
        self.trial_until = None;
        self.not_before = None;
        // The old connection ends before the new one begins: it may be the same port.
        self.way = None;
        let Some(wanted) = &self.wanted else { return };
        let link = match &wanted.display {
            None => DisplayLink::Absent,
            Some(display) => match Way::new(display, wanted.printer.as_ref(), wanted.locale) {
                Ok(way) => {
                    self.way = Some(way);
                    DisplayLink::Connecting
                }
                Err(words) => DisplayLink::Unusable(words),
            },
        };
        self.host.desk().show(link);
    }

    fn turn(&mut self, view: &BuyerView) {
        if let Some(trial) = self.host.desk().take_trial() {
            self.try_out(trial);
        }
        match self.trial_until {
            Some(until) if Instant::now() < until => return,
            Some(_) => self.take_own(),
            None => {}
        }
        if self.not_before.is_some_and(|then| Instant::now() < then) {
            return;
        }
        let is_idle = matches!(view.moment, BuyerMoment::Closed | BuyerMoment::Welcome);
        if is_idle && (!self.was_idle || self.refreshed.elapsed() >= REFRESH) {
            self.refreshed = Instant::now();
            if let Some(way) = &mut self.way {
                way.refresh();
            }
        }
        self.was_idle = is_idle;
        let (Some(way), Some(wanted)) = (&mut self.way, &self.wanted) else {
            return;
        };
        self.not_before = None;
        let shown = way.show(&display_view(view), &self.host.station(), wanted.locale);
        self.host.desk().show(match shown {
            Ok(Outcome::Shown(lines)) => DisplayLink::Shown(lines),
            Ok(Outcome::PrinterBusy) => DisplayLink::PrinterBusy,
            Err(words) => {
                self.not_before = Some(Instant::now() + RETRY);
                DisplayLink::Failed(words)
            }
        });
    }

    /// Shows a technician's text on the display that is being set up; the till's own is let go meanwhile.
    fn try_out(&mut self, trial: Trial) {
        self.way = None;
        let Some(wanted) = self.wanted.clone() else {
            return;
        };
        let station = self.host.station();
        let outcome = Way::new(&trial.display, wanted.printer.as_ref(), wanted.locale);
        let outcome = outcome.and_then(|mut way| {
            let shown = way.show(&trial.view, &station, wanted.locale)?;
            self.way = Some(way);
            match shown {
                Outcome::Shown(lines) => Ok(lines),
                Outcome::PrinterBusy => Err(busy(wanted.locale).to_owned()),
            }
        });
        if outcome.is_ok() {
            self.trial_until = Some(Instant::now() + TRIAL_FOR);
            self.host.desk().show(DisplayLink::OnTrial);
        } else {
            self.take_own();
        }
        // The bench may have stopped waiting.
        let _ = trial.answer.send(outcome);
    }
}

const fn busy(locale: Locale) -> &'static str {
    locale.pick(
        "Принтер печатает. Дождитесь его и попробуйте снова.",
        "The printer prints. Wait for it and try again.",
    )
}
