//! The sync worker: a thread of its own that pushes the log, follows the streams and pairs the till. Nothing that sells
//! waits for it: it holds the connection that writes for one short transaction at a time.

mod apply;
mod checkpoint;
mod company;
mod contact;
mod epoch;
mod hints;
mod http;
mod lost;
mod meanwhile;
mod options;
mod pairing;
mod patience;
mod prepared;
mod pulling;
mod pushing;
mod round;
mod singly;
mod snapshot;
mod staging;
mod token;
mod trouble;
mod worker;

use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::PairingView;
use bezmen_domain::locale::Locale;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;

pub(crate) use http::server_address;
pub use options::SyncOptions;
pub use round::Counts;
pub use trouble::Trouble;

use crate::engine::lock;
use crate::hooks::{SyncContact, SyncControl};
use crate::till::Till;
use contact::Contact;
use worker::{Command, Worker};

/// The handle of the worker. Dropping it stops the worker; what was not sent is sent after the next start.
pub struct SyncWorker {
    commands: UnboundedSender<Command>,
    contact: Arc<Contact>,
    pairing: Arc<Mutex<PairingView>>,
    stop: Arc<Notify>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl std::fmt::Debug for SyncWorker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SyncWorker").finish_non_exhaustive()
    }
}

impl SyncWorker {
    /// Starts the worker of a till and plugs it in. It ends with the till, or when it is stopped.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(till: &Till, options: SyncOptions) -> std::io::Result<Arc<Self>> {
        let engine = till.engine();
        let (commands, queue) = tokio::sync::mpsc::unbounded_channel();
        let contact = Arc::new(Contact::new(engine));
        let pairing = Arc::new(Mutex::new(pairing::idle()));
        let worker = Worker::new(
            Arc::downgrade(engine),
            options,
            Arc::clone(&contact),
            Arc::clone(&pairing),
            queue,
        );
        let log_grew = engine.log_grew.subscribe();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let stop = Arc::new(Notify::new());
        let stopped = Arc::clone(&stop);
        let work = async move {
            // What is under way is dropped at a stop: each of its transactions is whole by itself.
            tokio::select! {
                () = worker.run(log_grew) => {}
                () = stopped.notified() => {}
            }
        };
        let thread = std::thread::Builder::new()
            .name("bezmen-sync".to_owned())
            .spawn(move || runtime.block_on(tokio::task::LocalSet::new().run_until(work)))?;
        let worker = Arc::new(Self {
            commands,
            contact,
            pairing,
            stop,
            thread: Mutex::new(Some(thread)),
        });
        till.plug_sync(Arc::clone(&worker) as Arc<dyn SyncControl>);
        Ok(worker)
    }

    /// Pushes and pulls now until level, and says what was done.
    ///
    /// # Errors
    /// Says why the server and the till are not level, and what to do.
    pub fn sync_once(&self) -> Result<Counts, Failure> {
        self.ask(Command::Once)
    }

    /// Stops the worker and waits for it.
    pub fn stop(&self) {
        self.stop.notify_one();
        let thread = lock(&self.thread).take();
        if let Some(thread) =
            thread.filter(|thread| thread.thread().id() != std::thread::current().id())
        {
            let _ = thread.join();
        }
    }

    fn ask<T>(
        &self,
        command: impl FnOnce(mpsc::Sender<Result<T, Failure>>) -> Command,
    ) -> Result<T, Failure> {
        let (answer, answered) = mpsc::channel();
        let stopped = || closing(self.contact.locale());
        self.commands.send(command(answer)).map_err(|_| stopped())?;
        answered.recv().map_err(|_| stopped())?
    }
}

/// What a till that is ending answers.
pub fn closing(locale: Locale) -> Failure {
    let words = locale.pick(
        "Касса закрывается. Запустите её снова.",
        "The till is closing. Start it again.",
    );
    Failure::new("CLOSED", words)
}

impl Drop for SyncWorker {
    fn drop(&mut self) {
        self.stop();
    }
}

impl SyncControl for SyncWorker {
    fn start_pairing(
        &self,
        server_url: &str,
        device_name: &str,
        has_consent: bool,
    ) -> Result<PairingView, Failure> {
        let (server_url, device_name) = (server_url.to_owned(), device_name.to_owned());
        self.ask(|answer| Command::StartPairing {
            server_url,
            device_name,
            has_consent,
            answer,
        })
    }

    fn pairing(&self) -> PairingView {
        lock(&self.pairing).clone()
    }

    fn unpair(&self) -> Result<(), Failure> {
        self.ask(Command::Unpair)
    }

    fn sync_now(&self) {
        let _ = self.commands.send(Command::Now);
    }

    fn contact(&self) -> SyncContact {
        self.contact.view()
    }
}
