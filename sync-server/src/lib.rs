//! The server that merges all tills and serves the owner's console.

pub mod platform;
