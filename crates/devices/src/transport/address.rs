//! Addresses of ports as a technician writes them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

mod serial_settings;

pub use self::serial_settings::{SerialFlow, SerialParity, SerialSettings};

/// The port of raw printing over TCP.
pub const RAW_PRINTING_PORT: u16 = 9100;

/// Where a device is.
///
/// Written as `tcp:host:9100` (or only `host` or `host:9100`), `serial:/dev/ttyUSB0@9600-8N1`, `serial:COM3`,
/// `usb:04b8:0202` (and `:serial-number`, or `@1-2.3`, the place), `cups:QUEUE`, `windows:QUEUE`, `hidraw:/dev/hidraw0`, or
/// `file:/dev/usb/lp0` (or only an absolute path).
///
/// In JSON it is that text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PortAddress {
    /// A device on the network, by name or number.
    Tcp {
        /// Name or number.
        host: String,
        /// Port.
        port: u16,
    },
    /// A device on a serial line or a USB adapter.
    Serial {
        /// The port's path or name.
        path: String,
        /// Its settings.
        settings: SerialSettings,
    },
    /// A USB printer (class 7) without a driver in between.
    Usb {
        /// The number of its maker.
        vendor_id: u16,
        /// The number of its model.
        product_id: u16,
        /// Its serial number, which tells it from another one of the same model.
        serial_number: Option<String>,
        /// Where it is plugged in (bus and ports, `1-2.3`), which tells it from another one without a serial number.
        location: Option<String>,
    },
    /// A queue of CUPS, given the bytes raw.
    Cups {
        /// Its name.
        queue: String,
    },
    /// A queue of the Windows spooler, given the bytes raw.
    Windows {
        /// Its name.
        queue: String,
    },
    /// A HID device (a scale or a scanner) as Linux shows it.
    Hidraw {
        /// Its path.
        path: PathBuf,
    },
    /// A device file or a plain file; a plain file is appended to.
    File {
        /// Its path.
        path: PathBuf,
    },
}

/// An address that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a device address: write host:9100, serial:/dev/ttyUSB0@9600-8N1, usb:04b8:0202, cups:QUEUE, windows:QUEUE, hidraw:/dev/hidraw0, or file:/path"
)]
pub struct AddressError {
    /// What was written.
    pub text: String,
}

impl AddressError {
    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match locale {
            Locale::En => self.to_string(),
            Locale::Ru => format!(
                "«{}» — не адрес устройства: напишите host:9100, serial:/dev/ttyUSB0@9600-8N1, usb:04b8:0202, cups:ОЧЕРЕДЬ, windows:ОЧЕРЕДЬ, hidraw:/dev/hidraw0 или file:/path",
                self.text
            ),
        }
    }
}

impl PortAddress {
    /// Reads an address; a network address without a port gets `default_port`.
    ///
    /// # Errors
    /// Says which forms there are.
    pub fn parse(text: &str, default_port: u16) -> Result<Self, AddressError> {
        let error = || AddressError {
            text: text.to_owned(),
        };
        let text = text.trim();
        if let Some(path) = text.strip_prefix("file:") {
            return if path.is_empty() {
                Err(error())
            } else {
                Ok(Self::File { path: path.into() })
            };
        }
        if let Some(rest) = text.strip_prefix("serial:") {
            return Self::parse_serial(rest).ok_or_else(error);
        }
        if let Some(rest) = text.strip_prefix("usb:") {
            return Self::parse_usb(rest).ok_or_else(error);
        }
        if let Some(queue) = text.strip_prefix("cups:") {
            return cups_queue(queue).ok_or_else(error);
        }
        if let Some(queue) = text.strip_prefix("windows:") {
            return windows_queue(queue).ok_or_else(error);
        }
        if let Some(path) = text.strip_prefix("hidraw:") {
            return if path.is_empty() {
                Err(error())
            } else {
                Ok(Self::Hidraw { path: path.into() })
            };
        }
        if text.starts_with("/dev/hidraw") {
            return Ok(Self::Hidraw { path: text.into() });
        }
        if text.starts_with('/') {
            return Ok(Self::File { path: text.into() });
        }
        let rest = text
            .strip_prefix("tcp://")
            .or_else(|| text.strip_prefix("tcp:"))
            .unwrap_or(text);
        Self::parse_tcp(rest, default_port).ok_or_else(error)
    }

