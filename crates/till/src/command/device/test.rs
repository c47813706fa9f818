//! `device test`

use std::time::Duration;

use bezmen_devices::cli;
use bezmen_devices::cli::check::{self, PrinterParts};
use bezmen_devices::display::{Brightness, DisplayProfile, DisplayWriter};
use bezmen_devices::fiscal::atol::{AtolConfig, AtolDevice, Limits as FiscalLimits};
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::scanner::serial::ScannerSettings;
use bezmen_devices::terminal::zvt::command::{Credentials, USUAL_CONFIG};
use bezmen_devices::terminal::zvt::{Limits, ZVT_PORT, ZvtConfig, codes};
use bezmen_devices::transport::ports::SystemPorts;
use bezmen_devices::transport::{PortAddress, RAW_PRINTING_PORT};
use bezmen_domain::barcode::{ScanEnd, ScanMarks};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_till::displaying::test_view;
use clap::{Args, Subcommand};
use serde_json::Value;

use super::super::barcode::explained;
use super::super::scale::ScaleSettings;
use super::super::{CommandError, say};
use super::watch::scale_address;

/// `device test`
#[derive(Debug, Subcommand)]
pub enum Test {
    /// Reads a scale for some seconds: the link, the reading, whether it rests, how old it is, whether it may be sold.
    Scale(Scale),
    /// Asks a printer how it is, prints a page with letters and codes, cuts it, opens the drawer with its sensor before and after.
    Printer(Printer),
    /// Listens to a scanner: each code, how it came, and what it is.
    Scanner(Scanner),
    /// Shows a text on a customer display, with a sum below it, and tells the lines that should stand there.
    Display(Display),
    /// Asks a fiscal device behind ATOL's web server for its state.
    Fiscal(Fiscal),
    /// Registers with a ZVT terminal and asks for its last transaction.
    Terminal(Terminal),
}

/// `device test scale`
#[derive(Debug, Args)]
pub struct Scale {
    /// The port or address, with the line's settings if they are not the usual ones.
    address: String,
    /// What it speaks.
    #[arg(long)]
    protocol: ScaleProtocol,
    #[command(flatten)]
    settings: ScaleSettings,
    /// How long it is read.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

/// `device test printer`
#[derive(Debug, Args)]
pub struct Printer {
    /// `host`, `host:port`, `serial:/dev/ttyUSB0@9600-8N1`, `usb:04b8:0202`, `cups:QUEUE`, `/dev/usb/lp0`.
    address: String,
    /// The printer's profile: a name, or a file that ends in .json.
    #[arg(long)]
    profile: String,
    /// Prints nothing.
    #[arg(long)]
    without_page: bool,
    /// Leaves the drawer shut.
    #[arg(long)]
    without_drawer: bool,
}

/// `device test scanner`
#[derive(Debug, Args)]
pub struct Scanner {
    /// The port or address: `/dev/ttyACM0`, `/dev/hidraw0`, `192.0.2.7:4001`.
    address: String,
    /// How long it is listened to.
    #[arg(long, default_value_t = 15)]
    seconds: u64,
    #[command(flatten)]
    marks: Marks,
}

/// What the scanner sends besides the code: `\r`, `\n`, `\t`, `\\` and `\x02` are one character each.
#[derive(Debug, Args)]
struct Marks {
    /// Before each code.
    #[arg(long, default_value = "")]
    prefix: String,
    /// What ends a code: any, line_end, tab, etx, pause, suffix.
    #[arg(long, default_value = "any", value_parser = end_named)]
    end: ScanEnd,
    /// After each code, before its end; or the end itself.
    #[arg(long, default_value = "")]
    suffix: String,
    /// In place of GS, such as ~ or {GS}; \x1d when it spells GS so.
    #[arg(long, default_value = "")]
    gs: String,
}

fn end_named(name: &str) -> Result<ScanEnd, String> {
    ScanEnd::from_name(name).ok_or_else(|| {
        let known = ScanEnd::ALL.map(ScanEnd::name);
        format!("write one of {}", known.join(", "))
    })
}

impl Marks {
    fn read(&self) -> Result<ScanMarks, CommandError> {
        ScanMarks::parse(&self.prefix, self.end, &self.suffix, &self.gs)
            .map_err(|error| CommandError::Usage(error.to_string()))
    }
}

/// `device test display`
#[derive(Debug, Args)]
pub struct Display {
    /// The port or address: `/dev/ttyUSB0`, `/dev/ttyUSB0@19200-8N1`, `192.0.2.7:4001`.
    address: String,
    /// The model: dm-d, dm-d-printer, cd5220, cd5220-latin, aures, ocd-100, ocd-300, af-240.
    #[arg(long)]
    model: String,
    /// The upper line.
    #[arg(long, default_value = "Привет / Hello")]
    text: String,
    /// How bright it shines, from 1 to 4.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=4))]
    brightness: u8,
}

/// `device test fiscal`
#[derive(Debug, Args)]
pub struct Fiscal {
    /// The address of the server, such as `http://127.0.0.1:16732/api/v2`.
    address: String,
    /// Prints two lines of text without fiscal meaning, too.
    #[arg(long)]
    really: bool,
}

/// `device test terminal`
#[derive(Debug, Args)]
pub struct Terminal {
    /// `host` or `host:port`.
    address: String,
    /// The password, six digits at most.
    #[arg(long, default_value_t = 0)]
    password: u32,
    /// The currency's letters.
    #[arg(long, default_value = "RUB")]
    currency: String,
    /// Charges a card with one unit of the currency, then takes the charge back.
    #[arg(long)]
    really: bool,
}

/// What `device test terminal --really` charges, in hundredths.
const CHARGE_MINOR: i64 = 100;

impl Test {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        let tell = &mut |step: &Value| say(&step.to_string());
        let well = match self {
            Self::Scale(scale) => {
                let address = scale_address(&scale.address, scale.protocol)?;
                super::admit(&address, &SystemPorts)?;
                let options = scale.settings.options();
                let limit = Duration::from_secs(scale.seconds.max(1));
                check::scale(&address, scale.protocol, &options, limit, tell)?
            }
            Self::Printer(printer) => printer.test(tell)?,
            Self::Scanner(scanner) => {
                let address = super::address_of(&scanner.address)?;
                let limit = Duration::from_secs(scanner.seconds.max(1));
                let settings = ScannerSettings {
                    marks: scanner.marks.read()?,
                    ..ScannerSettings::default()
                };
                check::scanner(&address, settings, limit, &explained, tell)?
            }
            Self::Display(display) => display.test(tell)?,
            Self::Fiscal(fiscal) => {
                let config = AtolConfig::new(&fiscal.address, None, None, FiscalLimits::USUAL)
                    .map_err(|error| CommandError::Usage(error.to_string()))?;
                let device = AtolDevice::new(&config);
                check::fiscal(&device, random()?, fiscal.really, tell)
            }
            Self::Terminal(terminal) => terminal.test(tell)?,
        };
        if well {
            Ok(())
        } else {
            let words = "the device is not well: see the lines above".to_owned();
            Err(CommandError::Refused(words))
        }
    }
}

