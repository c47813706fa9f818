//! The worker's loop: what wakes it, and what it does then.

use std::sync::{Arc, Mutex, Weak, mpsc};
use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{PairingState, PairingView, SyncState};
use bezmen_contract::wire::{Hint, Stream};
use bezmen_sync::backoff::start_delay;
use tokio::sync::mpsc::{Receiver, UnboundedReceiver, channel};
use tokio::sync::watch;
use tokio::task::{AbortHandle, spawn_local};
use tokio::time::{Instant, sleep_until};

use super::checkpoint;
use super::contact::Contact;
use super::http::{self, Server};
use super::meanwhile::Rests;
use super::options::SyncOptions;
use super::pairing::{self, Pairing};
use super::patience::Patience;
use super::round::{self, Counts, Scope};
use super::trouble::Trouble;
use super::{hints, staging, token};
use crate::engine::{Engine, lock};
use crate::store;

/// What the worker is asked.
pub(super) enum Command {
    Now,
    Once(mpsc::Sender<Result<Counts, Failure>>),
    StartPairing {
        server_url: String,
        device_name: String,
        has_consent: bool,
        answer: mpsc::Sender<Result<PairingView, Failure>>,
    },
    Unpair(mpsc::Sender<Result<(), Failure>>),
}

/// A sale or a hint cuts a wait after failures short when the last try is this long ago.
const RETRY_ON_SALE: Duration = Duration::from_secs(15);

/// What woke the worker.
enum Woken {
    Asked(Command),
    LogGrew,
    Hinted(Hint),
    /// A round is due.
    Time,
    /// The server is to be asked what became of the pairing.
    PollTime,
    Over,
}

pub(super) struct Worker {
    engine: Weak<Engine>,
    options: SyncOptions,
    contact: Arc<Contact>,
    /// How the pairing goes, for the screens.
    shown: Arc<Mutex<PairingView>>,
    commands: UnboundedReceiver<Command>,
    client: Option<reqwest::Client>,
    patience: Patience,
    pairing: Option<Pairing>,
    was_thorough: bool,
    next: Instant,
    next_poll: Instant,
    tried: Instant,
    hints: Receiver<Hint>,
    listening: Option<(String, AbortHandle)>,
}

impl Worker {
    pub(super) fn new(
        engine: Weak<Engine>,
        options: SyncOptions,
        contact: Arc<Contact>,
        shown: Arc<Mutex<PairingView>>,
        commands: UnboundedReceiver<Command>,
    ) -> Self {
        let (_, hints) = channel(1);
        Self {
            engine,
            options,
            contact,
            shown,
            commands,
            client: None,
            patience: Patience::default(),
            pairing: None,
            was_thorough: false,
            next: Instant::now(),
            next_poll: Instant::now(),
            tried: Instant::now(),
            hints,
            listening: None,
        }
    }

    pub(super) async fn run(mut self, mut log_grew: watch::Receiver<u64>) {
        let random = self.engine.upgrade().map_or(0, |engine| random(&engine));
        self.plan(start_delay(random, self.options.start_within));
        self.clear_up().await;
        loop {
            let woken = self.wait(&mut log_grew).await;
            let Some(engine) = self.engine.upgrade() else {
                return;
            };
            match woken {
                Woken::Over => return,
                Woken::Asked(command) => self.obey(&engine, command).await,
                Woken::LogGrew | Woken::Hinted(_) if !self.options.by_itself => {}
                // While the server does not answer, a sale tries it again, but not every sale.
                Woken::LogGrew | Woken::Hinted(_)
                    if self.patience.is_tried() && self.tried.elapsed() < RETRY_ON_SALE => {}
                Woken::LogGrew => self.round_and_plan(&engine, Scope::Quick).await,
                Woken::Hinted(hint) => {
                    if self.is_news(&engine, hint) {
                        self.round_and_plan(&engine, Scope::Quick).await;
                    }
                }
                Woken::PollTime => self.poll_pairing(&engine).await,
                Woken::Time => {
                    let scope = if self.was_thorough {
                        Scope::Whole
                    } else {
                        Scope::Thorough
                    };
                    self.round_and_plan(&engine, scope).await;
                }
            }
        }
    }

