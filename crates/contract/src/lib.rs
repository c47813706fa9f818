//! What crosses a boundary of Bezmen, as plain serde types.
//!
//! - [`till`]: the calls a screen makes to the terminal engine and the events it gets back;
//! - [`wire`]: the sync protocol between a till and the server;
//! - [`console`]: the REST API of the owner's console.
//!
//! No logic lives here and nothing here performs I/O, so that every side builds from the same words.

pub mod console;
pub mod failure;
pub mod till;
pub mod wire;
