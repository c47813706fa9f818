//! What every room stands on: the database, the change feed, HTTP, sign-in, configuration, telemetry, the clock.

pub mod db;
pub mod feed;
