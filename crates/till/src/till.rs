//! The terminal engine as its skins see it: the window, the browser till, the command line, the tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{BuyerView, Event, Request, UnknownCall};
use bezmen_domain::barcode::RuleSet;
use bezmen_domain::id::PersonId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_domain::permission::Permission;
use serde_json::Value;
use tokio::sync::{broadcast, watch};

use crate::answer::{self, Answer, dispatch};
use crate::clock::{Clock, Entropy, SystemClock, SystemEntropy};
use crate::engine::{Engine, lock};
use crate::hooks::{ScaleReader, SyncControl};
use crate::printing::Station;
use crate::refusal::Refusal;
use crate::shop::Shop;
use crate::store::{OpenError, PersonRecord, Store, StoreError};
use crate::verify::{VerifyReport, verify};
use crate::{backup, people, status, store};

/// What a till is opened with.
#[derive(Clone)]
pub struct TillOptions {
    /// The folder that holds everything of this till.
    pub data_dir: PathBuf,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes random bytes.
    pub entropy: Arc<dyn Entropy>,
}

impl TillOptions {
    /// Options of a real till: the computer's clock and randomness.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        }
    }

    /// The same with another clock.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The same with other randomness.
    #[must_use]
    pub fn with_entropy(mut self, entropy: Arc<dyn Entropy>) -> Self {
        self.entropy = entropy;
        self
    }
}

impl std::fmt::Debug for TillOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TillOptions")
            .field("data_dir", &self.data_dir)
            .finish_non_exhaustive()
    }
}

/// A running till. Clones are the same till.
#[derive(Debug, Clone)]
pub struct Till {
    engine: Arc<Engine>,
}

impl Till {
    /// Opens the data folder and checks it.
    ///
    /// # Errors
    /// [`OpenError`] says what is wrong with the folder and what to do.
    pub fn open(options: TillOptions) -> Result<Self, OpenError> {
        let store = Store::open(&options.data_dir)?;
        let engine = Engine::new(store, options.clock, options.entropy, options.data_dir);
        Ok(Self {
            engine: Arc::new(engine),
        })
    }

    /// Answers a typed call.
    ///
    /// # Errors
    /// A failure in the language of the till that says what to do.
    pub fn ask<C: Answer>(&self, call: C) -> Result<C::Reply, Failure> {
        answer::ask(call, &self.engine).map_err(|refusal| self.fail(C::NAME, refusal))
    }

    /// Answers any call.
    ///
    /// # Errors
    /// A failure in the language of the till that says what to do.
    pub fn call(&self, request: Request) -> Result<Value, Failure> {
        let name = request.name();
        dispatch(request, &self.engine).map_err(|refusal| self.fail(name, refusal))
    }

    /// Answers a call by its name.
    ///
    /// # Errors
    /// A failure in the language of the till that says what to do.
    pub fn call_json(&self, name: &str, arguments: Value) -> Result<Value, Failure> {
        match Request::parse(name, arguments) {
            Ok(request) => self.call(request),
            Err(UnknownCall::Name(name)) => {
                Err(self.fail("unknown", Refusal::UnknownCall { detail: name }))
            }
            Err(error @ UnknownCall::Arguments { .. }) => Err(self.fail(
                name,
                Refusal::BadArguments {
                    detail: error.to_string(),
                },
            )),
        }
    }

    /// Answers a call by its name without holding up the asynchronous threads.
    ///
    /// # Errors
    /// A failure in the language of the till that says what to do.
    pub async fn call_json_async(&self, name: String, arguments: Value) -> Result<Value, Failure> {
        let till = self.clone();
        let answered = tokio::task::spawn_blocking(move || till.call_json(&name, arguments)).await;
        answered.unwrap_or_else(|_| Err(self.fail("panic", StoreError::Panicked.into())))
    }