    fn parse_serial(text: &str) -> Option<Self> {
        let (path, settings) = match text.split_once('@') {
            Some((path, settings)) => (path, SerialSettings::parse(settings)?),
            None => (text, SerialSettings::default()),
        };
        (!path.is_empty()).then(|| Self::Serial {
            path: path.to_owned(),
            settings,
        })
    }

    fn parse_usb(text: &str) -> Option<Self> {
        let number = |text: &str| {
            let hex = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit());
            hex.then(|| u16::from_str_radix(text, 16).ok()).flatten()
        };
        let mut parts = text.splitn(3, ':');
        let vendor_id = number(parts.next()?)?;
        let product = parts.next()?;
        let (product, location) = match product.split_once('@') {
            Some((product, location)) => (product, Some(place(location)?)),
            None => (product, None),
        };
        Some(Self::Usb {
            vendor_id,
            product_id: number(product)?,
            serial_number: match parts.next() {
                None => None,
                Some("") => return None,
                Some(serial) => Some(serial.to_owned()),
            },
            location,
        })
    }

    fn parse_tcp(text: &str, default_port: u16) -> Option<Self> {
        let (host, port) = match text.strip_prefix('[') {
            Some(six) => {
                let (host, rest) = six.split_once(']')?;
                (host, rest.strip_prefix(':'))
            }
            None => text
                .split_once(':')
                .map_or((text, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Some(default_port), |port| {
            port.parse().ok().filter(|port| *port > 0)
        })?;
        let valid = !host.is_empty()
            && host.chars().all(|character| {
                character.is_alphanumeric() || matches!(character, '.' | '-' | '_' | ':')
            });
        valid.then(|| Self::Tcp {
            host: host.to_owned(),
            port,
        })
    }
}

/// A bus and the ports that lead to a device: `1-2.3`.
fn place(text: &str) -> Option<String> {
    let (bus, chain) = text.split_once('-')?;
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = !bus.is_empty() && bus.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (named && chain.split('.').all(figures)).then(|| text.to_owned())
}

/// A name as CUPS has them: no spaces, no slashes, no `#`; and none that a program would take for an option.
fn cups_queue(name: &str) -> Option<PortAddress> {
    let fits = !name.is_empty()
        && !name.starts_with('-')
        && name.chars().all(|one| {
            !one.is_whitespace()
                && !one.is_control()
                && !matches!(one, '/' | '\\' | '#' | '\'' | '"')
        });
    fits.then(|| PortAddress::Cups {
        queue: name.to_owned(),
    })
}

/// A name as Windows has them: spaces are usual, and a queue of another computer begins with `\\`; no commas.
fn windows_queue(name: &str) -> Option<PortAddress> {
    let fits = !name.trim().is_empty() && !name.chars().any(|one| one.is_control() || one == ',');
    fits.then(|| PortAddress::Windows {
        queue: name.to_owned(),
    })
}

impl FromStr for PortAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, RAW_PRINTING_PORT)
    }
}

impl TryFrom<String> for PortAddress {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PortAddress> for String {
    fn from(address: PortAddress) -> Self {
        address.to_string()
    }
}

impl fmt::Display for PortAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } if host.contains(':') => {
                write!(formatter, "tcp:[{host}]:{port}")
            }
            Self::Tcp { host, port } => write!(formatter, "tcp:{host}:{port}"),
            Self::Serial { path, settings } => write!(formatter, "serial:{path}@{settings}"),
            Self::Usb {
                vendor_id,
                product_id,
                serial_number,
                location,
            } => {
                write!(formatter, "usb:{vendor_id:04x}:{product_id:04x}")?;
                location
                    .iter()
                    .try_for_each(|location| write!(formatter, "@{location}"))?;
                serial_number
                    .iter()
                    .try_for_each(|serial| write!(formatter, ":{serial}"))
            }
            Self::Cups { queue } => write!(formatter, "cups:{queue}"),
            Self::Windows { queue } => write!(formatter, "windows:{queue}"),
            Self::Hidraw { path } => write!(formatter, "hidraw:{}", path.display()),
            Self::File { path } => write!(formatter, "file:{}", path.display()),
        }
    }
}
