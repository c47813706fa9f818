//! Whether the server runs, and whether it can work.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::platform::db::SchemaState;

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers and has the schema that this program needs.
pub async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.schema_state().await {
        Ok(SchemaState::Current) => (StatusCode::OK, "ready"),
        Ok(SchemaState::Behind) => (StatusCode::SERVICE_UNAVAILABLE, "the schema is older than this program: run bezmen-server migrate"),
        Ok(SchemaState::Ahead) => (StatusCode::SERVICE_UNAVAILABLE, "the schema is newer than this program: start the newer program"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
