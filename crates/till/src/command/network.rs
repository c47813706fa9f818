//! `pair` and `sync`.

use std::io::Write;
use std::time::Duration;

use bezmen_contract::till::PairingState;
use bezmen_till::hooks::SyncControl;
use bezmen_till::sync::{SyncOptions, SyncWorker};
use bezmen_till::{NotAnAddress, Till, check_server_address};
use clap::Args;

use super::{CommandError, say};

/// How often the server is asked whether the owner has confirmed.
const POLL_EVERY: Duration = Duration::from_secs(2);

/// Joins a company: shows a code and waits until it is confirmed in the console.
#[derive(Debug, Args)]
pub struct Pair {
    /// Where the server is, such as `https://shop.example`.
    #[arg(long, value_name = "URL", value_parser = address)]
    server: String,
    /// What this machine is called until the owner names it.
    #[arg(long, default_value = "till")]
    name: String,
}

fn address(typed: &str) -> Result<String, NotAnAddress> {
    check_server_address(typed).map(|()| typed.to_owned())
}

impl Pair {
    /// Pairs and takes the catalogue over.
    pub fn run(self, till: Till) -> Result<(), CommandError> {
        let worker = SyncWorker::start(&till, SyncOptions::once())?;
        // Whoever runs this has the whole folder: nobody's permission is asked for.
        let mut view = worker.start_pairing(&self.server, &self.name, true)?;
        let _ = writeln!(
            std::io::stderr(),
            "type this code in the console at {}",
            view.confirm_url
        );
        say(
            &serde_json::json!({ "user_code": view.user_code, "confirm_url": view.confirm_url })
                .to_string(),
        );
        while view.state == PairingState::Waiting {
            std::thread::sleep(POLL_EVERY);
            view = worker.pairing();
        }
        let refused = |ru, en| CommandError::Refused(till.locale().pick(ru, en).to_owned());
        match view.state {
            PairingState::Paired => {}
            PairingState::Denied if !view.hint.is_empty() => {
                return Err(CommandError::Refused(view.hint));
            }
            PairingState::Denied => {
                return Err(refused(
                    "владелец отказал этой кассе; подключите её заново с новым кодом",
                    "the owner refused this till; ask for a new code",
                ));
            }
            PairingState::Expired | PairingState::Idle | PairingState::Waiting => {
                return Err(refused(
                    "код больше не действует; подключите кассу заново с новым",
                    "the code is no longer valid; pair again for a new one",
                ));
            }
        }
        level(&worker, till)
    }
}

/// Talks to the server.
#[derive(Debug, Args)]
pub struct Sync {
    /// Pushes and pulls until level, then ends.
    #[arg(long)]
    once: bool,
}

impl Sync {
    /// A till that syncs by itself is one that is served: this command does it once.
    pub fn check(&self) -> Result<(), CommandError> {
        if self.once {
            return Ok(());
        }
        Err(CommandError::Usage(
            "write: sync --once; see bezmen-till --help".to_owned(),
        ))
    }

    /// Pushes and pulls until level and prints the counts.
    pub fn run(self, till: Till) -> Result<(), CommandError> {
        let worker = SyncWorker::start(&till, SyncOptions::once())?;
        level(&worker, till)
    }
}

/// Pushes and pulls until level, prints the counts and ends.
fn level(worker: &SyncWorker, till: Till) -> Result<(), CommandError> {
    let counts = worker.sync_once()?;
    say(&serde_json::to_string(&counts)
        .map_err(|error| CommandError::Refused(error.to_string()))?);
    worker.stop();
    till.close();
    Ok(())
}
