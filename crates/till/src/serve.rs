//! The till in a browser: the calls, the events and the screens over loopback, behind a token.

mod access;
mod customer;
mod screens;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{get, post};
use bezmen_contract::failure::Failure;
use futures::{Stream, StreamExt, stream};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_stream::wrappers::BroadcastStream;

use crate::till::Till;

/// The largest call: a return of a thousand lines is a tenth of it.
const MAX_CALL_BYTES: usize = 1_048_576;

/// Why the browser till cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Only this computer may talk to the till.
    #[error("{0} is not an address of this computer alone; listen at 127.0.0.1 or [::1]")]
    NotLoopback(SocketAddr),
    /// The address is taken or not ours.
    #[error("cannot listen at {address}: {reason}; choose another port, or 0 for any")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// What the operating system says.
        reason: String,
    },
    /// The screens are not there.
    #[error("there are no screens in {}: {reason}; build them with `cargo xtask wasm`, or name their folder with --ui", path.display())]
    Screens {
        /// The folder.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
}

struct Shared {
    till: Till,
    token: String,
    /// Opens the customer's page and nothing else.
    customer_token: String,
    port: u16,
}

/// Says whether a till can be served so, before anything is opened or started for it.
///
/// # Errors
/// [`ServeError`] says what to change.
pub fn check(address: SocketAddr, ui_dir: Option<&std::path::Path>) -> Result<(), ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    ui_dir.map_or(Ok(()), |folder| {
        screens::Screens::read(folder.to_owned()).map(drop)
    })
}

/// A browser till that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    router: Router,
    address: SocketAddr,
    token: String,
}

impl Server {
    /// Listens at an address of this computer.
    ///
    /// # Errors
    /// [`ServeError`] says what to change.
    pub async fn bind(
        till: Till,
        address: SocketAddr,
        ui_dir: Option<PathBuf>,
    ) -> Result<Self, ServeError> {
        check(address, None)?;
        let screens = ui_dir.map(screens::Screens::read).transpose()?;
        let refused = |error: std::io::Error| ServeError::Listen {
            address,
            reason: error.to_string(),
        };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let token = new_token(&till);
        let shared = Arc::new(Shared {
            customer_token: new_token(&till),
            till,
            token: token.clone(),
            port: address.port(),
        });
        let guarded = Router::new()
            .route("/call/{name}", post(call))
            .route("/events", get(events))
            .route("/customer/address", get(customer::address))
            .route_layer(middleware::from_fn_with_state(
                Arc::clone(&shared),
                access::token,
            ))
            .layer(DefaultBodyLimit::max(MAX_CALL_BYTES));
        let for_customers = Router::new()
            .route("/customer/events", get(customer::events))
            .route_layer(middleware::from_fn_with_state(
                Arc::clone(&shared),
                access::customer,
            ));
        let guarded = guarded.merge(for_customers);
        let router = match screens {
            Some(screens) => guarded.fallback_service(screens.router()),
            None => guarded.fallback(no_screens),
        };
        let router = router
            .layer(middleware::from_fn_with_state(
                Arc::clone(&shared),
                access::host,
            ))
            .with_state(shared);
        Ok(Self {
            listener,
            router,
            address,
            token,
        })
    }

    /// The address to open, token included.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The token that calls carry.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Serves until the signal comes.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
        // An open event stream never ends by itself, so the stop does not wait for those.
        tokio::select! {
            served = axum::serve(self.listener, self.router).into_future() => served,
            () = stop => Ok(()),
        }
    }
}

fn new_token(till: &Till) -> String {
    let mut bytes = [0_u8; 16];
    till.entropy().fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn call(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    body: axum::body::Bytes,
) -> Response {
    let arguments = if body.is_empty() {
        Ok(Value::Null)
    } else {
        serde_json::from_slice(&body)
    };
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(error) => {
            let failure = Failure::new(
                "BAD_ARGUMENTS",
                format!("the call is not JSON: {error}; reload the page"),
            );
            return (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)).into_response();
        }
    };
    match shared.till.call_json_async(name, arguments).await {
        Ok(reply) => Json(reply).into_response(),
        Err(failure) => (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)).into_response(),
    }
}

/// One JSON an event. The first says how everything is; a screen too slow to follow is cut off, connects anew and
/// reads everything again.
async fn events(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<SseEvent, Infallible>>> {
    let receiver = shared.till.events();
    shared.till.announce_status();
    let told = BroadcastStream::new(receiver)
        .take_while(|event| std::future::ready(event.is_ok()))
        .filter_map(|event| std::future::ready(event.ok()))
        .filter_map(|event| std::future::ready(SseEvent::default().json_data(event).ok()))
        .map(Ok);
    // A first comment opens the stream at once in every browser.
    let opening = stream::once(std::future::ready(
        Ok(SseEvent::default().comment("bezmen")),
    ));
    Sse::new(opening.chain(told)).keep_alive(KeepAlive::default())
}

async fn no_screens() -> Response {
    let words = "Bezmen till: the engine runs without screens here. Start it with --ui DIR to serve them.\n";
    (StatusCode::NOT_FOUND, words).into_response()
}
