//! How a serial line is set, as a technician writes it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Parity of a serial line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SerialFlow {
    /// None.
    #[default]
    None,
    /// RTS and CTS lines.
    Hardware,
    /// XON and XOFF bytes.
    Software,
    /// The DTR line of the device, which arrives as DSR. The system does not do this by itself: bytes go out in small pieces,
    /// each only while DSR is set. Where the port does not tell DSR, they are only paced.
    DtrDsr,
}

/// How a serial line is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

    /// Reads `9600`, `9600-8N1`, `57600-8O1-rtscts`, `9600-8N1-xonxoff` or `19200-8E1-dtrdsr`.
    pub(super) fn parse(text: &str) -> Option<Self> {
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
            Some("dtrdsr") => SerialFlow::DtrDsr,
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
            SerialFlow::DtrDsr => "-dtrdsr",
        };
        write!(
            formatter,
            "{}-{}{parity}{}{flow}",
            self.baud, self.data_bits, self.stop_bits
        )
    }
}
