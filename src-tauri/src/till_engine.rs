//! The terminal engine with its printer, scale and sync, in the window's process.

use crate::engine::{Engine, Opened, Pending};
use bezmen_contract::failure::Failure;
use bezmen_contract::till::Event;
use bezmen_till::sync::{SyncOptions, SyncWorker};
use bezmen_till::{Hardware, Till, TillOptions};
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast::{self, Receiver};

/// The code of the failure that every call gets when the engine could not be opened.
const CANNOT_OPEN: &str = "TILL_CANNOT_OPEN";

/// The code of the failure that a call gets while the window closes.
const CLOSING: &str = "CLOSED";

/// Opens the data folder. The sentence of a failure says what to do, and stands in the window.
pub fn open(data: &Path) -> Opened {
    match start(data) {
        Ok(running) => Ok(Arc::new(TillEngine {
            running: Mutex::new(Some(running)),
        })),
        Err(error) => {
            tracing::error!(error = %error, data = %data.display(), "the till could not be opened");
            Err(Failure::new(CANNOT_OPEN, error.to_string()))
        }
    }
}

fn start(data: &Path) -> Result<Running, Box<dyn std::error::Error>> {
    let till = Till::open(TillOptions::new(data))?;
    let hardware = Hardware::start(&till)?;
    let sync = SyncWorker::start(&till, SyncOptions::at_once())?;
    Ok(Running {
        sync,
        hardware,
        till,
    })
}

struct Running {
    sync: Arc<SyncWorker>,
    hardware: Hardware,
    till: Till,
}

/// Holds the till until the window closes; the database is closed when the last hold on the till ends.
struct TillEngine {
    running: Mutex<Option<Running>>,
}

impl TillEngine {
    fn till(&self) -> Option<Till> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(|running| running.till.clone())
    }
}

impl Engine for TillEngine {
    fn answer<'a>(
        &'a self,
        name: &'a str,
        arguments: Value,
    ) -> Pending<'a, Result<Value, Failure>> {
        Box::pin(async move {
            let till = self
                .till()
                .ok_or_else(|| Failure::new(CLOSING, "The till is closing. Start it again."))?;
            till.call_json_async(name.to_owned(), arguments).await
        })
    }

    fn events(&self) -> Receiver<Event> {
        // A closed till tells nothing; the listener learns so at once.
        self.till().map_or_else(
            || broadcast::Sender::new(1).subscribe(),
            |till| till.events(),
        )
    }

    fn close(&self) {
        let running = self
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(Running {
            sync,
            hardware,
            till,
        }) = running
        {
            sync.stop();
            drop(hardware);
            till.close();
        }
    }
}
