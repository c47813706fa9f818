//! `device`: the technician's tools without a screen.

mod detect;
mod list;
mod simulate;
mod test;
mod watch;

use std::path::PathBuf;

use bezmen_devices::transport::PortAddress;
use bezmen_devices::transport::ports::{PortInfo, PortLister, SystemPorts, guard_at};
use bezmen_domain::locale::Locale;
use clap::Subcommand;

pub use self::simulate::play;
use super::CommandError;

/// The till's devices.
#[derive(Debug, Subcommand)]
pub enum Device {
    /// Lists the devices of the till of --data and how each is, then the serial ports and what is behind them, the printers and the HID scanners and scales, as JSON lines.
    List,
    /// Finds out which protocol a scale speaks; tells what was tried as JSON lines, the finding last.
    Detect(detect::Detect),
    /// Shows what goes over a scale's line, in hex and decoded, as JSON lines.
    Watch(watch::Watch),
    /// Tries a device and tells what was found as JSON lines; moves no money and opens no document without --really.
    #[command(subcommand)]
    Test(test::Test),
    /// Plays a device on TCP or on a serial line of its own; lines of standard input drive it, and JSON lines tell what happens.
    Simulate(simulate::Simulate),
}

impl Device {
    /// Runs the command.
    pub fn run(self, data: Option<PathBuf>) -> Result<(), CommandError> {
        match self {
            Self::List => list::run(data),
            Self::Detect(detect) => detect.run(),
            Self::Watch(watch) => watch.run(),
            Self::Test(test) => test.run(),
            Self::Simulate(simulate) => simulate.run(),
        }
    }
}

/// A path or the name of a port is a serial line; `host:port` is the network.
fn address_of(text: &str) -> Result<PortAddress, CommandError> {
    let is_hid = text.starts_with("/dev/hidraw");
    let is_port = text.starts_with('/') && !is_hid || text.to_ascii_uppercase().starts_with("COM");
    let text = if is_port {
        format!("serial:{text}")
    } else {
        text.to_owned()
    };
    PortAddress::parse(&text, DEFAULT_PORT).map_err(|error| CommandError::Usage(error.to_string()))
}

/// Where serial-to-network adapters listen by custom.
const DEFAULT_PORT: u16 = 4001;

fn ports() -> Result<Vec<PortInfo>, CommandError> {
    SystemPorts
        .ports()
        .map_err(|error| CommandError::Refused(error.to_string()))
}

/// Refuses a port that must not be written to, as far as the system says what is behind it.
fn admit(address: &PortAddress, lister: &dyn PortLister) -> Result<(), CommandError> {
    match guard_at(address, lister) {
        Ok(Some(guard)) => Err(CommandError::Usage(guard.words(Locale::En).to_owned())),
        Ok(None) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use bezmen_devices::scale::protocol::ScaleProtocol;
    use bezmen_devices::transport::ports::{Guard, PortsUnknown};

    use super::watch::scale_address;
    use super::*;

    struct Fiscal;

    impl PortLister for Fiscal {
        fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
            Ok(vec![PortInfo {
                path: "/dev/ttyACM9".to_owned(),
                usb: None,
                guard: Some(Guard::Fiscal),
            }])
        }
    }

    #[test]
    fn a_scale_is_not_looked_for_where_a_fiscal_device_is() {
        let admitted = |text: &str| {
            let address = scale_address(text, ScaleProtocol::MassaK100).unwrap();
            admit(&address, &Fiscal).map_err(|error| error.to_string())
        };
        let words = admitted("/dev/ttyACM9@4800-8E1").unwrap_err();
        assert!(words.contains("looks like a fiscal device"), "{words}");
        assert!(admitted("file:/dev/ttyACM9").is_err());
        assert_eq!(admitted("/dev/ttyACM8"), Ok(()));
        assert_eq!(admitted("192.0.2.7:4001"), Ok(()));
    }
}
