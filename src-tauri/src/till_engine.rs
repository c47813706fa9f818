//! The terminal engine in the window's process.

use crate::engine::{Engine, Opened, Pending};
use bezmen_contract::failure::Failure;
use bezmen_contract::till::Event;
use bezmen_till::{Till, TillOptions};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;

/// The code of the failure that every call gets when the engine could not be opened.
const CANNOT_OPEN: &str = "TILL_CANNOT_OPEN";

/// Opens the data folder. The sentence of a failure says what to do, and stands in the window.
pub fn open(data: &Path) -> Opened {
    match Till::open(TillOptions::new(data)) {
        Ok(till) => Ok(Arc::new(Running { till })),
        Err(error) => {
            tracing::error!(error = %error, data = %data.display(), "the till could not be opened");
            Err(Failure::new(CANNOT_OPEN, error.to_string()))
        }
    }
}

struct Running {
    till: Till,
}

impl Engine for Running {
    fn answer<'a>(&'a self, name: &'a str, arguments: Value) -> Pending<'a, Result<Value, Failure>> {
        Box::pin(self.till.call_json_async(name.to_owned(), arguments))
    }

    fn events(&self) -> Receiver<Event> {
        self.till.events()
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async { self.till.clone().close() })
    }
}
