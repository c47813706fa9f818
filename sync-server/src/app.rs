//! The server put together: what the rooms share, and the routes of all rooms.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use tokio_util::sync::CancellationToken;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::imports::RunningImports;
use crate::platform::clock::Clock;
use crate::platform::db::Db;
use crate::sync::Upgrades;

mod doors;
mod layers;
mod rooms;

pub use doors::Doors;

/// What every handler can reach. Cloning shares.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Time and identifiers.
    pub clock: Clock,
    /// Folder for files that belong to no row (snapshots for a first sync).
    pub data: Arc<PathBuf>,
    /// Folder of the built console, if there is one.
    pub ui: Option<Arc<PathBuf>>,
    /// Imports that this process works on.
    pub imports: RunningImports,
    /// Companies whose operations of newer tills were looked at.
    pub upgrades: Upgrades,
    /// What strangers may do, and how often.
    pub doors: Arc<Doors>,
    /// Cancelled when the server was told to stop: what would never end by itself ends then.
    pub stopping: CancellationToken,
}

impl App {
    /// Puts an application together.
    pub fn new(db: Db, clock: Clock, data: PathBuf, ui: Option<PathBuf>) -> Self {
        Self {
            db,
            clock,
            data: Arc::new(data),
            ui: ui.map(Arc::new),
            imports: RunningImports::default(),
            upgrades: Upgrades::default(),
            doors: Arc::default(),
            stopping: CancellationToken::new(),
        }
    }

    /// Opens other doors than the usual ones.
    #[must_use]
    pub fn with_doors(self, doors: Doors) -> Self {
        Self {
            doors: Arc::new(doors),
            ..self
        }
    }

    /// All routes with everything around them.
    pub fn router(self) -> Router {
        let (api, document) = api();
        layers::around(rooms::all(api, document, &self), &self).with_state(self)
    }
}

/// The OpenAPI document of `/api/v1`.
pub fn openapi() -> OpenApi {
    api().1
}

fn api() -> (Router<App>, OpenApi) {
    let router: OpenApiRouter<App> = rooms::api();
    let (routes, mut document) = router.split_for_parts();
    crate::docs::describe(&mut document);
    (routes, document)
}
