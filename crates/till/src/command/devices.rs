//! `printer`: a printer without paper.

use std::io::BufRead as _;
use std::net::SocketAddr;
use std::path::PathBuf;

use bezmen_devices::cli;
use bezmen_devices::printer::interpret::Rendering;
use bezmen_devices::printer::profile::PrinterProfile;
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
        /// The printer's profile: a name, or a file that ends in .json.
        #[arg(long, default_value = "virtual")]
        profile: String,
    },
    /// Lists the profiles as lines of JSON, or answers one as a file that can be changed and given as `--profile`.
    Profile {
        /// The profile's name or file; a file is checked first.
        profile: Option<String>,
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
                let profile = chosen(&profile)?;
                let text = std::io::read_to_string(std::io::stdin().lock())?;
                say(&cli::encode(&text, &profile));
                Ok(())
            }
            Self::Profile {
                profile: Some(profile),
            } => {
                say(&chosen(&profile)?.to_json());
                Ok(())
            }
            Self::Profile { profile: None } => {
                for profile in cli::profiles() {
                    say(&profile.to_string());
                }
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

fn chosen(profile: &str) -> Result<PrinterProfile, CommandError> {
    cli::profile_or_file(profile).map_err(|error| CommandError::Usage(error.to_string()))
}
