//! `printer` and `scale`: devices that need no hardware.

use std::io::BufRead as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use bezmen_devices::cli;
use bezmen_devices::printer::interpret::Rendering;
use bezmen_devices::simulate::scale::SimulatedScale;
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
    /// Writes the text on standard input as printer bytes, in hex on one line.
    Encode {
        /// The printer's profile.
        #[arg(long, default_value = "virtual")]
        profile: String,
    },
    /// Answers what each line `n<TAB>byte` of standard input says about a printer: the answer to `DLE EOT n`, in hex.
    Status,
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
            Self::Encode { profile } => {
                let profile = cli::profile(&profile).map_err(usage)?;
                let text = std::io::read_to_string(std::io::stdin().lock())?;
                say(&cli::encode(&text, &profile));
                Ok(())
            }
            Self::Status => {
                for line in std::io::stdin().lock().lines() {
                    say(&cli::status(&line?).to_string());
                }
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

/// A scale without a pan.
#[derive(Debug, Subcommand)]
pub enum Scale {
    /// Plays a network scale; each line of standard input puts a weight on it or breaks it.
    Serve {
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:5001", value_name = "ADDRESS")]
        listen: SocketAddr,
    },
}

impl Scale {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        let Self::Serve { listen } = self;
        let scale = SimulatedScale::start(listen)?;
        say(&format!("listening {}", scale.addr()));
        cli::drive_scale(&scale, std::io::stdin().lock(), |error| {
            super::complain(&CommandError::Usage(error.to_string()));
        })?;
        // The lines have ended; the scale goes on showing the last weight.
        scale.run();
        Ok(())
    }
}
