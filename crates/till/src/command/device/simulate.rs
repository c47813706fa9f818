//! `device simulate`

use std::io::BufRead as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use bezmen_devices::cli;
use bezmen_devices::cli::played::{
    self, Played, PlayedDisplay, PlayedFiscal, PlayedLabelScale, PlayedPrinter, PlayedScale,
    PlayedScanner, PlayedTerminal,
};
use bezmen_devices::display::DisplayProfile;
use bezmen_devices::plu::NetworkScale;
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::display::SimulatedDisplay;
use bezmen_devices::simulate::fiscal::SimulatedFiscal;
use bezmen_devices::simulate::plu::SimulatedLabelScale;
use bezmen_devices::simulate::printer::{DrawerSensor, PrinterOptions, VirtualPrinter};
use bezmen_devices::simulate::scale::SimulatedScale;
use bezmen_devices::simulate::scanner::SimulatedScanner;
use bezmen_devices::simulate::terminal::SimulatedTerminal;
use clap::{Args, ValueEnum};

use super::super::{CommandError, complain, say};

/// `device simulate`
#[derive(Debug, Args)]
pub struct Simulate {
    /// `scale PROTOCOL`, `printer`, `scanner`, `display [MODEL]`, `fiscal` (ATOL's web server), `terminal` (ZVT) or `plu KIND`
    /// (a label-printing scale: cas_lp, shtrih_print, mertech, digi); a protocol alone is a scale.
    #[arg(value_name = "KIND", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// Listens on TCP; at a free port of this machine when nothing is said.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "line")]
    listen: Option<SocketAddr>,
    /// Makes a serial line that is found at this path: scales, label scales, printers, scanners and displays.
    #[arg(long, value_name = "PATH")]
    line: Option<PathBuf>,
    /// The printer's profile: a name, or a file that ends in .json.
    #[arg(long, default_value = "virtual")]
    profile: String,
    /// How the printer's drawer tells that it is open.
    #[arg(long, value_enum, default_value = "high")]
    sensor: Sensor,
    /// Puts a picture of each receipt into its line.
    #[arg(long)]
    png: bool,
}

/// The level of the drawer's sensor while it is open.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sensor {
    /// High.
    High,
    /// Low.
    Low,
    /// It has none.
    None,
}

/// The display that is played when no model is named.
const USUAL_DISPLAY: &str = "dm-d";

/// What can be played. Another device is a variant here and a [`Played`].
enum Kind {
    Scale(ScaleProtocol),
    Printer,
    Scanner,
    Display(DisplayProfile),
    Fiscal,
    Terminal,
    LabelScale(NetworkScale),
}

impl Kind {
    fn of(words: &[String]) -> Result<Self, CommandError> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let protocol = |name: &str| {
            name.parse::<ScaleProtocol>().map_err(|error| {
                CommandError::Usage(format!(
                    "{error}; or play scale PROTOCOL, printer, scanner, display, fiscal, terminal or plu KIND"
                ))
            })
        };
        let display = |model: &str| {
            DisplayProfile::of_settings(model, false)
                .map(Self::Display)
                .map_err(|error| CommandError::Usage(error.to_string()))
        };
        match words.as_slice() {
            ["scale"] => Err(CommandError::Usage(
                "name the scale's protocol: device simulate scale mt_sics".to_owned(),
            )),
            ["printer"] => Ok(Self::Printer),
            ["scanner"] => Ok(Self::Scanner),
            ["display"] => display(USUAL_DISPLAY),
            ["display", model] => display(model),
            ["fiscal"] => Ok(Self::Fiscal),
            ["terminal"] => Ok(Self::Terminal),
            ["plu"] => Err(CommandError::Usage(
                "name the kind of label scale: device simulate plu cas_lp".to_owned(),
            )),
            ["plu", name] => NetworkScale::from_name(name)
                .map(Self::LabelScale)
                .map_err(|error| CommandError::Usage(error.to_string())),
            ["scale", name] | [name] => protocol(name).map(Self::Scale),
            _ => Err(CommandError::Usage(format!(
                "“{}” takes no second word",
                words.first().copied().unwrap_or_default()
            ))),
        }
    }
}

