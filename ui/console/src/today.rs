//! The first page: is everything all right, and how is the day going?

pub mod chart;
pub mod concerns;
pub mod days;
pub mod figures;
pub mod first_steps;
pub mod hours;
pub mod on_shift;
pub mod one_day;
pub mod period_figures;
pub mod tenders;
pub mod tills;
pub mod today_page;
