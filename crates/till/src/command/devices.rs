//! `printer`: a printer without paper.

use std::net::SocketAddr;
use std::path::PathBuf;

use bezmen_devices::cli;
use bezmen_devices::printer::interpret::Rendering;
use clap::Subcommand;

use super::{CommandError, say};

/// A printer without paper.
#[derive(Debug, Subcommand)]
pub enum Printer {
    /// Reads printer bytes and answers the text grid and the events as JSON.
    Render {
        /// The printer's profile.
        #[arg(long, default_value = "virtual")]
        profile: String,
        /// The file; standard input when absent.
        file: Option<PathBuf>,
    },
    /// Plays a network printer: answers each receipt as a line of JSON.
    Serve {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:9100", value_name = "ADDRESS")]
        listen: SocketAddr,
        /// The printer's profile.
        #[arg(long, default_value = "virtual")]
        profile: String,
    },
}

impl Printer {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        let usage = |error: cli::UnknownProfile| CommandError::Usage(error.to_string());
        match self {
            Self::Render { profile, file } => {
                let profile = cli::profile(&profile).map_err(usage)?;
                let rendered = match file {
                    Some(file) => {
                        let opened = std::fs::File::open(&file).map_err(|error| {
                            CommandError::Refused(format!(
                                "cannot read {}: {error}",
                                file.display()
                            ))
                        })?;
                        cli::render(opened, &profile)?
                    }
                    None => cli::render(std::io::stdin().lock(), &profile)?,
                };
                say(&rendered.to_string());
                Ok(())
            }
            Self::Serve { listen, profile } => {
                let profile = cli::profile(&profile).map_err(usage)?;
                let told =
                    Box::new(|rendering: &Rendering| say(&cli::json_of(rendering).to_string()));
                let printer = cli::serve_printer(listen, &profile, told)?;
                say(&format!("listening {}", printer.addr()));
                printer.run();
                Ok(())
            }
        }
    }
}
