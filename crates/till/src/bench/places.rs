//! Where scales are.

use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::transport::ports::{Guard, SystemPorts, guard_at, is_same_port};
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
    match (port_of(one), port_of(other)) {
        (Some(one), Some(other)) => is_same_port(&one, &other),
        _ => one == other,
    }
}

/// The port that an address names, when it is one of this machine.
fn port_of(address: &PortAddress) -> Option<String> {
    match address {
        PortAddress::Serial { path, .. } => Some(path.clone()),
        PortAddress::File { path } => Some(path.display().to_string()),
        PortAddress::Tcp { .. }
        | PortAddress::Usb { .. }
        | PortAddress::Cups { .. }
        | PortAddress::Windows { .. }
        | PortAddress::Hidraw { .. } => None,
    }
}

/// Why nothing may be written to a port, when the system says what is behind it.
pub fn guard_of(address: &PortAddress) -> Option<Guard> {
    guard_at(address, &SystemPorts).ok().flatten()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_port_and_a_link_to_it_are_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("ttyUSB0"), folder.path().join("scale"));
        std::fs::write(&real, b"").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let at = |way: &str, path: &std::path::Path| -> PortAddress {
            format!("{way}:{}", path.display()).parse().unwrap()
        };
        assert!(is_same_place(&at("serial", &real), &at("serial", &link)));
        assert!(is_same_place(&at("serial", &real), &at("file", &link)));
        let other = folder.path().join("ttyUSB1");
        assert!(!is_same_place(&at("serial", &real), &at("serial", &other)));
    }
}
