//! `device`: the technician's tools without a screen.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::describe;
use bezmen_devices::scale::detect::{self, Attempt, AttemptKind};
use bezmen_devices::scale::poller::Poller;
use bezmen_devices::scale::protocol::{ScaleOptions, ScaleProtocol};
use bezmen_devices::scale::traffic::{Direction, Passed};
use bezmen_devices::simulate::scale::SimulatedScale;
use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::{PortLister, SystemPorts};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::scale::{ScaleSettings, play};
use super::{CommandError, say};

/// The till's devices.
#[derive(Debug, Subcommand)]
pub enum Device {
    /// Lists the serial ports and what is behind them, as JSON lines.
    List,
    /// Finds out which protocol a scale speaks; tells what was tried as JSON lines, the finding last.
    Detect(Detect),
    /// Shows what goes over a scale's line, in hex and decoded, as JSON lines.
    Watch(Watch),
    /// Plays a device on TCP or on a serial line of its own; lines of standard input drive it.
    Simulate(Simulate),
}

/// `device detect`
#[derive(Debug, Args)]
pub struct Detect {
    /// The port or address: `/dev/ttyUSB0`, `COM3`, `192.0.2.7:4001`.
    address: String,
    /// Only listens: nothing is written to the port.
    #[arg(long)]
    listen_only: bool,
}

/// `device watch`
#[derive(Debug, Args)]
pub struct Watch {
    /// The port or address, with the line's settings if they are not the usual ones: `/dev/ttyUSB0@4800-8E1`.
    address: String,
    /// What it speaks.
    #[arg(long)]
    protocol: ScaleProtocol,
    #[command(flatten)]
    settings: ScaleSettings,
    /// Ends after so many seconds; without it, when it is stopped.
    #[arg(long)]
    seconds: Option<u64>,
}

/// `device simulate`
#[derive(Debug, Args)]
pub struct Simulate {
    /// The protocol of the scale to play.
    protocol: ScaleProtocol,
    /// Listens on TCP.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "line")]
    listen: Option<SocketAddr>,
    /// Makes a serial line that is found at this path.
    #[arg(long, value_name = "PATH")]
    line: Option<PathBuf>,
}

impl Device {
    /// Runs the command.
    pub fn run(self, _data: Option<PathBuf>) -> Result<(), CommandError> {
        match self {
            Self::List => list(),
            Self::Detect(detect) => detect.run(),
            Self::Watch(watch) => watch.run(),
            Self::Simulate(simulate) => simulate.run(),
        }
    }
}

fn list() -> Result<(), CommandError> {
    let ports = SystemPorts
        .ports()
        .map_err(|error| CommandError::Refused(error.to_string()))?;
    for port in ports {
        let line = serde_json::to_string(&port)
            .map_err(|error| CommandError::Refused(error.to_string()))?;
        say(&line);
    }
    Ok(())
}

/// A path or the name of a port is a serial line; `host:port` is the network.
fn address_of(text: &str) -> Result<PortAddress, CommandError> {
    let is_port = text.starts_with('/') || text.to_ascii_uppercase().starts_with("COM");
    let text = if is_port {
        format!("serial:{text}")
    } else {
        text.to_owned()
    };
    PortAddress::parse(&text, DEFAULT_PORT).map_err(|error| CommandError::Usage(error.to_string()))
}

/// Where serial-to-network adapters listen by custom.
const DEFAULT_PORT: u16 = 4001;

impl Detect {
    fn run(self) -> Result<(), CommandError> {
        let address = address_of(&self.address)?;
        let guarded = guard(&address);
        if let Some(words) = guarded {
            super::complain(&CommandError::Usage(words.to_owned()));
        }
        let found = detect::detect(
            &address,
            &ScaleOptions::default(),
            self.listen_only || guarded.is_some(),
            &AtomicBool::new(false),
            &mut |attempt: &Attempt| say(&tried(attempt).to_string()),
        )
        .map_err(|error| CommandError::Refused(error.to_string()))?;
        let Some(found) = found else {
            return Err(CommandError::Refused(
                "no scale was recognised: check its power and cable, and that it is set to one of the known protocols".to_owned(),
            ));
        };
        let settings = found.settings.map(|settings| settings.to_string());
        say(&json!({ "found": found.protocol.name(), "settings": settings }).to_string());
        Ok(())
    }
}

/// Why nothing may be written to the port, when the system says what is behind it.
fn guard(address: &PortAddress) -> Option<&'static str> {
    let PortAddress::Serial { path, .. } = address else {
        return None;
    };
    let ports = SystemPorts.ports().ok()?;
    let port = ports.into_iter().find(|port| port.path == *path)?;
    Some(port.guard?.words(bezmen_domain::locale::Locale::En))
}

fn tried(attempt: &Attempt) -> Value {
    let asked = match attempt.kind {
        AttemptKind::Listened => None,
        AttemptKind::Asked(protocol) => Some(protocol.name()),
    };
    json!({
        "asked": asked,
        "settings": attempt.settings.map(|settings| settings.to_string()),
        "sent": describe::hex(&attempt.sent),
        "received": describe::hex(&attempt.received),
        "outcome": attempt.outcome,
    })
}

impl Watch {
    fn run(self) -> Result<(), CommandError> {
        let usual = self.protocol.facts().serial.first().copied();
        let address = match (address_of(&self.address)?, usual) {
            (PortAddress::Serial { path, .. }, Some(settings)) if !self.address.contains('@') => {
                PortAddress::Serial { path, settings }
            }
            (address, _) => address,
        };
        let codec = ScaleCodec::new(self.protocol, self.settings.options());
        let poller = Poller::start(address, codec)?;
        let end = self
            .seconds
            .map(|seconds| Instant::now() + Duration::from_secs(seconds));
        let mut next = 0;
        let mut state = None;
        while end.is_none_or(|end| Instant::now() < end) {
            for passed in poller.traffic(next) {
                next = passed.number + 1;
                say(&shown(self.protocol, &passed).to_string());
            }
            let now = poller.snapshot().state;
            if state.as_ref() != Some(&now) {
                let words = now.words(bezmen_domain::locale::Locale::En);
                say(&json!({ "state": now.code(), "words": words }).to_string());
                state = Some(now);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

fn shown(protocol: ScaleProtocol, passed: &Passed) -> Value {
    let direction = match passed.direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    };
    let said: Vec<Value> = passed
        .heard
        .iter()
        .map(|piece| describe::piece(protocol, &piece.said))
        .collect();
    let at_ms = u64::try_from(passed.at.as_millis()).unwrap_or(u64::MAX);
    json!({ "at_ms": at_ms, direction: describe::hex(&passed.bytes), "said": said })
}

impl Simulate {
    fn run(self) -> Result<(), CommandError> {
        let scale = match (self.listen, self.line) {
            #[cfg(unix)]
            (_, Some(line)) => SimulatedScale::on_line(self.protocol, line)?,
            #[cfg(not(unix))]
            (_, Some(_)) => {
                return Err(CommandError::Usage(
                    "this system has no serial lines without a cable: use --listen".to_owned(),
                ));
            }
            (Some(address), None) => SimulatedScale::on_tcp(self.protocol, address)?,
            (None, None) => SimulatedScale::on_tcp(self.protocol, "127.0.0.1:0")?,
        };
        play(scale)
    }
}
