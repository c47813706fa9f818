//! The terminal engine with its printer, scale and sync, in the window's process.

use crate::engine::{Engine, Opened, Pending};
use bezmen_contract::failure::Failure;
use bezmen_contract::till::{BuyerView, Event, GetSettings};
use bezmen_domain::locale::Locale;
use bezmen_till::store::{OpenError, StoreError};
use bezmen_till::sync::{SyncOptions, SyncWorker, closing};
use bezmen_till::{Hardware, Till, TillOptions};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::sync::broadcast::{self, Receiver};
use tokio::sync::watch;

/// The code of the failure that every call gets when the engine could not be opened.
const CANNOT_OPEN: &str = "TILL_CANNOT_OPEN";

/// Opens the data folder. The sentence of a failure says what to do, and stands in the window.
pub fn open(data: &Path, options: SyncOptions) -> Opened {
    match start(data, options) {
        Ok(running) => Ok(Arc::new(TillEngine {
            running: Mutex::new(Some(running)),
            locale_at_close: OnceLock::new(),
        })),
        Err(error) => {
            let said = error.sentence(Locale::En);
            tracing::error!(error = %said, data = %data.display(), "the till could not be opened");
            // A database that does not open cannot tell its language: the window picks its own.
            Err(Failure {
                details: Some(json!({
                    "ru": error.sentence(Locale::Ru),
                    "en": error.sentence(Locale::En),
                })),
                ..Failure::new(CANNOT_OPEN, said)
            })
        }
    }
}

/// Why the till in the window could not be started.
#[derive(Debug)]
enum StartError {
    Open(OpenError),
    Store(StoreError),
    Thread(std::io::Error),
}

impl StartError {
    fn sentence(&self, locale: Locale) -> String {
        match self {
            Self::Open(error) => error.sentence(locale),
            Self::Store(error) => format!(
                "{} ({error})",
                locale.pick(
                    "касса не запустилась; перезапустите компьютер",
                    "the till did not start; restart the computer"
                )
            ),
            Self::Thread(error) => format!(
                "{} ({error})",
                locale.pick(
                    "системе не хватает ресурсов для связи с сервером; закройте лишние программы",
                    "the system has no room for the talk with the server; close other programs"
                )
            ),
        }
    }
}

fn start(data: &Path, options: SyncOptions) -> Result<Running, StartError> {
    let till = Till::open(TillOptions::new(data)).map_err(StartError::Open)?;
    let hardware = Hardware::start(&till).map_err(StartError::Store)?;
    let sync = SyncWorker::start(&till, options).map_err(StartError::Thread)?;
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
    /// What language the till spoke, once it is closed.
    locale_at_close: OnceLock<Locale>,
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
                .ok_or_else(|| closing(self.locale_at_close.get().copied().unwrap_or_default()))?;
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

    fn buyer(&self) -> Option<watch::Receiver<BuyerView>> {
        self.till().map(|till| till.buyer())
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
            if let Ok(settings) = till.ask(GetSettings {}) {
                let _ = self.locale_at_close.set(settings.locale);
            }
            sync.stop();
            drop(hardware);
            till.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bezmen_till::store::DATABASE_FILE;

    #[test]
    fn a_damaged_folder_is_told_in_both_languages() {
        let folder = tempfile::tempdir().expect("a folder");
        let rubbish = "not a database, but long enough to be taken for one".repeat(100);
        std::fs::write(folder.path().join(DATABASE_FILE), rubbish).expect("a file");
        let Err(failure) = open(folder.path(), SyncOptions::once()) else {
            panic!("it is not opened");
        };
        assert_eq!(failure.code, CANNOT_OPEN);
        let said = failure.details.expect("the sentences");
        let says = |language: &str, words: &str| {
            said[language]
                .as_str()
                .is_some_and(|text| text.contains(words))
        };
        assert!(
            says("ru", "повреждена") && says("ru", "резервную копию"),
            "{said}"
        );
        assert!(
            says("en", "is damaged") && says("en", "newest backup"),
            "{said}"
        );
    }

    #[tokio::test]
    async fn a_till_that_is_closed_says_so_in_its_language() {
        let folder = tempfile::tempdir().expect("a folder");
        let Ok(engine) = open(folder.path(), SyncOptions::once()) else {
            panic!("an empty folder is a new till");
        };
        engine.close();
        let failure = engine
            .answer("status", Value::Null)
            .await
            .expect_err("it is closed");
        assert_eq!(failure.code, "CLOSED");
        assert_eq!(failure.message, "Касса закрывается. Запустите её снова.");
    }
}
