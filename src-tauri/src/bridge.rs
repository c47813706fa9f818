//! Between the screens and the engine: one command there, one event channel back.

use crate::engine::{Engine, Opened};
use bezmen_contract::failure::Failure;
use serde_json::Value;
use tauri::{AppHandle, Emitter, Runtime, State};
use tokio::sync::broadcast::error::RecvError;

/// The channel that the screens listen to; each payload is one [`bezmen_contract::till::Event`].
const CHANNEL: &str = "till";

/// Answers a question of the screens: `invoke("call", { name, args })`.
#[tauri::command]
pub async fn call(engine: State<'_, Opened>, name: String, args: Value) -> Result<Value, Failure> {
    match engine.inner() {
        Ok(engine) => engine.answer(&name, args).await,
        Err(failure) => Err(failure.clone()),
    }
}

/// Hands everything that the engine tells to the screens, until the engine is gone.
pub async fn forward<R: Runtime>(app: AppHandle<R>, engine: &dyn Engine) {
    let mut events = engine.events();
    loop {
        match events.recv().await {
            Ok(event) => {
                if let Err(error) = app.emit(CHANNEL, &event) {
                    tracing::warn!(error = %error, "an event did not reach the window");
                }
            }
            // Each event carries a whole state, so the next one of its kind makes up for those that were missed.
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(events.missed = missed, "the window fell behind the engine")
            }
            Err(RecvError::Closed) => return,
        }
    }
}
