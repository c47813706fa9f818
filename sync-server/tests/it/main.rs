//! Tests of the server through its public faces, each on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a helper that cannot go on fails its test, and says what it skips"
)]

mod account;
mod aside;
mod at_once;
mod barcode_rules;
mod catalog;
mod commands;
mod doors;
mod imports;
mod imports_at_once;
mod isolation;
mod meanwhile;
mod openapi;
mod pairing;
mod people;
mod platform;
mod proxies;
mod pushing;
mod receipts;
mod serving;
mod shared_cards;
mod support;
mod walls;
