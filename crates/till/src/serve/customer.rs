//! The customer's page: what the buyer may see, behind a token of its own.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use serde_json::{Value, json};
use tokio_stream::wrappers::WatchStream;

use super::Shared;

/// The address of the page, `{path}`. Whoever asks has the till's own token.
pub(super) async fn address(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let token = &shared.customer_token;
    Json(json!({ "path": format!("/?customer={token}#customer") }))
}

/// One [`bezmen_contract::till::BuyerView`] an event, the first at once; a page too slow to follow gets the newest.
pub(super) async fn events(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<SseEvent, Infallible>>> {
    let views = WatchStream::new(shared.till.buyer())
        .filter_map(|view| std::future::ready(SseEvent::default().json_data(view).ok()))
        .map(Ok);
    Sse::new(views).keep_alive(KeepAlive::default())
}
