use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use bezmen_contract::till::SyncState;
use bezmen_domain::locale::Locale;

use super::trouble::Trouble;
use crate::engine::{Engine, lock};
use crate::hooks::SyncContact;
use crate::store;

/// Remembers over a restart when the server last answered.
const LAST_CONTACT: &str = "sync.last_contact_ms";

/// The clocks may differ by this much before somebody is told.
const SKEW_TOLERANCE_MS: i64 = 120_000;

/// How the talk with the server goes; the worker writes it, the screens read it.
pub(super) struct Contact {
    engine: Weak<Engine>,
    now: Mutex<SyncContact>,
}

impl Contact {
    pub(super) fn new(engine: &Arc<Engine>) -> Self {
        let (paired, last_contact) = engine
            .store
            .read(|connection| {
                let paired = store::get_identity(connection)?.is_some();
                Ok::<_, store::StoreError>((paired, store::get_setting(connection, LAST_CONTACT)?))
            })
            .unwrap_or_default();
        let now = SyncContact {
            // Until the server has answered, nobody knows better.
            state: if paired {
                SyncState::Offline
            } else {
                SyncState::Unpaired
            },
            last_contact_ms: last_contact.and_then(|text| text.parse().ok()),
            next_try_ms: None,
            last_error: String::new(),
            clock_skew_ms: None,
        };
        Self {
            engine: Arc::downgrade(engine),
            now: Mutex::new(now),
        }
    }

    /// The language of the till; the usual one when the till is gone.
    pub(super) fn locale(&self) -> Locale {
        self.engine
            .upgrade()
            .map_or_else(Locale::default, |engine| engine.locale())
    }

    pub(super) fn view(&self) -> SyncContact {
        lock(&self.now).clone()
    }

    /// Notes that a round has begun or ended well.
    pub(super) fn goes(&self, state: SyncState) {
        self.change(|now| {
            now.state = state;
            if state == SyncState::Level {
                now.last_error.clear();
            }
        });
    }

    /// Notes why a round failed.
    pub(super) fn failed(&self, trouble: &Trouble) {
        let Some(engine) = self.engine.upgrade() else {
            return;
        };
        let locale = engine.locale();
        self.change(|now| {
            now.state = match trouble {
                Trouble::NotPaired => SyncState::Unpaired,
                Trouble::Offline(_) | Trouble::NobodyAnswers(_) | Trouble::Busy(_) => {
                    SyncState::Offline
                }
                Trouble::Revoked => SyncState::Revoked,
                Trouble::Unknown => SyncState::Forgotten,
                _ => SyncState::Trouble,
            };
            now.last_error = if matches!(trouble, Trouble::NotPaired) {
                String::new()
            } else {
                trouble.sentence(locale)
            };
        });
    }

    /// Notes when the worker tries next.
    pub(super) fn next_try(&self, now_ms: i64, wait: Duration) {
        let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        lock(&self.now).next_try_ms = Some(now_ms.saturating_add(wait_ms));
    }

    /// Notes that the server answered, and what its clock shows.
    pub(super) fn answered(&self, server_time_ms: Option<i64>) {
        let Some(engine) = self.engine.upgrade() else {
            return;
        };
        let now_ms = engine.clock.now_ms();
        let mut now = lock(&self.now);
        let is_new_minute = now
            .last_contact_ms
            .is_none_or(|before| now_ms / 60_000 != before / 60_000);
        now.last_contact_ms = Some(now_ms);
        now.clock_skew_ms = server_time_ms
            .map(|server_ms| server_ms - now_ms)
            .or(now.clock_skew_ms);
        let skew_ms = now
            .clock_skew_ms
            .filter(|skew| skew.abs() > SKEW_TOLERANCE_MS);
        drop(now);
        if is_new_minute {
            let noted = engine.store.write(move |tx| {
                store::put_setting(tx, LAST_CONTACT, &now_ms.to_string())?;
                if let Some(skew_ms) = skew_ms {
                    store::put_notice(
                        tx,
                        "CLOCK_SKEW",
                        now_ms,
                        &serde_json::json!({ "skew_ms": skew_ms }).to_string(),
                    )?;
                }
                Ok::<_, store::StoreError>(())
            });
            if let Err(error) = noted {
                tracing::warn!(error = %error, "the time of the last contact could not be kept");
            }
        }
    }

    fn change(&self, change: impl FnOnce(&mut SyncContact)) {
        let mut now = lock(&self.now);
        let before = now.state;
        change(&mut now);
        let is_other = before != now.state;
        drop(now);
        if is_other && let Some(engine) = self.engine.upgrade() {
            super::round::tell_lamp(&engine);
        }
    }
}