impl Printer {
    fn test(&self, tell: check::Tell<'_>) -> Result<bool, CommandError> {
        let usage = |error: String| CommandError::Usage(error);
        let profile =
            cli::profile_or_file(&self.profile).map_err(|error| usage(error.to_string()))?;
        let address = PortAddress::parse(&self.address, RAW_PRINTING_PORT)
            .map_err(|error| usage(error.to_string()))?;
        super::admit(&address, &SystemPorts)?;
        let parts = PrinterParts {
            page: !self.without_page,
            drawer: !self.without_drawer,
        };
        Ok(check::printer(&address, &profile, parts, tell))
    }
}

impl Display {
    fn test(&self, tell: check::Tell<'_>) -> Result<bool, CommandError> {
        let usage = |error: String| CommandError::Usage(error);
        let profile = DisplayProfile::of_settings(&self.model, false)
            .map_err(|error| usage(error.to_string()))?;
        let address = super::address_of(&self.address)?;
        super::admit(&address, &SystemPorts)?;
        let writer = DisplayWriter::new(profile);
        let brightness = Brightness::from_level(self.brightness);
        let view = test_view(&self.text, Locale::Ru);
        Ok(check::display(&address, &writer, brightness, &view, tell))
    }
}

impl Terminal {
    fn test(&self, tell: check::Tell<'_>) -> Result<bool, CommandError> {
        let usage = |words: &str| CommandError::Usage(words.to_owned());
        let PortAddress::Tcp { host, port } = PortAddress::parse(&self.address, ZVT_PORT)
            .map_err(|error| usage(&error.to_string()))?
        else {
            return Err(usage(
                "a ZVT terminal is on the network: write host or host:port",
            ));
        };
        let currency = codes::currency_number(&self.currency.to_ascii_uppercase())
            .ok_or_else(|| usage("write the currency as three letters, such as RUB or EUR"))?;
        let credentials = Credentials::new(self.password, currency, USUAL_CONFIG)
            .ok_or_else(|| usage("the password has six digits at most"))?;
        let config = ZvtConfig {
            host,
            port,
            credentials,
            limits: Limits::USUAL,
        };
        let charge = self.really.then_some(Money::from_minor(CHARGE_MINOR));
        Ok(check::terminal(&config, random()?, charge, tell))
    }
}

/// Names for two things that happen once.
fn random() -> Result<[[u8; 16]; 2], CommandError> {
    let mut names = [[0; 16]; 2];
    for name in &mut names {
        getrandom::fill(name).map_err(|error| CommandError::Refused(error.to_string()))?;
    }
    Ok(names)
}
