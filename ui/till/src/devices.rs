//! The technician's screens: devices, the bytes of their lines, and setting them up.

mod arrived_facts;
mod code_bench;
mod code_card;
mod code_table_strip;
mod customer_window;
mod device_list;
mod devices_page;
mod display_draft;
mod display_form;
mod display_panel;
mod drawer_panel;
mod find_step;
mod known_weight;
mod live_line;
mod own_scanner;
mod place_step;
mod printer_draft;
mod printer_form;
mod printer_panel;
mod printer_place;
mod printer_preview;
mod printer_trial;
mod profile_choice;
mod profile_file;
mod rule_conflicts;
mod scale_bench;
mod scale_panel;
mod scale_wizard;
mod scanner_panel;
mod scanner_ports;
mod test_code;
mod tried_list;
mod weigh_steps;

pub use devices_page::DevicesPage;
