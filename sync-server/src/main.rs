//! `bezmen-server`: see `bezmen-server help`.

use std::process::ExitCode;

use bezmen_server::commands::{Cli, run};
use clap::Parser;

/// 0 done, 1 refused or failed with one line in words, 2 wrong usage (said by the parser of the command line).
#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(1)
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "why a command was refused goes to standard error, in one line"
)]
fn tell(error: &anyhow::Error) {
    let causes: Vec<String> = error
        .chain()
        .map(|cause| cause.to_string().replace('\n', " "))
        .collect();
    let mut said: Vec<&str> = Vec::new();
    for cause in &causes {
        if !said.iter().any(|earlier| earlier.contains(cause.as_str())) {
            said.push(cause);
        }
    }
    eprintln!("bezmen-server: {}", said.join(": "));
}
