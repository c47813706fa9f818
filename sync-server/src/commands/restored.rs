use super::{answer, open};
use crate::platform::clock::Clock;
use crate::platform::config::Settings;
use crate::sync::raise_server_epoch;

pub(super) async fn restored(settings: Settings) -> anyhow::Result<()> {
    let db = open(settings).await?;
    let server_epoch = raise_server_epoch(&db, &Clock::system()).await?;
    db.close().await;
    answer(serde_json::json!({ "server_epoch": server_epoch }));
    Ok(())
}