    /// Brings to its end what the program was at when it died; that needs no server.
    async fn clear_up(&self) {
        let Some(engine) = self.engine.upgrade() else {
            return;
        };
        for stream in Stream::ALL {
            if let Err(error) = checkpoint::settle(&engine, stream, &mut Rests).await {
                tracing::error!(error = %error, "what is left of a change cannot be cleared up yet");
            }
        }
    }

    async fn wait(&mut self, log_grew: &mut watch::Receiver<u64>) -> Woken {
        tokio::select! {
            biased;
            command = self.commands.recv() => command.map_or(Woken::Over, Woken::Asked),
            changed = log_grew.changed() => if changed.is_ok() { Woken::LogGrew } else { Woken::Over },
            Some(hint) = self.hints.recv() => Woken::Hinted(hint),
            () = sleep_until(self.next), if self.options.by_itself => Woken::Time,
            () = sleep_until(self.next_poll), if self.is_waiting_for_owner() => Woken::PollTime,
        }
    }

    fn is_waiting_for_owner(&self) -> bool {
        self.pairing
            .as_ref()
            .is_some_and(|pairing| pairing.view.state == PairingState::Waiting)
    }

    /// A hint about what is here already is the echo of an own push.
    fn is_news(&self, engine: &Arc<Engine>, hint: Hint) -> bool {
        let cursor = engine
            .store
            .read(|connection| staging::cursor(connection, hint.stream));
        cursor.is_ok_and(|cursor| cursor.is_none_or(|cursor| cursor < hint.rev))
    }

    async fn obey(&mut self, engine: &Arc<Engine>, command: Command) {
        let locale = engine.locale();
        match command {
            Command::Now => self.round_and_plan(engine, Scope::Whole).await,
            Command::Once(answer) => {
                let counts = self.round(engine, Scope::Thorough).await;
                let _ = answer.send(counts.map_err(|trouble| trouble.failure(locale)));
            }
            Command::StartPairing {
                server_url,
                device_name,
                has_consent,
                answer,
            } => {
                let started = self
                    .start_pairing(engine, &server_url, &device_name, has_consent)
                    .await;
                let _ = answer.send(started.map_err(|trouble| trouble.failure(locale)));
            }
            Command::Unpair(answer) => {
                let left = pairing::unpair(engine);
                if left.is_ok() {
                    self.stop_listening();
                    self.show_pairing(None);
                    self.contact.goes(SyncState::Unpaired);
                }
                let _ = answer.send(left.map_err(|trouble| trouble.failure(locale)));
            }
        }
    }

    async fn start_pairing(
        &mut self,
        engine: &Arc<Engine>,
        server_url: &str,
        device_name: &str,
        has_consent: bool,
    ) -> Result<PairingView, Trouble> {
        let server = self.server(engine, http::server_address(server_url)?, String::new())?;
        let pairing = pairing::start(engine, &server, device_name, has_consent).await?;
        let view = pairing.view.clone();
        self.plan_poll(&pairing);
        self.show_pairing(Some(pairing));
        Ok(view)
    }

    /// Asks the server what the owner did. While it does not answer, the code may still be typed, until its time is over.
    async fn poll_pairing(&mut self, engine: &Arc<Engine>) {
        let Some(mut pairing) = self.pairing.clone() else {
            return;
        };
        let polled = match self.server(engine, pairing.server_url.clone(), String::new()) {
            Ok(server) => pairing::poll(engine, &server, &mut pairing).await,
            Err(trouble) => Err(trouble),
        };
        if let Err(trouble) = polled {
            tracing::info!(error = %trouble, "it is not known yet what became of the pairing");
            if pairing.view.expires_at_ms < engine.clock.now_ms() {
                pairing.view.state = PairingState::Expired;
            }
        }
        if pairing.view.state == PairingState::Paired {
            self.was_thorough = false;
            self.patience.reset();
            self.stop_listening();
            self.contact.goes(SyncState::Sending);
            if let Err(error) = crate::status::announce(engine) {
                tracing::error!(error = %error, "the status could not be read");
            }
            self.plan(Duration::ZERO);
        }
        self.plan_poll(&pairing);
        self.show_pairing(Some(pairing));
    }

