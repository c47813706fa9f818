//! The cashier's screens.
//!
//! Screens only draw: the ticket, the shift and the queues live in the engine. A component sends a call through
//! [`desk::Desk`] and draws the view that comes back; money is never calculated here.

mod app;
mod customer;
mod desk;
mod devices;
mod frame;
mod pairing;
mod paying;
mod people;
mod receipts;
mod returning;
mod selling;
mod settings;
mod shift;
mod status;
mod words;

use leptos::prelude::*;

fn main() {
    console_error_panic_hook::set_once();
    if bezmen_kit::bridge::is_customer_page() {
        mount_to_body(customer::CustomerPage);
    } else {
        mount_to_body(app::App);
    }
}
