use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use bezmen_contract::console::account::{RegisterCompany, SignIn, SignedIn};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_server::app::{App, Doors};
use bezmen_server::platform::clock::Clock;
use bezmen_server::platform::db::Db;
use tempfile::TempDir;

use super::actor::Actor;
use super::database::TestDatabase;

/// 2026-11-20, a Friday, 12:00 in Moscow.
pub const NOON_MS: i64 = 1_795_165_200_000;

/// The server with a clock that stands still until a test moves it.
pub struct TestApp {
    /// The application.
    pub app: App,
    router: Router,
    now_ms: Arc<AtomicI64>,
    _data: TempDir,
}

impl TestApp {
    /// Starts on a database of the test's own.
    pub fn new(database: &TestDatabase) -> Self {
        Self::with_doors(database, Doors::default())
    }

    /// Starts with other doors than the usual ones.
    pub fn with_doors(database: &TestDatabase, doors: Doors) -> Self {
        let now_ms = Arc::new(AtomicI64::new(NOON_MS));
        let data = tempfile::tempdir().unwrap();
        let app = App::new(
            database.db.clone(),
            Clock::held(now_ms.clone()),
            data.path().to_owned(),
            None,
        )
        .with_doors(doors);
        Self {
            router: app.clone().router(),
            app,
            now_ms,
            _data: data,
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Lets time pass.
    pub fn pass_ms(&self, milliseconds: i64) {
        self.now_ms.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// Somebody who has not signed in.
    pub fn stranger(&self) -> Actor {
        Actor::new(self.router.clone(), None)
    }

    /// Registers a company and returns its owner.
    pub async fn owner(&self, company: &str) -> Owner {
        let email = format!("owner@{company}.example");
        let ask = RegisterCompany {
            company: company.to_owned(),
            store: format!("{company} центр"),
            name: format!("{company} владелец"),
            email: email.clone(),
            password: "a long password".to_owned(),
            currency: Currency::RUB,
            locale: Locale::Ru,
            utc_offset_minutes: 180,
        };
        let signed: SignedIn = self.stranger().post("/api/v1/company", &ask).await;
        Owner {
            actor: Actor::new(self.router.clone(), Some(signed.token.clone())),
            signed,
        }
    }

    /// Signs somebody in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Actor {
        let ask = SignIn {
            email: email.to_owned(),
            password: password.to_owned(),
        };
        let signed: SignedIn = self.stranger().post("/api/v1/session", &ask).await;
        Actor::new(self.router.clone(), Some(signed.token))
    }
}

/// The owner of a company.
pub struct Owner {
    /// What they do.
    pub actor: Actor,
    /// What they were told when they registered.
    pub signed: SignedIn,
}

impl std::ops::Deref for Owner {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}
