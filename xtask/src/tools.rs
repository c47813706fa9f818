//! What the commands need on the machine, one file a tool: looked for first, installed when missing.

pub mod apt;
pub mod cargo_install;
pub mod display;
pub mod node;
pub mod postgres;
pub mod tauri_driver;
pub mod typos;
pub mod wasm_target;
