use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use bezmen_contract::wire::Hint;
use futures::Stream;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::paired_till::PairedTill;
use super::streams::{newest_revisions, stream_of};
use crate::app::App;
use crate::platform::db::Published;
use crate::platform::http::ApiResult;

/// A comment is sent so often, so that a till can tell a quiet line from a dead one.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How often the counters are read, whatever was heard: another server on the same database may have written, and a till
/// may have been revoked.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Tells a till that its streams have moved on. No data: what the till pulls is checked when it pulls.
pub(super) async fn hints(
    State(app): State<App>,
    till: PairedTill,
) -> ApiResult<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    till.require_active()?;
    let heard = app.db.published();
    let watch = Watch {
        app,
        till,
        heard,
        told: BTreeMap::new(),
        waiting: Vec::new(),
        looked: false,
    };
    let events = futures::stream::unfold(watch, |mut watch| async move {
        let event = watch.next().await?;
        Some((Ok(event), watch))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

struct Watch {
    app: App,
    till: PairedTill,
    heard: Receiver<Published>,
    /// The newest revision told of each stream.
    told: BTreeMap<bezmen_contract::wire::Stream, u64>,
    waiting: Vec<Hint>,
    looked: bool,
}

impl Watch {
    /// Waits for the next hint; `None` ends the connection.
    async fn next(&mut self) -> Option<Event> {
        loop {
            while let Some(hint) = self.waiting.pop() {
                let told = self.told.entry(hint.stream).or_default();
                if *told < hint.rev {
                    *told = hint.rev;
                    return Event::default().event("hint").json_data(hint).ok();
                }
            }
            if !self.looked {
                self.looked = true;
                self.look().await?;
                continue;
            }
            match tokio::time::timeout(LOOK_EVERY, self.heard.recv()).await {
                Ok(Ok(published)) if published.tenant_id == self.till.tenant_id => {
                    let stream = stream_of(&self.till, published.stream);
                    self.waiting.extend(stream.map(|stream| Hint {
                        stream,
                        rev: published.rev.cast_unsigned(),
                    }));
                }
                Ok(Ok(_)) => {}
                Ok(Err(RecvError::Lagged(_))) | Err(_) => self.looked = false,
                Ok(Err(RecvError::Closed)) => return None,
            }
        }
    }

    /// Reads the counters and whether the till may still listen.
    async fn look(&mut self) -> Option<()> {
        let mut tx = self.app.db.read(self.till.tenant_id).await.ok()?;
        let active = crate::platform::db::sql(
            "select count(*) from terminal where tenant_id = $1 and id = $2 and revoked_at_ms is null and quarantined_at_ms is null",
        )
        .bind(self.till.tenant_id)
        .bind(self.till.terminal_id)
        .number(&mut tx)
        .await
        .ok()?;
        if active == 0 {
            return None;
        }
        self.waiting = newest_revisions(&mut tx, &self.till).await.ok()?;
        Some(())
    }
}
