//! The serial ports of this machine, and which of them must never be written to.
//!
//! A byte sent to a fiscal device may open a document, a byte sent to a payment terminal may begin a payment: such ports
//! are told by their USB numbers and names.

use bezmen_domain::locale::Locale;
use serde::Serialize;
use serialport::SerialPortType;

mod guarded;
mod identity;

pub(crate) use self::guarded::admit;
pub use self::guarded::{guard_at, is_same_port, listens_because};
pub use self::identity::{NotFound, PortIdentity};

/// What is known about a serial port without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PortInfo {
    /// Its path or name: `/dev/ttyUSB0`, `COM3`.
    pub path: String,
    /// The USB device behind it.
    pub usb: Option<UsbInfo>,
    /// Why nothing may be written to it.
    pub guard: Option<Guard>,
}

/// A USB device behind a serial port.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UsbInfo {
    /// The number of its maker.
    pub vendor_id: u16,
    /// The number of its model.
    pub product_id: u16,
    /// Its serial number; many adapters have none.
    pub serial_number: Option<String>,
    /// The maker's name.
    pub manufacturer: Option<String>,
    /// The model's name.
    pub product: Option<String>,
    /// The interface of a device with several.
    pub interface: Option<u8>,
    /// The bus and the ports that lead to it, `1-2.3`: the same as long as it stays plugged in there.
    pub location: Option<String>,
}

/// Why nothing may be written to a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// A fiscal device is behind it.
    Fiscal,
    /// A payment terminal is behind it.
    PaymentTerminal,
}

impl Guard {
    /// Why nothing is sent there, for the technician.
    #[must_use]
    pub const fn words(self, locale: Locale) -> &'static str {
        match self {
            Self::Fiscal => locale.pick(
                "похоже на фискальный регистратор: туда ничего не отправляем",
                "looks like a fiscal device: nothing is sent there",
            ),
            Self::PaymentTerminal => locale.pick(
                "похоже на платёжный терминал: туда ничего не отправляем",
                "looks like a payment terminal: nothing is sent there",
            ),
        }
    }
}

/// USB makers whose devices are fiscal: ATOL. Source: the public list of USB numbers.
const FISCAL_VENDORS: [u16; 1] = [0x2912];

/// USB makers whose serial devices take payments: Ingenico, VeriFone, PAX, Castles, Newland NPT. Source: the public list of USB
/// numbers.
const TERMINAL_VENDORS: [u16; 5] = [0x0b00, 0x11ca, 0x2fb8, 0x0ca6, 0x3250];

/// Words in the name of a fiscal device.
const FISCAL_WORDS: [&str; 7] = [
    "atol",
    "атол",
    "shtrih-m-fr",
    "fiscal",
    "kkt",
    "ккт",
    "pirit",
];

/// Words in the name of a payment terminal.
const TERMINAL_WORDS: [&str; 7] = [
    "ingenico",
    "verifone",
    "pax ",
    "pinpad",
    "pin pad",
    "castles",
    "pos terminal",
];

/// Tells from its USB numbers and names whether a port must not be written to.
#[must_use]
pub fn guard_of(usb: &UsbInfo) -> Option<Guard> {
    let name = format!(
        "{} {} ",
        usb.manufacturer.as_deref().unwrap_or_default(),
        usb.product.as_deref().unwrap_or_default()
    )
    .to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if FISCAL_VENDORS.contains(&usb.vendor_id) || says(&FISCAL_WORDS) {
        return Some(Guard::Fiscal);
    }
    if TERMINAL_VENDORS.contains(&usb.vendor_id) || says(&TERMINAL_WORDS) {
        return Some(Guard::PaymentTerminal);
    }
    None
}

/// Tells what ports there are. The window and the command line use [`SystemPorts`].
pub trait PortLister: Send + Sync {
    /// The ports, in the order of their paths.
    ///
    /// # Errors
    /// The system does not tell.
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown>;
}

/// The system does not tell which ports there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the system does not tell which serial ports there are ({reason}): type the port's path by hand"
)]
pub struct PortsUnknown {
    /// What the system said.
    pub reason: String,
}

impl PortsUnknown {
    /// The sentence for the technician.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "система не говорит, какие есть порты ({}): введите путь порта вручную",
                self.reason
            ),
        }
    }
}

/// The ports of this machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemPorts;

impl PortLister for SystemPorts {
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
        let found = serialport::available_ports().map_err(|error| PortsUnknown {
            reason: error.to_string(),
        })?;
        let mut ports: Vec<PortInfo> = found.into_iter().map(port_info).collect();
        ports.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(ports)
    }
}

/// The ports of a lister, and paths typed by hand: pseudo-terminals, links and adapters that the system does not tell of.
#[derive(Debug, Clone)]
pub struct WithPaths<L> {
    /// Where the others come from.
    pub lister: L,
    /// The paths.
    pub paths: Vec<String>,
}

impl<L: PortLister> PortLister for WithPaths<L> {
    /// The ports of the lister and the paths that exist; a path alone is known to be no port of money only when the lister
    /// says so.
    fn ports(&self) -> Result<Vec<PortInfo>, PortsUnknown> {
        let mut ports = match self.lister.ports() {
            Ok(ports) => ports,
            Err(error) if self.paths.is_empty() => return Err(error),
            Err(_) => Vec::new(),
        };
        for path in &self.paths {
            // A link leads to a port that the lister may know under its own name.
            let known = ports
                .iter()
                .find(|port| is_same_port(&port.path, path))
                .cloned();
            let listed = ports.iter().any(|port| port.path == *path);
            if !listed && (known.is_some() || std::fs::exists(path).unwrap_or(false)) {
                ports.push(PortInfo {
                    path: path.clone(),
                    guard: known.as_ref().and_then(|port| port.guard),
                    usb: known.and_then(|port| port.usb),
                });
            }
        }
        ports.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(ports)
    }
}

fn port_info(port: serialport::SerialPortInfo) -> PortInfo {
    let usb = match port.port_type {
        SerialPortType::UsbPort(usb) => Some(UsbInfo {
            vendor_id: usb.vid,
            product_id: usb.pid,
            serial_number: usb.serial_number,
            manufacturer: usb.manufacturer,
            product: usb.product,
            interface: usb.interface,
            location: usb.location.map(|location| location.to_string()),
        }),
        SerialPortType::PciPort | SerialPortType::BluetoothPort | SerialPortType::Unknown => None,
    };
    PortInfo {
        path: port.port_name,
        guard: usb.as_ref().and_then(guard_of),
        usb,
    }
}

#[cfg(test)]
mod tests;
