//! Where scales are.

use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::transport::ports::{Guard, PortLister, SystemPorts};
use bezmen_devices::transport::{AddressError, PortAddress};

/// The port of scales behind a serial-to-network adapter, where the protocol has none of its own.
const ADAPTER_PORT: u16 = 4001;

/// Reads `tcp://host:port`, `host:port`, or the name of a serial port, whose settings are then the protocol's usual ones.
///
/// # Errors
/// Says which forms there are.
pub fn scale_address(
    text: &str,
    protocol: Option<ScaleProtocol>,
) -> Result<PortAddress, AddressError> {
    let text = text.trim();
    let facts = protocol.map(ScaleProtocol::facts);
    let tcp_port = facts
        .and_then(|facts| facts.tcp_port)
        .unwrap_or(ADAPTER_PORT);
    let is_network =
        text.starts_with("tcp:") || (text.contains(':') && !text.starts_with("serial:"));
    if is_network {
        return PortAddress::parse(text, tcp_port);
    }
    let line = text.strip_prefix("serial:").unwrap_or(text);
    let usual = facts.and_then(|facts| facts.serial.first().copied());
    let line = if line.contains('@') {
        format!("serial:{line}")
    } else {
        format!("serial:{line}@{}", usual.unwrap_or_default())
    };
    PortAddress::parse(&line, tcp_port)
}

/// Whether two addresses lead to the same port, however its line is set.
pub fn is_same_place(one: &PortAddress, other: &PortAddress) -> bool {
    match (one, other) {
        (PortAddress::Serial { path: one, .. }, PortAddress::Serial { path: other, .. }) => {
            one == other
        }
        _ => one == other,
    }
}

/// Why nothing may be written to a port, when the system says what is behind it.
pub fn guard_of(address: &PortAddress) -> Option<Guard> {
    let PortAddress::Serial { path, .. } = address else {
        return None;
    };
    let ports = SystemPorts.ports().ok()?;
    ports.into_iter().find(|port| port.path == *path)?.guard
}
