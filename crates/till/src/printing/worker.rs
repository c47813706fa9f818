//! The thread that prints.

mod fate;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bezmen_contract::till::{PrinterLamp, PrinterState};
use bezmen_devices::transport::Delivery;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;
use tokio::runtime::Runtime;
use tokio::sync::{Notify, watch};

use super::host::{Pace, PrintHost};
use super::idle::Asked;
use super::in_force::{InForce, Printer, Share};
use super::lamp::Lamp;
use super::queue::{self, Due, DueJob, Failed};
use super::setup::PrinterSetup;
use super::station::{PrinterTurn, Station};
use super::words::{absent, no_label_printer, queue_broken, too_late};
use crate::store::StoreError;
use crate::worker_thread;

/// What its thread is called.
const NAME: &str = "bezmen-printing";

/// How long the end of the till waits for the job that is being printed. A job that takes longer counts as cut short.
const LONGEST_END: Duration = Duration::from_secs(3);

/// How often a worker that waits for the bench looks whether the till ends.
const TURN: Duration = Duration::from_millis(250);

#[derive(Debug)]
struct Shared {
    lamp: Mutex<Lamp>,
    stopped: AtomicBool,
    bell: Notify,
}

/// The running worker. It stops when this is dropped, after the job it is at unless the printer hangs.
#[derive(Debug)]
pub struct Printing {
    shared: Arc<Shared>,
    /// Closes when the thread has ended.
    ended: Receiver<()>,
}

impl Printing {
    /// Puts right what a crash left behind and starts to print.
    ///
    /// # Errors
    /// The database refuses, or the system gives no thread.
    pub fn start(host: Arc<dyn PrintHost>, pace: Pace) -> Result<Self, StoreError> {
        let now_ms = host.now_ms();
        let InForce { share, locale, .. } =
            host.store().read(|connection| host.printer(connection))?;
        let recovered = host
            .store()
            .write(move |transaction| queue::recover(transaction, share, now_ms, locale))?;
        if recovered > 0 {
            tracing::warn!(
                print_jobs = recovered,
                "jobs were cut short by the last stop; they are printed again as copies"
            );
        }
        let runtime = worker_thread::runtime(NAME)?;
        let shared = Arc::new(Shared {
            lamp: Mutex::new(Lamp::new()),
            stopped: AtomicBool::new(false),
            bell: Notify::new(),
        });
        let grew = host.queue_grew();
        let worker = Worker {
            shared: Arc::clone(&shared),
            host,
            runtime,
            grew,
            pace,
            share,
            locale,
            failures: 0,
            break_offs: HashMap::new(),
            asked: None,
        };
        let (ends, ended) = channel();
        let run = move || {
            worker.run();
            drop(ends);
        };
        worker_thread::spawn(NAME, run)?;
        Ok(Self { shared, ended })
    }

    /// The lamp as it is now.
    pub fn lamp(&self) -> PrinterLamp {
        self.shared.lamp().shown()
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
        self.shared.bell.notify_one();
        if let Err(RecvTimeoutError::Timeout) = self.ended.recv_timeout(LONGEST_END) {
            tracing::warn!(
                "the printer holds up the end of the till; the job it is at is printed again as a copy"
            );
        }
    }
}

impl Shared {
    fn lamp(&self) -> MutexGuard<'_, Lamp> {
        self.lamp.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// What is next.
pub(super) enum Step {
    /// Nothing is due: sleep until woken, or until the printer is asked again how it is.
    Idle(Option<Duration>),
    /// A job went out: look for the next one at once.
    Again,
    /// A job failed: pause.
    Pause,
}

pub(super) struct Worker {
    shared: Arc<Shared>,
    pub(super) host: Arc<dyn PrintHost>,
    runtime: Runtime,
    grew: watch::Receiver<u64>,
    pub(super) pace: Pace,
    /// The jobs of the printer in force.
    share: Share,
    /// The language of the screens when they were last asked for it.
    locale: Locale,
    failures: u32,
    /// How often a job broke off with a part of it perhaps on paper.
    break_offs: HashMap<PrintJobId, u32>,
    /// The last time that the printer was asked how it is.
    pub(super) asked: Option<Asked>,
}

impl Worker {
    fn run(mut self) {
        while !self.shared.stopped() {
            self.grew.mark_unchanged();
            let station = self.host.station();
            let (pause, idle) = match self.step() {
                Ok(Step::Again) => continue,
                Ok(Step::Idle(pause)) => (pause, Some(station)),
                Ok(Step::Pause) => (Some(self.pause()), None),
                Err(error) => {
                    self.failures = self.failures.saturating_add(1);
                    tracing::error!(error = %error, "the print queue cannot be read or written");
                    let waiting = self.shared.lamp().shown().waiting;
                    self.show_lamp(PrinterState::Trouble, waiting, queue_broken(self.locale));
                    (Some(self.pause()), None)
                }
            };
            self.sleep(pause, idle.as_deref());
        }
    }

