//! Scales, printers, scanners, drawers: codecs, transports, simulators.
//!
//! A codec never touches a port: bytes (and the time) go in, readings and bytes to send come out. Ports live in
//! [`transport`]; [`simulate`] plays the device's side, so that tests and the demo need no hardware.

pub mod cli;
pub mod display;
pub mod fiscal;
pub mod intent;
pub mod label;
pub mod plu;
pub mod printer;
pub mod scale;
pub mod scanner;
pub mod simulate;
pub mod terminal;
pub mod transport;

#[cfg(test)]
mod testing;
