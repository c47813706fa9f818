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
use crate::platform::db::{Published, sql};
use crate::platform::http::ApiResult;

/// A comment is sent so often, so that a till can tell a quiet line from a dead one.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// How often the counters are read, whatever was heard meanwhile: another server on the same database may have written, and a
/// till may have been revoked or replaced, which it must notice within five seconds.
const LOOK_EVERY_MS: i64 = 4_000;

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
        looked_at_ms: None,
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
    /// When the counters were read; `None` when they must be read again.
    looked_at_ms: Option<i64>,
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
            let Some(wait) = self.until_next_look() else {
                self.look().await?;
                continue;
            };
            let heard = tokio::select! {
                () = self.app.stopping.cancelled() => return None,
                heard = tokio::time::timeout(wait, self.heard.recv()) => heard,
            };
            match heard {
                Ok(Ok(published)) if published.tenant_id == self.till.tenant_id => {
                    let stream = stream_of(&self.till, published.stream);
                    self.waiting.extend(stream.map(|stream| Hint {
                        stream,
                        rev: published.rev.cast_unsigned(),
                    }));
                }
                Ok(Ok(_)) => {}
                Ok(Err(RecvError::Lagged(_))) | Err(_) => self.looked_at_ms = None,
                Ok(Err(RecvError::Closed)) => return None,
            }
        }
    }

    /// How long to listen before the counters are due; `None` when they are. However much is heard, they come due.
    fn until_next_look(&self) -> Option<Duration> {
        let passed_ms = self.app.clock.now_ms() - self.looked_at_ms?;
        // A clock that was set back must not put the look off.
        let left_ms = (0..LOOK_EVERY_MS)
            .contains(&passed_ms)
            .then_some(LOOK_EVERY_MS - passed_ms)?;
        Some(Duration::from_millis(left_ms.unsigned_abs()))
    }

    /// Reads the counters and whether the till may still listen.
    async fn look(&mut self) -> Option<()> {
        let mut tx = self.app.db.read(self.till.tenant_id).await.ok()?;
        let active = sql(
            "select count(*) from terminal t join terminal_token k on k.tenant_id = t.tenant_id and k.terminal_id = t.id \
             where t.tenant_id = $1 and t.id = $2 and t.revoked_at_ms is null and t.quarantined_at_ms is null \
             and k.token_hash = $3 and k.epoch >= t.epoch",
        )
        .bind(self.till.tenant_id)
        .bind(self.till.terminal_id)
        .bind(&self.till.token_hash[..])
        .number(&mut tx)
        .await
        .ok()?;
        if active == 0 {
            return None;
        }
        self.waiting = newest_revisions(&mut tx, &self.till).await.ok()?;
        self.looked_at_ms = Some(self.app.clock.now_ms());
        Some(())
    }
}
