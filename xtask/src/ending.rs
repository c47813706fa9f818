//! Ctrl-C: a wish that the command can see, instead of its sudden end.

use anyhow::{Context, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Whether somebody has pressed Ctrl-C or asked the process to end.
#[derive(Debug, Clone)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Listens from now on. A second Ctrl-C ends the process at once.
    pub fn listen() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot listen for Ctrl-C")?;
        let wished = Arc::new(AtomicBool::new(false));
        let ending = Self(Arc::clone(&wished));
        let (ctrl_c, terminate) = {
            use tokio::signal::unix::{SignalKind, signal};
            let _inside = runtime.enter();
            (
                signal(SignalKind::interrupt()).context("cannot listen for Ctrl-C")?,
                signal(SignalKind::terminate()).context("cannot listen for the wish to end")?,
            )
        };
        thread::spawn(move || {
            let (mut ctrl_c, mut terminate) = (ctrl_c, terminate);
            runtime.block_on(async {
                loop {
                    tokio::select! {
                        _ = ctrl_c.recv() => {}
                        _ = terminate.recv() => {}
                    }
                    if wished.swap(true, Ordering::Relaxed) {
                        std::process::exit(130);
                    }
                }
            });
        });
        Ok(ending)
    }

    /// Whether the process is to end.
    pub fn is_wished(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
