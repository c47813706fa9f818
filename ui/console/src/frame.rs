//! What surrounds every room.

pub mod house;
pub mod nav;
pub mod not_found;
pub mod period_choice;
pub mod rooms;
pub mod store_choice;
pub mod top_bar;
