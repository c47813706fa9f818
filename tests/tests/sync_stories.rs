//! Stories of tills and their server, on SQLite and on PostgreSQL.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a story stops where it goes wrong, and says what it skips"
)]

#[path = "sync_support/stories/anew.rs"]
mod anew;
#[path = "sync_support/stories/busy.rs"]
mod busy;
#[path = "sync_support/stories/companies.rs"]
mod companies;
#[path = "../../sync-server/tests/it/support/database.rs"]
mod database;
#[path = "sync_support/stories/day.rs"]
mod day;
#[path = "sync_support/kept.rs"]
mod kept;
#[path = "sync_support/stories/limits.rs"]
mod limits;
#[path = "sync_support/stories/marked.rs"]
mod marked;
#[path = "sync_support/stories/network.rs"]
mod network;
#[path = "sync_support/stories/once.rs"]
mod once;
#[path = "../../sync-server/tests/it/support/postgres.rs"]
mod postgres;
#[expect(dead_code, reason = "the stories' server runs in the test itself")]
#[path = "program_support/programs.rs"]
mod programs;
#[path = "sync_support/proxy.rs"]
mod proxy;
#[path = "sync_support/stories/put_back.rs"]
mod put_back;
#[path = "sync_support/register.rs"]
mod register;
#[path = "sync_support/stories/rules.rs"]
mod rules;
#[path = "sync_support/shop.rs"]
mod shop;
#[path = "sync_support/stories/special_days.rs"]
mod special_days;
#[path = "sync_support/stories/streams.rs"]
mod streams;
#[path = "sync_support/stories/switched_off.rs"]
mod switched_off;
#[path = "sync_support/world.rs"]
mod world;
