//! The till without a window: served to a browser, driven from the command line, checked and backed up.

mod command;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let arguments = match command::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return command::usage(&error),
    };
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("BEZMEN_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(arguments.log_level())),
        )
        .with_writer(std::io::stderr)
        .init();
    match command::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            command::complain(&error);
            error.exit_code()
        }
    }
}
