use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;

use super::{answer, open_at};
use crate::app::{App, Doors};
use crate::platform::clock::Clock;
use crate::platform::config::{Config, MetricsListen};
use crate::platform::db::{Db, sqlite_file};
use crate::platform::one_server::OneServer;
use crate::platform::shutdown::told_to_stop;
use crate::platform::telemetry;

/// Requests under way get this long to end after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until told to stop. Nothing is made before what was said is judged, and nothing is logged before all it needs is
/// there: whoever starts it wrongly reads one line and not the server's beginnings before it.
pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    Db::check_address(&config.database_url)?;
    let _alone = OneServer::take(&config.data, sqlite_file(&config.database_url))?;
    let db = open_at(&config.database_url).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .with_context(|| format!("cannot listen at {}", config.listen))?;
    let address = listener.local_addr()?;
    let metrics = Metrics::prepare(config.metrics).await?;
    telemetry::start_logging(config.log_json);
    let mut ready = format!("bezmen-server listens at http://{address}");
    match metrics {
        Metrics::Off => {}
        Metrics::Taken(address) => {
            tracing::warn!(metrics.listen = %address, "the usual port of the metrics is taken, so there are none; choose one with --metrics-listen");
        }
        Metrics::At(listener, handle) => {
            let address = listener.local_addr()?;
            tracing::info!(metrics.listen = %address, "metrics ready");
            ready = format!("{ready}\nmetrics at http://{address}/metrics");
            tokio::spawn(async move {
                if let Err(error) = telemetry::serve_metrics(listener, handle).await {
                    tracing::error!(error.cause = %error, "metrics stopped");
                }
            });
        }
    }
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
    answer(ready);
    serve_until_told(listener, app).await?;
    db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Takes requests until the process is told to stop, then ends the streams and finishes what is under way.
async fn serve_until_told(listener: TcpListener, app: App) -> anyhow::Result<()> {
    let stopping = app.stopping.clone();
    let server = axum::serve(
        listener,
        app.router()
            .into_make_service_with_connect_info::<SocketAddr>(),
    );
    let told = stopping.clone();
    let server = server.with_graceful_shutdown(async move {
        told_to_stop().await;
        tracing::info!("stopping: no new requests, those under way are finished");
        told.cancel();
    });
    let grace_over = async {
        stopping.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = server => served?,
        () = grace_over => tracing::warn!("requests still under way were cut"),
    }
    Ok(())
}

/// The port of the metrics, bound and not served yet.
enum Metrics {
    Off,
    /// Somebody else has the usual port.
    Taken(SocketAddr),
    At(TcpListener, PrometheusHandle),
}

impl Metrics {
    async fn prepare(listen: MetricsListen) -> anyhow::Result<Self> {
        let (address, is_usual) = match listen {
            MetricsListen::Off => return Ok(Self::Off),
            MetricsListen::At(address) => (address, false),
            MetricsListen::Usual(address) => (address, true),
        };
        match TcpListener::bind(address).await {
            Ok(listener) => Ok(Self::At(listener, telemetry::start_metrics()?)),
            Err(error) if is_usual && error.kind() == ErrorKind::AddrInUse => {
                Ok(Self::Taken(address))
            }
            Err(error) => Err(error).with_context(|| format!("cannot serve metrics at {address}")),
        }
    }
}
