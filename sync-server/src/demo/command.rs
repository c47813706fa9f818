use std::io::Write;

use super::seed::{Seeded, seed};
use crate::platform::clock::Clock;
use crate::platform::config::{ServeSettings, Settings, decide};
use crate::platform::db::{Db, SchemaState};

/// What `demo` can do.
#[derive(Debug, clap::Subcommand)]
pub enum DemoCommand {
    /// Makes a company with two stores, three tills and a month of sales; prints logins, PINs and a free till as JSON.
    Seed {
        /// Where the shop goes.
        #[command(flatten)]
        settings: Settings,
    },
}

impl DemoCommand {
    /// Does it.
    pub async fn run(self) -> anyhow::Result<()> {
        let Self::Seed { settings } = self;
        let config = decide(settings, ServeSettings::default())?;
        let db = Db::open(&config.database_url).await?;
        let state = db.schema_state().await?;
        if matches!(state, SchemaState::Empty | SchemaState::Behind) {
            db.migrate().await?;
        }
        let seeded = seed(&db, &config.data, Clock::system().now_ms()).await;
        db.close().await;
        let seeded = seeded?;
        let mut errors = std::io::stderr().lock();
        // Whoever closed these pipes does not want to know.
        let _ = match &seeded {
            Seeded::New(shop) => writeln!(errors, "the demo shop was made in {} s", shop.seconds),
            Seeded::Already(_) => writeln!(
                errors,
                "the demo shop is there already; these are its logins"
            ),
        };
        let _ = writeln!(
            std::io::stdout().lock(),
            "{}",
            serde_json::to_string(seeded.shop())?
        );
        Ok(())
    }
}