impl Simulate {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        match Kind::of(&self.what)? {
            Kind::Scale(protocol) => play(PlayedScale::new(self.scale(protocol)?)),
            Kind::Printer => play(self.printer()?),
            Kind::Scanner => play(PlayedScanner::new(self.scanner()?)),
            Kind::Display(profile) => play(PlayedDisplay::new(self.display(&profile)?)),
            Kind::Fiscal => play(PlayedFiscal::new(SimulatedFiscal::start(self.network()?)?)),
            Kind::Terminal => play(PlayedTerminal::new(SimulatedTerminal::start(
                self.network()?,
            )?)),
            Kind::LabelScale(kind) => play(PlayedLabelScale::new(self.label_scale(kind)?)),
        }
    }

    /// Where to listen; a device that has no serial line is refused one.
    fn network(&self) -> Result<SocketAddr, CommandError> {
        if self.line.is_some() {
            let refused = "this device is on the network only: use --listen".to_owned();
            return Err(CommandError::Usage(refused));
        }
        Ok(self.listen.unwrap_or_else(|| ([127, 0, 0, 1], 0).into()))
    }

    fn scale(&self, protocol: ScaleProtocol) -> Result<SimulatedScale, CommandError> {
        #[cfg(unix)]
        if let Some(line) = &self.line {
            return Ok(SimulatedScale::on_line(protocol, line.clone())?);
        }
        Ok(SimulatedScale::on_tcp(protocol, self.network()?)?)
    }

    fn label_scale(&self, kind: NetworkScale) -> Result<SimulatedLabelScale, CommandError> {
        #[cfg(unix)]
        if let Some(line) = &self.line {
            return Ok(SimulatedLabelScale::on_line(kind, line.clone())?);
        }
        Ok(SimulatedLabelScale::on_tcp(kind, self.network()?)?)
    }

    fn scanner(&self) -> Result<SimulatedScanner, CommandError> {
        #[cfg(unix)]
        if let Some(line) = &self.line {
            return Ok(SimulatedScanner::on_line(line.clone())?);
        }
        Ok(SimulatedScanner::on_tcp(self.network()?)?)
    }

    fn display(&self, profile: &DisplayProfile) -> Result<SimulatedDisplay, CommandError> {
        #[cfg(unix)]
        if let Some(line) = &self.line {
            return Ok(SimulatedDisplay::on_line(profile, line.clone())?);
        }
        Ok(SimulatedDisplay::on_tcp(profile, self.network()?)?)
    }

    fn printer(&self) -> Result<PlayedPrinter, CommandError> {
        let profile = cli::profile_or_file(&self.profile)
            .map_err(|error| CommandError::Usage(error.to_string()))?;
        let options = PrinterOptions {
            draws: self.png,
            sensor: match self.sensor {
                Sensor::High => DrawerSensor::HighWhenOpen,
                Sensor::Low => DrawerSensor::LowWhenOpen,
                Sensor::None => DrawerSensor::None,
            },
            ..PrinterOptions::default()
        };
        #[cfg(unix)]
        if let Some(line) = &self.line {
            let printer = VirtualPrinter::start_line(&profile, options)?;
            return Ok(PlayedPrinter::linked(printer, line)?);
        }
        let printer = VirtualPrinter::start_network(self.network()?, &profile, options)?;
        Ok(PlayedPrinter::new(printer))
    }
}

/// How soon news are told.
const TURN: Duration = Duration::from_millis(50);

/// Says where a simulated device is, follows the lines of standard input, and tells what happens to it; without further lines it
/// goes on as it is.
pub fn play(mut device: impl Played) -> Result<(), CommandError> {
    say(&format!("listening {}", device.place()));
    let lines = lines_of_input()?;
    let mut is_driven = true;
    loop {
        if is_driven {
            match lines.recv_timeout(TURN) {
                Ok(line) => obey(&mut device, &line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => is_driven = false,
            }
        } else {
            std::thread::sleep(TURN);
        }
        for news in device.news() {
            say(&news.to_string());
        }
    }
}

fn obey(device: &mut dyn Played, line: &str) {
    match played::obey(device, line) {
        Ok(Some(answer)) => say(&answer.to_string()),
        Ok(None) => {}
        Err(error) => complain(&CommandError::Usage(error.to_string())),
    }
}

/// Standard input, read aside: news are told while nobody writes.
fn lines_of_input() -> Result<Receiver<String>, CommandError> {
    let (give, take) = mpsc::channel();
    std::thread::Builder::new()
        .name("input".to_owned())
        .spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if give.send(line).is_err() {
                    return;
                }
            }
        })?;
    Ok(take)
}
