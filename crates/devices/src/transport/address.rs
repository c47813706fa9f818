//! Addresses of ports as a technician writes them.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// The port of raw printing over TCP.
pub const RAW_PRINTING_PORT: u16 = 9100;

/// Parity of a serial line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialParity {
    /// None.
    #[default]
    None,
    /// Even.
    Even,
    /// Odd.
    Odd,
}

/// Flow control of a serial line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialFlow {
    /// None.
    #[default]
    None,
    /// RTS and CTS lines.
    Hardware,
    /// XON and XOFF bytes.
    Software,
}

/// How a serial line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SerialSettings {
    /// Bits a second.
    pub baud: u32,
    /// 7 or 8.
    pub data_bits: u8,
    /// Parity.
    pub parity: SerialParity,
    /// 1 or 2.
    pub stop_bits: u8,
    /// Flow control.
    pub flow: SerialFlow,
}

impl Default for SerialSettings {
    /// 9600 8N1 without flow control.
    fn default() -> Self {
        Self::new(9600, 8, SerialParity::None, 1)
    }
}

impl SerialSettings {
    /// Makes settings without flow control.
    #[must_use]
    pub const fn new(baud: u32, data_bits: u8, parity: SerialParity, stop_bits: u8) -> Self {
        Self {
            baud,
            data_bits,
            parity,
            stop_bits,
            flow: SerialFlow::None,
        }
    }

    /// Reads `9600`, `9600-8N1`, `57600-8O1-rtscts` or `9600-8N1-xonxoff`.
    fn parse(text: &str) -> Option<Self> {
        let mut settings = Self::default();
        let mut parts = text.split('-');
        settings.baud = parts
            .next()?
            .parse()
            .ok()
            .filter(|baud| (300..=4_000_000).contains(baud))?;
        if let Some(frame) = parts.next() {
            let [data, parity, stop] = frame.as_bytes() else {
                return None;
            };
            settings.data_bits = data
                .checked_sub(b'0')
                .filter(|bits| matches!(bits, 7 | 8))?;
            settings.parity = match parity.to_ascii_uppercase() {
                b'N' => SerialParity::None,
                b'E' => SerialParity::Even,
                b'O' => SerialParity::Odd,
                _ => return None,
            };
            settings.stop_bits = stop
                .checked_sub(b'0')
                .filter(|bits| matches!(bits, 1 | 2))?;
        }
        settings.flow = match parts.next() {
            None => SerialFlow::None,
            Some("rtscts") => SerialFlow::Hardware,
            Some("xonxoff") => SerialFlow::Software,
            Some(_) => return None,
        };
        parts.next().is_none().then_some(settings)
    }
}

impl fmt::Display for SerialSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parity = match self.parity {
            SerialParity::None => 'N',
            SerialParity::Even => 'E',
            SerialParity::Odd => 'O',
        };
        let flow = match self.flow {
            SerialFlow::None => "",
            SerialFlow::Hardware => "-rtscts",
            SerialFlow::Software => "-xonxoff",
        };
        write!(
            formatter,
            "{}-{}{parity}{}{flow}",
            self.baud, self.data_bits, self.stop_bits
        )
    }
}

/// Where a device is.
///
/// Written as `tcp:host:9100` (or only `host` or `host:9100`), `serial:/dev/ttyUSB0@9600-8N1`, `serial:COM3`, or
/// `file:/dev/usb/lp0` (or only an absolute path).
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// A device file or a plain file; a plain file is appended to.
    File {
        /// Its path.
        path: PathBuf,
    },
}

/// An address that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a device address: write host:9100, serial:/dev/ttyUSB0@9600-8N1, or file:/path"
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
                "«{}» — не адрес устройства: напишите host:9100, serial:/dev/ttyUSB0@9600-8N1 или file:/path",
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

impl FromStr for PortAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, RAW_PRINTING_PORT)
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
            Self::File { path } => write!(formatter, "file:{}", path.display()),
        }
    }
}
