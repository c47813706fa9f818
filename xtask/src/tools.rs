//! What the commands need on the machine, one file a tool: looked for first, installed when missing.

pub mod apt;
pub mod cargo_install;
pub mod node;
pub mod typos;
pub mod wasm_target;
