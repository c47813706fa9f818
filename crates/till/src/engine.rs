//! What all rooms of the engine share: the database, the clock, who is signed in, and the way out for events.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::JoinHandle;

use bezmen_contract::till::{Approval, Event};
use bezmen_domain::id::PersonId;
use bezmen_domain::locale::Locale;
use rusqlite::Connection;
use tokio::sync::{broadcast, watch};

use crate::clock::{Clock, Entropy};
use crate::desk::{Approver, Desk};
use crate::hooks::{ScaleReader, SyncControl};
use crate::refusal::Refusal;
use crate::store::{self, PersonRecord, Store};
use crate::{people, settings};

/// Events kept for a screen that is slow to take them; a screen that lags further reads everything anew.
const EVENTS_KEPT: usize = 256;

/// The state of a running till.
pub struct Engine {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) data_dir: PathBuf,
    /// The company as it was read last.
    pub(crate) company: crate::shop::Company,
    pub(crate) events: broadcast::Sender<Event>,
    /// Held from before something is read or committed until the screens are told of it.
    telling: Mutex<()>,
    /// The version of the ticket that was shown last.
    ticket_version: AtomicU64,
    /// Counts commits that added operations; the sync worker sleeps on it.
    pub(crate) log_grew: watch::Sender<u64>,
    /// Counts commits that added print jobs; the printing worker sleeps on it.
    pub(crate) queue_grew: watch::Sender<u64>,
    /// One PIN is checked at a time, so that guesses cannot run side by side.
    pub(crate) pin_gate: Mutex<()>,
    signed_in: Mutex<Option<PersonId>>,
    pub(crate) sync: OnceLock<Arc<dyn SyncControl>>,
    pub(crate) scale: Mutex<Option<Arc<dyn ScaleReader>>>,
    /// The printer as the worker and the bench share it.
    pub(crate) station: Arc<crate::printing::Station>,
    /// The label printer as its worker and the bench share it.
    pub(crate) label_station: Arc<crate::printing::Station>,
    /// Goods on their way to the label scale, or how the last sending ended.
    pub(crate) plu_send: crate::label_scale::Sending,
    /// What the till's own scanner has read.
    pub(crate) reads: crate::reads::Reads,
    /// What the buyer sees.
    pub(crate) buyer: crate::buyer::Buyer,
    /// The customer display as the worker and the bench share it.
    pub(crate) display: crate::displaying::DisplayDesk,
    /// The search for a scale that a technician began last.
    pub(crate) detection: Mutex<Option<crate::bench::Detection>>,
    trouble: Mutex<String>,
    backups: Mutex<Vec<JoinHandle<()>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("data_dir", &self.data_dir)
            .finish_non_exhaustive()
    }
}

