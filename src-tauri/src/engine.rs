//! What the window needs of a terminal engine.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{BuyerView, Event};
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;

/// Work that ends in `T`, on any thread.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Answers questions and tells what changed.
pub trait Engine: Send + Sync + 'static {
    /// Answers one question by its name on the wire.
    fn answer<'a>(&'a self, name: &'a str, arguments: Value)
    -> Pending<'a, Result<Value, Failure>>;

    /// Begins to hear what the engine tells from now on.
    fn events(&self) -> Receiver<Event>;

    /// What the buyer sees, now and after each change; nothing once it is closed.
    fn buyer(&self) -> Option<watch::Receiver<BuyerView>>;

    /// Finishes what is under way; nothing is asked afterwards.
    fn close(&self);
}

/// An engine, or why there is none: a window that cannot sell still opens, to say so.
pub type Opened = Result<Arc<dyn Engine>, Failure>;
