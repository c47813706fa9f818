//! The owner's web console.
//!
//! A folder is a room (`today`, `receipts`, `products` …) with `<room>_page.rs` as its door; `frame` is what surrounds every room,
//! `parts` what several rooms are made of, `words` the catalogue of both languages. `api` speaks to the server, `session` knows
//! who is signed in, `address` keeps filters, period and store in the address of the page.

mod account;
mod address;
mod api;
mod app;
mod browser;
mod company;
mod customers;
mod frame;
mod imports;
mod language;
mod load;
mod moments;
mod parts;
mod people;
mod products;
mod receipts;
mod session;
mod shifts;
mod terminals;
mod theme;
mod today;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
