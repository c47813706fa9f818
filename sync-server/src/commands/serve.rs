use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;

use super::{answer, open_at};
use crate::app::{App, Doors};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, MetricsListen};
use crate::platform::shutdown::told_to_stop;
use crate::platform::telemetry;

/// Requests under way get this long to end after the server was told to stop; streams of hints never end by themselves.
const GRACE: Duration = Duration::from_secs(10);

pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    telemetry::start_logging(config.log_json);
    serve_metrics(config.metrics).await?;
    let db = open_at(&config.database_url).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen at {}", config.listen))?;
    let address = listener.local_addr()?;
    if let Some(ui) = config
        .ui
        .as_ref()
        .filter(|ui| !ui.join("index.html").exists())
    {
        tracing::warn!(ui.path = %ui.display(), "the console's folder has no index.html; was it built?");
    }
    let app = App::new(db.clone(), Clock::system(), config.data, config.ui)
        .with_doors(Doors::new(config.registration, config.proxies));
    tracing::info!(listen = %address, db.engine = db.engine(), "server ready");
    answer(format_args!("bezmen-server listens at http://{address}"));
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let server = axum::serve(
        listener,
        app.router()
            .into_make_service_with_connect_info::<SocketAddr>(),
    );
    let server = server.with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("stopping: no new requests, those under way are finished");
        // The receiver lives as long as the server does.
        let _ = stopping.send(true);
    });
    let grace_over = async {
        // When the sender is gone the server has ended by itself.
        let _ = stopped.wait_for(|stopped| *stopped).await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = server => served?,
        () = grace_over => tracing::info!("streams still open were cut"),
    }
    db.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn serve_metrics(listen: MetricsListen) -> anyhow::Result<()> {
    let (address, is_usual) = match listen {
        MetricsListen::Off => return Ok(()),
        MetricsListen::At(address) => (address, false),
        MetricsListen::Usual(address) => (address, true),
    };
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(error) if is_usual && error.kind() == ErrorKind::AddrInUse => {
            tracing::warn!(metrics.listen = %address, "the usual port of the metrics is taken, so there are none; choose one with --metrics-listen");
            return Ok(());
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot serve metrics at {address}"));
        }
    };
    let handle = telemetry::start_metrics()?;
    tracing::info!(metrics.listen = %listener.local_addr()?, "metrics ready");
    tokio::spawn(async move {
        if let Err(error) = telemetry::serve_metrics(listener, handle).await {
            tracing::error!(error.cause = %error, "metrics stopped");
        }
    });
    Ok(())
}
