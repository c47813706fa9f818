//! Settings of the till.

mod choice;
mod draft;
mod printer_form;
mod settings_page;
mod unpair_dialog;

pub use settings_page::SettingsPage;
