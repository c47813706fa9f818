//! Sync and printing in detail.

mod notices;
mod pair_again_panel;
mod print_queue;
mod status_page;
mod sync_facts;

pub use print_queue::PrintQueue;
pub use status_page::StatusPage;
