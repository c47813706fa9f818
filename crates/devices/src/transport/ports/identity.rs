//! How a profile finds its adapter again when the system has given it another name.

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

use super::{PortInfo, UsbInfo};

/// What a port is known by: the serial number of its adapter, else the place where it is plugged in, else its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "known_by", rename_all = "snake_case")]
pub enum PortIdentity {
    /// An adapter with a serial number. Cheap ones all have the same, so the place tells two of them apart.
    SerialNumber {
        /// The number of its maker.
        vendor_id: u16,
        /// The number of its model.
        product_id: u16,
        /// The serial number.
        serial_number: String,
        /// The interface of a device with several ports.
        interface: Option<u8>,
        /// Where it was plugged in.
        location: Option<String>,
    },
    /// An adapter without a serial number: it has to stay where it is plugged in.
    Place {
        /// The number of its maker.
        vendor_id: u16,
        /// The number of its model.
        product_id: u16,
        /// The interface of a device with several ports.
        interface: Option<u8>,
        /// Where it is plugged in: bus and ports, `1-2.3`.
        location: String,
    },
    /// A port of the machine itself, a pseudo-terminal or a link.
    Path {
        /// The path or name.
        path: String,
    },
}

/// The port of a profile is not there, or cannot be told from others.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// It is not plugged in.
    #[error(
        "the port {wanted} is not there: plug the adapter in where it was, or choose its port again"
    )]
    Missing {
        /// What was looked for.
        wanted: String,
    },
    /// Several look the same.
    #[error(
        "several ports look like {wanted} ({paths}): plug the adapter in where it was, or choose its port again",
        paths = paths.join(", ")
    )]
    Ambiguous {
        /// What was looked for.
        wanted: String,
        /// The paths that fit.
        paths: Vec<String>,
    },
}

impl NotFound {
    /// A word for programs and for translation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "port_missing",
            Self::Ambiguous { .. } => "port_ambiguous",
        }
    }

    /// The sentence for the person at the till.
    #[must_use]
    pub fn words(&self, locale: Locale) -> String {
        match (locale, self) {
            (Locale::En, _) => self.to_string(),
            (Locale::Ru, Self::Missing { wanted }) => format!(
                "порта {wanted} нет: подключите адаптер туда, где он был, или выберите порт заново"
            ),
            (Locale::Ru, Self::Ambiguous { wanted, paths }) => format!(
                "на {wanted} похожи несколько портов ({}): подключите адаптер туда, где он был, или выберите порт заново",
                paths.join(", ")
            ),
        }
    }
}

impl PortIdentity {
    /// What a port is known by.
    #[must_use]
    pub fn of(port: &PortInfo) -> Self {
        let Some(usb) = &port.usb else {
            return Self::Path {
                path: port.path.clone(),
            };
        };
        let serial = usb.serial_number.as_deref().map(str::trim);
        match (serial.filter(|serial| !serial.is_empty()), &usb.location) {
            (Some(serial), location) => Self::SerialNumber {
                vendor_id: usb.vendor_id,
                product_id: usb.product_id,
                serial_number: serial.to_owned(),
                interface: usb.interface,
                location: location.clone(),
            },
            (None, Some(location)) => Self::Place {
                vendor_id: usb.vendor_id,
                product_id: usb.product_id,
                interface: usb.interface,
                location: location.clone(),
            },
            (None, None) => Self::Path {
                path: port.path.clone(),
            },
        }
    }

    /// Finds the port's path of today.
    ///
    /// # Errors
    /// It is not there, or several look the same.
    pub fn find(&self, ports: &[PortInfo]) -> Result<String, NotFound> {
        match self {
            // A path typed by hand need not be among those the system tells of; opening it will show.
            Self::Path { path } => Ok(path.clone()),
            Self::SerialNumber { location, .. } => {
                let same = self.alike(ports);
                let here = |port: &&&PortInfo| {
                    port.usb.as_ref().map(|usb| &usb.location) == Some(location)
                };
                match same.as_slice() {
                    [only] => Ok(only.path.clone()),
                    several => self.only(several.iter().filter(here).copied().collect(), several),
                }
            }
            Self::Place { location, .. } => {
                let same = self.alike(ports);
                let at = |fits: &dyn Fn(&str) -> bool| -> Vec<&PortInfo> {
                    let place = |port: &&PortInfo| port.usb.as_ref()?.location.as_deref().map(fits);
                    same.iter()
                        .copied()
                        .filter(|port| place(port) == Some(true))
                        .collect()
                };
                let exact = at(&|one| one == location);
                if !exact.is_empty() {
                    return self.only(exact, &same);
                }
                // Buses are numbered as the system meets them; the ports on them stay.
                self.only(at(&|one| chain(one) == chain(location)), &[])
            }
        }
    }

    /// The one that fits, or why there is not one.
    fn only(&self, fit: Vec<&PortInfo>, alike: &[&PortInfo]) -> Result<String, NotFound> {
        let wanted = self.to_string();
        match fit.as_slice() {
            [only] => Ok(only.path.clone()),
            [] if alike.is_empty() => Err(NotFound::Missing { wanted }),
            [] => Err(NotFound::Ambiguous {
                wanted,
                paths: alike.iter().map(|port| port.path.clone()).collect(),
            }),
            several => Err(NotFound::Ambiguous {
                wanted,
                paths: several.iter().map(|port| port.path.clone()).collect(),
            }),
        }
    }

    /// The ports of the same make, model, interface and (where it has one) serial number.
    fn alike<'a>(&self, ports: &'a [PortInfo]) -> Vec<&'a PortInfo> {
        let fits = |usb: &UsbInfo| match self {
            Self::SerialNumber {
                vendor_id,
                product_id,
                serial_number,
                interface,
                ..
            } => {
                (usb.vendor_id, usb.product_id) == (*vendor_id, *product_id)
                    && usb.serial_number.as_deref().map(str::trim) == Some(serial_number)
                    && usb.interface == *interface
            }
            Self::Place {
                vendor_id,
                product_id,
                interface,
                ..
            } => {
                (usb.vendor_id, usb.product_id) == (*vendor_id, *product_id)
                    && usb.interface == *interface
            }
            Self::Path { .. } => false,
        };
        ports
            .iter()
            .filter(|port| port.usb.as_ref().is_some_and(fits))
            .collect()
    }
}

/// The ports without the bus: `2.3` of `1-2.3`.
fn chain(location: &str) -> &str {
    location
        .split_once('-')
        .map_or(location, |(_, chain)| chain)
}

impl std::fmt::Display for PortIdentity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SerialNumber {
                vendor_id,
                product_id,
                serial_number,
                ..
            } => write!(
                formatter,
                "{vendor_id:04x}:{product_id:04x} {serial_number}"
            ),
            Self::Place {
                vendor_id,
                product_id,
                location,
                ..
            } => write!(formatter, "{vendor_id:04x}:{product_id:04x} @ {location}"),
            Self::Path { path } => formatter.write_str(path),
        }
    }
}

#[cfg(test)]
mod tests;
