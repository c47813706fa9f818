//! The till without a window: served to a browser, driven from the command line, checked and backed up.

mod command;

use std::io::IsTerminal;
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
        // Colours are for a terminal: in a file or a pipe they are rubbish between the words.
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
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