    fn show_pairing(&mut self, pairing: Option<Pairing>) {
        let view = pairing
            .as_ref()
            .map_or_else(pairing::idle, |pairing| pairing.view.clone());
        *lock(&self.shown) = view;
        self.pairing = pairing;
    }

    /// Runs a round and decides when the next one is due.
    async fn round_and_plan(&mut self, engine: &Arc<Engine>, scope: Scope) {
        let outcome = self.round(engine, scope).await;
        let wait = match outcome {
            Ok(_) => self.options.poll_every,
            Err(Trouble::NotPaired) => self.options.poll_every,
            Err(trouble) => {
                let wait = self.patience.wait_after(&trouble, random(engine));
                tracing::info!(error = %trouble, wait_ms = wait.as_millis(), "sync did not come through");
                wait
            }
        };
        self.contact.next_try(engine.clock.now_ms(), wait);
        self.plan(wait);
    }

    async fn round(&mut self, engine: &Arc<Engine>, scope: Scope) -> Result<Counts, Trouble> {
        self.tried = Instant::now();
        let outcome = self.try_round(engine, scope).await;
        match &outcome {
            Ok(_) => {
                self.was_thorough = true;
                self.patience.reset();
                self.contact.goes(SyncState::Level);
            }
            Err(trouble) => {
                if matches!(trouble, Trouble::Revoked | Trouble::Unknown) {
                    self.stop_listening();
                }
                self.contact.failed(trouble);
            }
        }
        round::tell_lamp(engine);
        outcome
    }

    async fn try_round(&mut self, engine: &Arc<Engine>, scope: Scope) -> Result<Counts, Trouble> {
        let identity = engine
            .store
            .read(store::get_identity)?
            .ok_or(Trouble::NotPaired)?;
        let token = token::read(&engine.data_dir)
            .map_err(Trouble::File)?
            .ok_or(Trouble::Unknown)?;
        let server = self.server(engine, identity.server_url, token)?;
        let scope = match scope {
            _ if !self.was_thorough => Scope::Thorough,
            // After a failure the round begins with a small question, and fetches whatever was missed.
            Scope::Quick if self.patience.is_tried() => Scope::Whole,
            scope => scope,
        };
        let counts = round::run(engine, &server, &self.contact, scope).await?;
        self.listen(engine, server);
        Ok(counts)
    }

    fn server(
        &mut self,
        engine: &Arc<Engine>,
        address: String,
        token: String,
    ) -> Result<Server, Trouble> {
        let client = match &self.client {
            Some(client) => client.clone(),
            None => self.client.insert(http::client(&self.options)?).clone(),
        };
        Ok(Server {
            client,
            address,
            token,
            clock: Arc::clone(&engine.clock),
            call_within: self.options.call,
            progress_within: self.options.progress,
            file_made_within: self.options.file_made,
        })
    }

    fn listen(&mut self, engine: &Arc<Engine>, server: Server) {
        if !self.options.by_itself
            || self
                .listening
                .as_ref()
                .is_some_and(|(token, _)| *token == server.token)
        {
            return;
        }
        self.stop_listening();
        let (sender, receiver) = channel(64);
        let token = server.token.clone();
        let entropy = Arc::clone(&engine.entropy);
        let random = move || {
            let mut bytes = [0; 8];
            entropy.fill(&mut bytes);
            u64::from_le_bytes(bytes)
        };
        self.hints = receiver;
        self.listening = Some((
            token,
            spawn_local(hints::listen(server, sender, random)).abort_handle(),
        ));
    }

    fn stop_listening(&mut self) {
        if let Some((_, task)) = self.listening.take() {
            task.abort();
        }
    }

    fn plan_poll(&mut self, pairing: &Pairing) {
        self.next_poll = Instant::now() + Duration::from_secs(u64::from(pairing.interval_s));
    }

    fn plan(&mut self, wait: Duration) {
        self.next = Instant::now() + wait;
    }
}

fn random(engine: &Arc<Engine>) -> u64 {
    let mut bytes = [0; 8];
    engine.entropy.fill(&mut bytes);
    u64::from_le_bytes(bytes)
}
