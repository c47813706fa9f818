//! The way in: registering a company, signing in.

pub mod door;
pub mod register_form;
pub mod sign_in_again;
pub mod sign_in_form;
