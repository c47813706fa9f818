//! Settings of the till.

mod choice;
mod draft;
mod settings_page;
mod unpair_dialog;

pub use choice::Choice;
pub use settings_page::SettingsPage;