impl Engine {
    pub(crate) fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        data_dir: PathBuf,
    ) -> Self {
        Self {
            store,
            clock,
            entropy,
            data_dir,
            company: crate::shop::Company::default(),
            events: broadcast::Sender::new(EVENTS_KEPT),
            telling: Mutex::new(()),
            ticket_version: AtomicU64::new(0),
            log_grew: watch::Sender::new(0),
            queue_grew: watch::Sender::new(0),
            pin_gate: Mutex::new(()),
            signed_in: Mutex::new(None),
            sync: OnceLock::new(),
            scale: Mutex::new(None),
            station: Arc::default(),
            label_station: Arc::default(),
            plu_send: crate::label_scale::Sending::default(),
            reads: crate::reads::Reads::default(),
            buyer: crate::buyer::Buyer::default(),
            display: crate::displaying::DisplayDesk::default(),
            detection: Mutex::new(None),
            trouble: Mutex::new(String::new()),
            backups: Mutex::new(Vec::new()),
        }
    }

    /// Ten random bytes for an id.
    pub(crate) fn random(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        self.entropy.fill(&mut bytes);
        bytes
    }

    /// Runs work at the desk: one transaction, then what follows from it (events, wake-ups), only after the commit.
    pub(crate) fn write<T>(
        self: &Arc<Self>,
        approval: Option<Approval>,
        work: impl FnOnce(&mut Desk<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let approver = match approval {
            Some(approval) => Some(self.approver(approval)?),
            None => None,
        };
        let outcome = self.store.write(|transaction| {
            let mut desk = Desk::open(transaction, self, approver)?;
            let answer = work(&mut desk)?;
            let turn = self.turn_to_tell();
            Ok((answer, desk.finish(), turn))
        });
        let outcome = outcome.map(|(answer, mut effects, _turn)| {
            if let Some(paid) = effects.paid {
                self.buyer.sold(paid);
            }
            for event in effects.events.drain(..) {
                self.emit(event);
            }
            (answer, effects)
        });
        self.note_trouble(&outcome);
        let (answer, effects) = outcome?;
        if effects.ops > 0 {
            self.log_grew.send_modify(|count| *count += 1);
        }
        if effects.print_jobs > 0 {
            self.queue_grew.send_modify(|count| *count += 1);
        }
        Ok(answer)
    }

    fn approver(self: &Arc<Self>, approval: Approval) -> Result<Approver, Refusal> {
        if approval.reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let person = people::check_pin(self, approval.person_id, &approval.pin)?;
        Ok(Approver {
            person,
            reason: approval.reason,
        })
    }

    /// Takes the turn to tell the screens how something is. Whoever reads or commits it under their turn and tells it before
    /// the turn ends, tells it in the order of what happened: a screen shows what it heard last.
    pub(crate) fn turn_to_tell(&self) -> MutexGuard<'_, ()> {
        lock(&self.telling)
    }

    /// The version of another view of the ticket; to be asked for inside the transaction that the view is of.
    pub(crate) fn next_ticket_version(&self) -> u64 {
        self.ticket_version.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Tells the screens. Nobody listening is no fault.
    pub(crate) fn emit(&self, event: Event) {
        self.buyer.hear(&event);
        let _ = self.events.send(event);
    }

    pub(crate) fn signed_in(&self) -> Option<PersonId> {
        *lock(&self.signed_in)
    }

    /// Who is signed in and still works here.
    pub(crate) fn person(&self, connection: &Connection) -> Result<PersonRecord, Refusal> {
        let id = self.signed_in().ok_or(Refusal::SignInRequired)?;
        store::get_person(connection, id)?.ok_or(Refusal::SignInRequired)
    }

    pub(crate) fn set_signed_in(&self, person: Option<PersonId>) {
        *lock(&self.signed_in) = person;
    }

    /// Signs out whoever works here no longer; to be called when people have changed.
    pub(crate) fn sign_out_who_left(&self) -> Result<(), Refusal> {
        let Some(id) = self.signed_in() else {
            return Ok(());
        };
        if self
            .store
            .read(|connection| store::get_person(connection, id))?
            .is_none()
        {
            self.set_signed_in(None);
        }
        Ok(())
    }

    pub(crate) fn trouble(&self) -> String {
        lock(&self.trouble).clone()
    }

    /// A full disk stays on the screen until a write succeeds again.
    fn note_trouble<T>(&self, outcome: &Result<T, Refusal>) {
        let now = match outcome {
            Ok(_) => String::new(),
            Err(refusal) if refusal.code() == "DISK_FULL" => {
                crate::refusal::in_words(refusal, self.locale())
            }
            Err(_) => return,
        };
        let before = std::mem::replace(&mut *lock(&self.trouble), now.clone());
        if before != now
            && let Err(refusal) = crate::status::announce(self)
        {
            tracing::error!(error = %refusal, "the status could not be read");
        }
    }

    /// The language of the screens; Russian while the settings cannot be read.
    pub(crate) fn locale(&self) -> Locale {
        self.store
            .read(settings::current)
            .map_or(Locale::Ru, |settings| settings.locale)
    }

    pub(crate) fn scale_reader(&self) -> Option<Arc<dyn ScaleReader>> {
        lock(&self.scale).clone()
    }

    /// Remembers a backup under way, so that the till does not end in the middle of it.
    pub(crate) fn keep_backup(&self, backup: JoinHandle<()>) {
        let mut backups = lock(&self.backups);
        backups.retain(|backup| !backup.is_finished());
        backups.push(backup);
    }

    /// Waits for the backups under way.
    pub(crate) fn finish_backups(&self) {
        for backup in std::mem::take(&mut *lock(&self.backups)) {
            let _ = backup.join();
        }
    }
}

/// Locks; a panic elsewhere leaves these values whole, so the poison is passed over.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