    /// Sleeps until something changes, it is told to stop, or the pause is over; while idle, also until somebody begins
    /// to look at the devices.
    fn sleep(&mut self, pause: Option<Duration>, idle: Option<&Station>) {
        let Self {
            shared,
            runtime,
            grew,
            ..
        } = self;
        runtime.block_on(async {
            let pause_is_over = async {
                match pause {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => std::future::pending().await,
                }
            };
            let somebody_looks = async {
                match idle {
                    Some(station) => station.rung().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                changed = grew.changed() => if changed.is_err() {
                    // The till is gone.
                    shared.stopped.store(true, Ordering::Relaxed);
                },
                () = shared.bell.notified() => {}
                () = pause_is_over => {}
                () = somebody_looks => {}
            }
        });
    }

    fn pause(&self) -> Duration {
        let doublings = self.failures.saturating_sub(1).min(16);
        self.pace
            .first_pause
            .saturating_mul(1 << doublings)
            .min(self.pace.longest_pause)
    }

    fn step(&mut self) -> Result<Step, StoreError> {
        let in_force = self.in_force()?;
        let (share, locale) = (in_force.share, in_force.locale);
        (self.share, self.locale) = (share, locale);
        let Some(printer) = &in_force.printer else {
            let reason = match share {
                Share::Labels => no_label_printer(locale),
                Share::Receipts | Share::All | Share::Nothing => absent(locale),
            };
            return self.without_printer(&in_force, reason, PrinterState::Absent);
        };
        let setup = match PrinterSetup::of(printer, self.pace.limits) {
            Ok(setup) => setup,
            Err(error) => {
                let reason = error.words(locale);
                return self.without_printer(&in_force, &reason, PrinterState::Trouble);
            }
        };
        let now_ms = self.host.now_ms();
        let due = self.host.store().read(|connection| {
            queue::next_due(connection, share, now_ms, |id| self.is_given_up(id))
        })?;
        match due {
            Some(Due::Job(job)) => self.print(printer, &setup, &job, locale),
            Some(Due::Unreadable(id)) => Ok(self.pass_over(id, locale)),
            None => {
                self.failures = 0;
                Ok(self.idle(printer, &setup, locale))
            }
        }
    }

    /// Waits until nobody else talks to the printer; nothing when the till ends first.
    fn turn<'a>(&self, station: &'a Station, setup: &PrinterSetup) -> Option<PrinterTurn<'a>> {
        let place = setup.place();
        while !self.shared.stopped() {
            if let Some(turn) = station.take(&place, TURN) {
                return Some(turn);
            }
        }
        None
    }

    fn in_force(&self) -> Result<InForce, StoreError> {
        let host = &self.host;
        host.store().read(|connection| host.printer(connection))
    }

    /// Gives up the jobs of a printer that is not there or cannot be used, unless the settings have changed meanwhile.
    fn without_printer(
        &self,
        seen: &InForce,
        reason: &str,
        state: PrinterState,
    ) -> Result<Step, StoreError> {
        let is_so = self.host.store().write(|transaction| {
            let is_so = self.host.printer(transaction)? == *seen;
            if is_so {
                queue::fail_all_queued(transaction, seen.share, reason)?;
            }
            Ok::<_, StoreError>(is_so)
        })?;
        if !is_so {
            return Ok(Step::Again);
        }
        let hint = if state == PrinterState::Absent {
            ""
        } else {
            reason
        };
        self.show_lamp(state, 0, hint);
        Ok(Step::Idle(None))
    }

    fn print(
        &mut self,
        printer: &Printer,
        setup: &PrinterSetup,
        job: &DueJob,
        locale: Locale,
    ) -> Result<Step, StoreError> {
        let station = self.host.station();
        let Some(_turn) = self.turn(&station, setup) else {
            return Ok(Step::Again);
        };
        // Whoever had the turn may have saved another profile or another place meanwhile.
        if self.in_force()?.printer.as_ref() != Some(printer) {
            return Ok(Step::Again);
        }
        let kick = job.kicks_at(self.host.now_ms());
        let id = job.id;
        let bytes = match setup.job_bytes(&job.document, job.is_copy, kick) {
            Ok(bytes) => bytes,
            Err(error) => {
                // Another try would end the same way: it waits for whoever corrects the settings.
                let failed = Failed {
                    reason: error.words(locale),
                    may_have_printed: true,
                };
                self.settle(move |connection| queue::mark_failed(connection, id, &failed));
                return Ok(Step::Again);
            }
        };
        if bytes.is_empty() {
            // A drawer alone, and too late or without a drawer: there is nothing to do any more.
            let remark = if job.kick_drawer && !kick {
                too_late(locale)
            } else {
                ""
            };
            return self.done(job, remark);
        }
        // After a failure the lamp stays on trouble until a job got through, so that it does not flicker. Nothing that can
        // fail stands between the mark and the bytes: a job that is marked and not sent would wait for the next start.
        if self.failures == 0 {
            self.show(PrinterState::Printing, "")?;
        }
        let waited = self
            .host
            .store()
            .write(move |transaction| queue::mark_sending(transaction, id))?;
        if !waited {
            return Ok(Step::Again);
        }
        match setup.send(&bytes) {
            Ok(delivery) => {
                tracing::info!(print_job.id = %id, print_job.confirmed = (delivery == Delivery::Confirmed), "printed");
                self.failures = 0;
                self.break_offs.remove(&id);
                self.printed(&station);
                self.done(job, "")
            }
            Err(error) => self.failed(setup, job, &error, locale),
        }
    }

    fn show(&self, state: PrinterState, hint: &str) -> Result<(), StoreError> {
        let (now_ms, share) = (self.host.now_ms(), self.share);
        let waiting = self
            .host
            .store()
            .read(|connection| queue::count_due(connection, share, now_ms))?;
        self.show_lamp(state, waiting, hint);
        Ok(())
    }

    pub(super) fn show_lamp(&self, state: PrinterState, waiting: u32, hint: &str) {
        let changed = self.shared.lamp().show(state, waiting, hint);
        if let Some(lamp) = changed {
            self.host.lamp_changed(lamp);
        }
    }
}
