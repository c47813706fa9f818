//! Logs on standard error and metrics for Prometheus on a port of their own.

use std::io::IsTerminal;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// What is logged unless `RUST_LOG` says otherwise.
const DEFAULT_FILTER: &str = "info,sqlx=warn,hyper=warn";

/// Bounds of the histogram of request times, seconds.
const SECONDS: &[f64] = &[
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// How often what was measured since is added up. Until then each measurement is kept by itself, so that a server nobody asks
/// for its metrics would grow with every request.
const ADD_UP_EVERY: Duration = Duration::from_secs(5);

/// Metrics cannot be collected.
#[derive(Debug, thiserror::Error)]
#[error("metrics cannot be collected: {0}")]
pub struct TelemetryError(#[from] metrics_exporter_prometheus::BuildError);

/// Writes log lines to standard error, as text or as JSON; in colours for a terminal only, and not where `NO_COLOR` is set.
pub fn start_logging(json: bool) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .with_writer(std::io::stderr);
    // A second start in one process (a test) keeps the first.
    let _ = if json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
}

/// Collects metrics from now on.
pub fn start_metrics() -> Result<PrometheusHandle, TelemetryError> {
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)?;
    Ok(builder.install_recorder()?)
}

/// Serves `/metrics` until the process ends.
pub async fn serve_metrics(listener: TcpListener, handle: PrometheusHandle) -> std::io::Result<()> {
    serve_and_add_up(listener, handle, ADD_UP_EVERY).await
}

async fn serve_and_add_up(
    listener: TcpListener,
    handle: PrometheusHandle,
    every: Duration,
) -> std::io::Result<()> {
    let measured = handle.clone();
    let router = Router::new().route(
        "/metrics",
        get(move || {
            let text = handle.render();
            async move { text }
        }),
    );
    let add_up = async {
        loop {
            tokio::time::sleep(every).await;
            measured.run_upkeep();
        }
    };
    tokio::select! {
        served = axum::serve(listener, router) => served,
        () = add_up => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_nobody_asks_for_is_added_up_all_the_same() {
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, || {
            metrics::histogram!("http_request_seconds").record(0.1);
        });
        // Asking for the metrics would add them up, so this looks at them from outside.
        let is_added_up = || !format!("{recorder:?}").contains("distributions: RwLock { data: {}");
        assert!(!is_added_up(), "{recorder:?}");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let soon = Duration::from_millis(1);
        let serving = tokio::spawn(serve_and_add_up(listener, recorder.handle(), soon));
        while !is_added_up() {
            tokio::task::yield_now().await;
        }
        serving.abort();
    }
}