    /// What the engine tells the screens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.engine.events.subscribe()
    }

    /// Tells the screens something; for the workers of scale, scanner, printer and sync.
    pub fn emit(&self, event: Event) {
        let _turn = self.engine.turn_to_tell();
        self.engine.emit(event);
    }

    /// What the buyer sees, now and after each change of it; kept by [`crate::Hardware`].
    pub fn buyer(&self) -> watch::Receiver<BuyerView> {
        self.engine.buyer.view()
    }

    /// The printer as the worker and the bench share it.
    pub(crate) fn station(&self) -> Arc<Station> {
        Arc::clone(&self.engine.station)
    }

    /// Tells the screens how the printer's and the sync lamps are now.
    pub fn announce_lamps(&self) {
        status::announce_lamps(&self.engine);
    }

    /// Tells the screens how everything is now: after pairing, after rows of the server were applied.
    pub fn announce_status(&self) {
        if let Err(refusal) = status::announce(&self.engine) {
            tracing::error!(error = %refusal, "the status could not be read");
        }
    }

    /// The database; for the sync and printing rooms.
    pub fn store(&self) -> &Store {
        &self.engine.store
    }

    /// The clock of this till.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.engine.clock
    }

    /// The randomness of this till.
    pub fn entropy(&self) -> &Arc<dyn Entropy> {
        &self.engine.entropy
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        &self.engine.data_dir
    }

    /// Changes whenever operations were added to the log.
    pub fn log_growth(&self) -> watch::Receiver<u64> {
        self.engine.log_grew.subscribe()
    }

    /// Changes whenever print jobs were added, retried, or the settings changed.
    pub fn print_queue_growth(&self) -> watch::Receiver<u64> {
        self.engine.queue_grew.subscribe()
    }

    /// Plugs in the network side, once.
    pub fn plug_sync(&self, sync: Arc<dyn SyncControl>) {
        if self.engine.sync.set(sync).is_err() {
            tracing::warn!("the network side is plugged in already; the first one stays");
        }
    }

    /// Plugs in the scale, or takes it out.
    pub fn plug_scale(&self, scale: Option<Arc<dyn ScaleReader>>) {
        *lock(&self.engine.scale) = scale;
    }

    /// The engine; for the rooms of this crate.
    pub(crate) fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// Adds everything up again and says what is wrong.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn verify(&self) -> Result<VerifyReport, Failure> {
        self.engine
            .store
            .read(verify)
            .map_err(|refusal| self.fail("verify", refusal))
    }

    /// Makes a dated backup in a folder, that of the settings when none is named.
    ///
    /// # Errors
    /// Says why there is none.
    pub fn back_up(&self, folder: Option<&Path>) -> Result<PathBuf, Failure> {
        backup::dated(&self.engine, folder).map_err(|refusal| self.fail("backup", refusal))
    }

    /// Copies the database into a file.
    ///
    /// # Errors
    /// Says why not.
    pub fn back_up_to(&self, file: &Path) -> Result<u64, Failure> {
        backup::to_file(&self.engine, file).map_err(|refusal| self.fail("backup", refusal))
    }

    /// The barcode rules in force.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn barcode_rules(&self) -> Result<RuleSet, Failure> {
        let read = self
            .engine
            .store
            .read(|connection| match store::get_identity(connection)? {
                Some(identity) => {
                    let shop = Shop::read(connection, &self.engine, &identity)?;
                    Ok(shop.barcode_rules().clone())
                }
                None => Ok(RuleSet::of_new_shop(Currency::RUB)),
            });
        read.map_err(|refusal: Refusal| self.fail("barcode_rules", refusal))
    }

    /// Signs somebody in without a PIN: for commands of the shell, where whoever runs them has the whole folder anyway.
    pub fn sign_in_from_the_shell(&self, person_id: PersonId) {
        self.engine.set_signed_in(Some(person_id));
    }

    /// Whether this is the person's PIN; for the shell, where wrong ones are not counted.
    pub fn is_pin_of(&self, person: &PersonRecord, pin: &str) -> bool {
        person
            .pin_hash
            .as_deref()
            .is_some_and(|hash| people::is_pin(pin, hash).unwrap_or(false))
    }

    /// The people of this till who may sell, by name.
    ///
    /// # Errors
    /// The database refuses.
    pub fn sellers(&self) -> Result<Vec<PersonRecord>, StoreError> {
        let staff = self.engine.store.read(store::staff)?;
        Ok(staff
            .into_iter()
            .map(|(person, _)| person)
            .filter(|person| person.role.may(Permission::Sell))
            .collect())
    }

    /// The language of the till; Russian until its company or its settings say otherwise.
    pub fn locale(&self) -> Locale {
        self.engine.locale()
    }

    /// Waits for backups under way. The database closes when the last clone is dropped.
    pub fn close(self) {
        self.engine.finish_backups();
    }

    /// Says a refusal in the till's language; what the person cannot mend goes to the log with a number to find it by.
    pub(crate) fn fail(&self, call: &str, refusal: Refusal) -> Failure {
        let mut failure = match &refusal {
            Refusal::Store(error) => {
                let id = hex(&self.engine.random());
                tracing::error!(call = call, correlation_id = %id, error = %error, "the database refused a call");
                let locale = self.engine.locale();
                Failure {
                    correlation_id: id,
                    ..refusal.failure(locale)
                }
            }
            _ => {
                let locale = self.engine.locale();
                refusal.failure(locale)
            }
        };
        if failure.message.is_empty() {
            failure.message.clone_from(&failure.code);
        }
        failure
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
