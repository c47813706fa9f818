//! `printer`: a printer without paper.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bezmen_devices::cli;
use bezmen_devices::printer::interpret::Rendering;
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::{PrinterFault, VirtualPrinter};
use clap::Subcommand;

use super::lines::{self, Line};
use super::{CommandError, say};

/// A printer without paper.
#[derive(Debug, Subcommand)]
pub enum Printer {
    /// Reads printer bytes and answers the text grid and the events as JSON.
    Render {
        /// The printer's profile.
        #[arg(long, default_value = "virtual")]
        profile: String,
        /// Draws the paper too: into this file, whose name ends in .png; without a file as base64 in the answer.
        #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = IN_THE_ANSWER)]
        png: Option<PathBuf>,
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
    /// Plays a network printer: answers each receipt as a line of JSON. Lines of standard input drive it: the name of a
    /// fault such as `paper-out`, `none`, `open drawer`, `close drawer`.
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
        match self {
            Self::Render { profile, png, file } => {
                let profile = chosen(&profile)?;
                render(&profile, png.as_deref(), file.as_deref())
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
            Self::Status => lines::each(std::io::stdin().lock(), |line| {
                say(&cli::status(text_of(&line)).to_string());
            }),
            Self::Serve { listen, profile } => {
                let profile = chosen(&profile)?;
                let told =
                    Box::new(|rendering: &Rendering| say(&cli::json_of(rendering).to_string()));
                let printer = cli::serve_printer(listen, &profile, told)?;
                say(&format!("listening {}", printer.addr()));
                lines::each(std::io::stdin().lock(), |line| {
                    if let Err(error) = drive(&printer, text_of(&line)) {
                        super::complain(&error);
                    }
                })?;
                printer.run();
                Ok(())
            }
        }
    }
}

/// The text of a line; for what is none the mark of what cannot be read, which is no answer and no order.
const fn text_of<'a>(line: &Line<'a>) -> &'a str {
    match line {
        Line::Text(text) => text,
        Line::Bytes(_) | Line::TooLong => "\u{fffd}",
    }
}

/// Does to the printer what a line says.
fn drive(printer: &VirtualPrinter, line: &str) -> Result<(), CommandError> {
    match line.trim() {
        "" => {}
        "open drawer" => printer.open_drawer(),
        "close drawer" => printer.close_drawer(),
        fault => printer.set_fault(PrinterFault::from_name(fault).map_err(|error| {
            CommandError::Usage(format!("{error}, or “open drawer”, “close drawer”"))
        })?),
    }
    Ok(())
}

fn chosen(profile: &str) -> Result<PrinterProfile, CommandError> {
    cli::profile_or_file(profile).map_err(|error| CommandError::Usage(error.to_string()))
}

/// The file that stands for none: the picture is put into the answer.
const IN_THE_ANSWER: &str = "-";

fn render(
    profile: &PrinterProfile,
    png: Option<&Path>,
    file: Option<&Path>,
) -> Result<(), CommandError> {
    let png_file = png.filter(|path| *path != Path::new(IN_THE_ANSWER));
    if let Some(path) = png_file
        && !path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("png"))
    {
        // A file of printer bytes behind --png would be overwritten otherwise.
        return Err(CommandError::Usage(format!(
            "{} does not end in .png: write --png out.png, or --png behind the file of printer bytes",
            path.display()
        )));
    }
    let mut rendering = match file {
        Some(file) => {
            let opened = std::fs::File::open(file).map_err(|error| {
                CommandError::Refused(format!("cannot read {}: {error}", file.display()))
            })?;
            cli::render(opened, profile, png.is_some())?
        }
        None => cli::render(std::io::stdin().lock(), profile, png.is_some())?,
    };
    if let Some(path) = png_file {
        let picture = rendering.to_png().ok_or_else(|| {
            CommandError::Refused("nothing is on the paper, so there is no picture".to_owned())
        })?;
        std::fs::write(path, picture).map_err(|error| {
            CommandError::Refused(format!("cannot write {}: {error}", path.display()))
        })?;
        rendering.picture = None;
    }
    say(&cli::json_of(&rendering).to_string());
    Ok(())
}
