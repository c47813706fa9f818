//! The technician's screens: devices, the bytes of their lines, and setting them up.

mod device_list;
mod devices_page;
mod find_step;
mod known_weight;
mod live_line;
mod place_step;
mod scale_bench;
mod scale_panel;
mod scale_wizard;
mod tried_list;
mod weigh_steps;

pub use devices_page::DevicesPage;
