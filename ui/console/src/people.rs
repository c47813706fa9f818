//! Who works here.

pub mod people_page;
pub mod people_table;
pub mod person_form;
pub mod person_sheet;
pub mod pin_form;
