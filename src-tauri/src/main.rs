//! `bezmen`: the till in a window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use bezmen::Options;
use clap::Parser;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter =
        EnvFilter::try_from_env("BEZMEN_LOG").unwrap_or_else(|_| EnvFilter::new("info,zbus=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let options = Options::parse();
    let engine = bezmen::open_till(&options.data(), options.sync());
    match bezmen::run(&options, engine) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %error, "the window could not be opened; `bezmen-till serve` shows the till in a browser");
            ExitCode::FAILURE
        }
    }
}
