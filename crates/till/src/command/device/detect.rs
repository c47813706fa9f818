//! `device detect`

use std::sync::atomic::AtomicBool;

use bezmen_devices::scale::describe;
use bezmen_devices::scale::detect::{self, Attempt, AttemptKind, Found};
use bezmen_devices::scale::protocol::ScaleOptions;
use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::{SystemPorts, listens_because};
use bezmen_domain::locale::Locale;
use clap::Args;
use serde_json::{Value, json};

use super::super::{CommandError, complain, say};

/// `device detect`
#[derive(Debug, Args)]
pub struct Detect {
    /// The port or address: `/dev/ttyUSB0`, `COM3`, `192.0.2.7:4001`.
    #[arg(required_unless_present = "all")]
    address: Option<String>,
    /// Looks at every serial port of this machine, but at none that belongs to a fiscal device or a payment terminal.
    #[arg(long, conflicts_with = "address")]
    all: bool,
    /// Only listens: nothing is written to the port.
    #[arg(long)]
    listen_only: bool,
}

/// What to do when there is nothing to be found.
const NOTHING: &str = "no scale was recognised: check its power and cable, and that it is set to one of the known protocols";

impl Detect {
    /// Runs the command.
    pub fn run(self) -> Result<(), CommandError> {
        match &self.address {
            Some(address) => self.one(&super::address_of(address)?),
            None => self.every_port(),
        }
    }

    fn one(&self, address: &PortAddress) -> Result<(), CommandError> {
        let listens = listens_because(address, &SystemPorts, Locale::En);
        let is_guarded = listens.is_some();
        if let Some(words) = listens {
            complain(&CommandError::Usage(words));
        }
        let found = self.look(address, is_guarded, None)?;
        let found = found.ok_or_else(|| CommandError::Refused(NOTHING.to_owned()))?;
        say(&finding(&found, None).to_string());
        Ok(())
    }

    /// Tells of each port what is there; goes on when one cannot be opened.
    fn every_port(&self) -> Result<(), CommandError> {
        let mut recognised = 0;
        for port in super::ports()? {
            if let Some(guard) = port.guard {
                let words = guard.words(Locale::En);
                say(
                    &json!({ "port": port.path, "passed_over": guard, "words": words }).to_string(),
                );
                continue;
            }
            let address = super::address_of(&port.path)?;
            match self.look(&address, false, Some(&port.path)) {
                Ok(Some(found)) => {
                    recognised += 1;
                    say(&finding(&found, Some(&port.path)).to_string());
                }
                Ok(None) => say(&json!({ "port": port.path, "found": null }).to_string()),
                Err(error) => {
                    say(&json!({ "port": port.path, "error": error.to_string() }).to_string());
                }
            }
        }
        if recognised == 0 {
            return Err(CommandError::Refused(NOTHING.to_owned()));
        }
        Ok(())
    }

    fn look(
        &self,
        address: &PortAddress,
        is_guarded: bool,
        port: Option<&str>,
    ) -> Result<Option<Found>, CommandError> {
        detect::detect(
            address,
            &ScaleOptions::default(),
            self.listen_only || is_guarded,
            &AtomicBool::new(false),
            &mut |attempt: &Attempt| say(&at(tried(attempt), port).to_string()),
        )
        .map_err(|error| CommandError::Refused(error.to_string()))
    }
}

/// Says at which port, when there are several.
fn at(mut line: Value, port: Option<&str>) -> Value {
    if let (Some(port), Some(fields)) = (port, line.as_object_mut()) {
        fields.insert("port".to_owned(), json!(port));
    }
    line
}

fn finding(found: &Found, port: Option<&str>) -> Value {
    let settings = found.settings.map(|settings| settings.to_string());
    at(
        json!({ "found": found.protocol.name(), "settings": settings }),
        port,
    )
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
