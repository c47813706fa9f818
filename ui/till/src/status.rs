//! Sync and printing in detail.

mod notices;
mod print_queue;
mod status_page;
mod sync_facts;

pub use status_page::StatusPage;
