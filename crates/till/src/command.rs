//! The commands. Each answers one line in words on stderr when it is refused (exit 1) or used wrongly (exit 2). Wrong usage is
//! answered in the language of `--help`; a refusal in that of the till, once there is a till to have one.

mod barcode;
mod data;
mod device;
mod devices;
mod label;
mod lines;
mod network;
mod plu;
mod replay;
mod scale;
mod sell;
mod serve;
mod soak;

use std::path::PathBuf;
use std::process::ExitCode;

use bezmen_contract::failure::Failure;
use bezmen_till::store::{DATABASE_FILE, OpenError, StoreError};
use bezmen_till::{Till, TillOptions};
use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

/// The Bezmen till.
#[derive(Debug, Parser)]
#[command(
    name = "bezmen-till",
    version,
    about = "The Bezmen till: sells with or without a network."
)]
pub struct Arguments {
    /// The folder that holds everything of this till.
    #[arg(long, env = "BEZMEN_TILL_DATA", value_name = "DIR", global = true)]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    /// What is logged to stderr unless `BEZMEN_LOG` says otherwise. A command that does one thing and ends says on that
    /// stream in one line why it failed, and nothing else.
    pub fn log_level(&self) -> &'static str {
        match self.command {
            Command::Serve(_) => "warn",
            _ => "off",
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Joins a company: shows a code to be confirmed in the console.
    Pair(network::Pair),
    /// Serves the till to a browser on this computer.
    Serve(serve::Serve),
    /// Sells some items and prints the receipt as JSON.
    Sell(sell::Sell),
    /// Sells every invoice of a file and prints the sums as JSON.
    Replay(replay::Replay),
    /// Pushes and pulls.
    Sync(network::Sync),
    /// Checks the log, the numbers, the sums and the database.
    Verify,
    /// Copies the database into a folder (dated) or a file.
    Backup {
        /// Where to; the folder of the settings when absent.
        target: Option<PathBuf>,
    },
    /// Reads codes line by line and tells what each is, as JSON lines.
    Barcode(barcode::Barcode),
    /// A printer without paper.
    #[command(subcommand)]
    Printer(devices::Printer),
    /// What a scale's bytes say, and a scale without a pan.
    #[command(subcommand)]
    Scale(scale::Scale),
    /// Labels of the shop's goods: print, show.
    #[command(subcommand)]
    Label(label::Label),
    /// The shop's weighed goods for label-printing scales: targets, check, send, file.
    #[command(subcommand)]
    Plu(plu::Plu),
    /// The till's devices: list, find, watch, test, simulate.
    #[command(subcommand)]
    Device(device::Device),
    /// Makes a paired till with a small catalogue, for building screens.
    #[command(hide = true)]
    DevSeed,
    /// Sells at random and prints each acknowledged receipt, for tests that kill it.
    #[command(hide = true)]
    Soak(soak::Soak),
}

/// Why a command did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// It was asked for wrongly.
    #[error("{0}")]
    Usage(String),
    /// The till refused.
    #[error("{0}")]
    Refused(String),
}

impl CommandError {
    /// 2 for a wrong usage, 1 for a refusal.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Refused(_) => ExitCode::from(1),
        }
    }
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        if failure.correlation_id.is_empty() {
            Self::Refused(format!("{}: {}", failure.code, failure.message))
        } else {
            Self::Refused(format!(
                "{} {}: {} (BEZMEN_LOG=error tells the cause)",
                failure.code, failure.correlation_id, failure.message
            ))
        }
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<bezmen_till::serve::ServeError> for CommandError {
    fn from(error: bezmen_till::serve::ServeError) -> Self {
        Self::Refused(error.to_string())
    }
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<(), CommandError> {
    let data = arguments.data;
    match arguments.command {
        Command::Pair(pair) => pair.run(opened(data)?),
        Command::Serve(serve) => {
            let options = options(data)?;
            serve.check()?;
            serve.run(&Till::open(options)?)
        }
        Command::Sell(sell) => sell.run(existing(data)?),
        Command::Replay(replay) => replay.run(options(data)?),
        Command::Sync(sync) => {
            sync.check()?;
            sync.run(existing(data)?)
        }
        Command::Verify => data::verify(existing(data)?),
        Command::Backup { target } => data::backup(existing(data)?, target),
        Command::Barcode(barcode) => barcode.run(data),
        Command::Printer(printer) => printer.run(),
        Command::Scale(scale) => scale.run(),
        Command::Label(label) => label.run(existing(data)?),
        Command::Plu(plu) => plu.run(data),
        Command::Device(device) => device.run(data),
        Command::DevSeed => data::dev_seed(opened(data)?),
        Command::Soak(soak) => soak.run(opened(data)?),
    }
}

fn options(data: Option<PathBuf>) -> Result<TillOptions, CommandError> {
    data.map(TillOptions::new).ok_or_else(|| {
        CommandError::Usage("name the till's folder with --data DIR or BEZMEN_TILL_DATA".to_owned())
    })
}

fn opened(data: Option<PathBuf>) -> Result<Till, CommandError> {
    Ok(Till::open(options(data)?)?)
}

/// Opens a till that has been here before: a mistyped folder is told, not made into an empty till.
fn existing(data: Option<PathBuf>) -> Result<Till, CommandError> {
    let options = options(data)?;
    if !options.data_dir.join(DATABASE_FILE).is_file() {
        return Err(CommandError::Refused(format!(
            "NOT_PAIRED: there is no till in {}; check --data, or pair it first",
            options.data_dir.display()
        )));
    }
    Ok(Till::open(options)?)
}

/// Prints a line of the command's output; a closed pipe ends the output, not the till.
pub fn say(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// Prints why a command failed, in one line.
pub fn complain(error: &CommandError) {
    use std::io::Write;
    let words = error.to_string().replace('\n', " ");
    let _ = writeln!(std::io::stderr().lock(), "bezmen-till: {words}");
}

/// Answers a wrong usage with its first sentence in one line; help and version are printed whole.
pub fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    let about = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "say what to do, such as serve or verify".to_owned()
        }
        _ => first_part(&error.to_string()),
    };
    let error = CommandError::Usage(format!("{about}; see bezmen-till --help"));
    complain(&error);
    error.exit_code()
}

/// What stands before the synopsis, on one line.
fn first_part(words: &str) -> String {
    let about: Vec<&str> = words
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"))
        .filter(|line| !line.is_empty())
        .collect();
    about.join(" ").trim_start_matches("error: ").to_owned()
}
