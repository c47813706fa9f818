//! `device watch`

use std::time::{Duration, Instant};

use bezmen_devices::scale::codec::ScaleCodec;
use bezmen_devices::scale::describe;
use bezmen_devices::scale::poller::Poller;
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::scale::traffic::{Direction, Passed};
use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::SystemPorts;
use bezmen_domain::locale::Locale;
use clap::Args;
use serde_json::{Value, json};

use super::super::scale::ScaleSettings;
use super::super::{CommandError, say};

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

/// The address of a scale, its line set as its protocol usually is where nothing else is said.
pub fn scale_address(text: &str, protocol: ScaleProtocol) -> Result<PortAddress, CommandError> {
    let usual = protocol.facts().serial.first().copied();
    Ok(match (super::address_of(text)?, usual) {
        (PortAddress::Serial { path, .. }, Some(settings)) if !text.contains('@') => {
            PortAddress::Serial { path, settings }
        }
        (address, _) => address,
    })
}

impl Watch {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        let address = scale_address(&self.address, self.protocol)?;
        super::admit(&address, &SystemPorts)?;
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
                let words = now.words(Locale::En);
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
