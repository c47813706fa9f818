//! Tests of the server through its public faces, each on SQLite and on PostgreSQL.

mod platform;
mod support;
