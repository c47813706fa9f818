use super::{about, answer};
use crate::platform::config::{ServeSettings, Settings, decide};
use crate::platform::db::Db;

pub(super) async fn migrate(settings: Settings) -> anyhow::Result<()> {
    let config = decide(settings, ServeSettings::default())?;
    let db = Db::open(&config.database_url).await?;
    db.migrate()
        .await
        .map_err(|error| about(&config.database_url, error.into()))?;
    db.close().await;
    answer("the schema is up to date");
    Ok(())
}
