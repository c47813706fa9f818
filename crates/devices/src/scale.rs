//! Scales: one reading type, codecs without ports, and the poller that keeps the latest reading.
//!
//! A protocol is two small things: a grammar that judges the front of what has come ([`protocol::Protocol::step`]), and
//! a conversation that says what to send. [`codec::ScaleCodec`] does the rest for all of them: it keeps what is not whole yet,
//! finds the next frame after garbage, notices leaked parity bits, and drops what stays incomplete.

pub mod codec;
pub mod conversation;
pub mod cyrillic;
pub mod decimal;
pub mod describe;
pub mod detect;
pub mod discovery;
pub mod fields;
pub mod line;
pub mod poller;
pub mod protocol;
pub mod protocols;
pub mod quiet_line;
pub mod reading;
pub mod said;
pub mod sellable;
pub mod settle;
pub mod traffic;
pub mod watch;
pub mod words;
