//! `bezmen-server`: see `bezmen-server help`.

use std::process::ExitCode;

use bezmen_server::commands::{Cli, exit_code, run, usage};
use clap::Parser;

/// 0 done, 1 refused or failed, 2 wrong usage; what went wrong stands on standard error in one line.
#[tokio::main]
async fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let Some(words) = usage(&error) else {
                // Help and version were asked for: they go to standard output, and are an answer.
                let _ = error.print();
                return ExitCode::SUCCESS;
            };
            say(&words);
            return ExitCode::from(2);
        }
    };
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::from(exit_code(&error))
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "why a command was refused goes to standard error, in one line"
)]
fn say(words: &str) {
    eprintln!("bezmen-server: {words}");
}

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
    say(&said.join(": "));
}
