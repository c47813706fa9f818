//! Importing products from a file: drop, check the columns, watch, mend what was not taken.

pub mod columns;
pub mod drop_zone;
pub mod import_page;
pub mod job;
pub mod preview;
pub mod upload;
