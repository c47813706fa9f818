//! `serve`

use std::net::SocketAddr;
use std::path::PathBuf;

use bezmen_till::serve::Server;
use bezmen_till::sync::{SyncOptions, SyncWorker};
use bezmen_till::{Hardware, Till};
use clap::Args;

use super::{CommandError, say};

/// Serves the till to a browser.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:0", value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The folder of the built screens.
    #[arg(long, env = "BEZMEN_UI_DIR", value_name = "DIR")]
    ui: Option<PathBuf>,
    /// Talks to the server at once instead of spreading the tills of a shop over half a minute.
    #[arg(long)]
    in_a_hurry: bool,
}

impl Serve {
    /// Refuses what cannot be served, before a till is opened for it.
    pub fn check(&self) -> Result<(), CommandError> {
        Ok(bezmen_till::serve::check(self.listen, self.ui.as_deref())?)
    }

    /// Serves until it is told to stop.
    pub fn run(self, till: &Till) -> Result<(), CommandError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        // The door first: a till that cannot be served wakes neither its devices nor its server.
        let server = runtime.block_on(Server::bind(till.clone(), self.listen, self.ui))?;
        let hardware = Hardware::start(till)?;
        let sync = SyncWorker::start(
            till,
            if self.in_a_hurry {
                SyncOptions::at_once()
            } else {
                SyncOptions::default()
            },
        )?;
        let served = runtime.block_on(async {
            say(&format!("listening {}", server.url()));
            server.run(stop_signal()).await?;
            Ok(())
        });
        sync.stop();
        drop(hardware);
        till.clone().close();
        served
    }
}

/// Waits for Ctrl-C or the system's request to end.
async fn stop_signal() {
    let ctrl_c = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = ctrl_c => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = ctrl_c.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = ctrl_c.await;
    }
}
