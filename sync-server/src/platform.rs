//! What every room stands on: the database, the change feed, HTTP, sign-in, configuration, telemetry, the clock.

pub mod clock;
pub mod config;
pub mod db;
pub mod feed;
pub mod http;
pub mod one_server;
pub mod rate;
pub mod secret;
pub mod session;
pub mod shutdown;
pub mod telemetry;
