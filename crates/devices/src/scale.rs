//! Scales: one reading type, codecs without ports, and the poller that keeps the latest reading.

pub mod codec;
pub mod decimal;
pub mod mt_sics;
pub mod poller;
pub mod reading;
