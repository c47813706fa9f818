//! Whether an address leads to a port that must not be written to.

use std::fs;
use std::path::PathBuf;

use bezmen_domain::locale::Locale;

use super::{Guard, PortLister, PortsUnknown};
use crate::transport::{PortAddress, TransportError};

/// What Windows puts before the name of a device: `\\.\COM12`.
const DEVICE_PREFIX: &str = r"\\.\";

/// Whether two paths or names lead to the same port: through links, and for names such as `COM3` whatever the case.
#[must_use]
pub fn is_same_port(one: &str, other: &str) -> bool {
    let (one, other) = (bare(one), bare(other));
    let is_name = |text: &str| !text.contains('/');
    if one == other || (is_name(one) && is_name(other) && one.eq_ignore_ascii_case(other)) {
        return true;
    }
    target(one).is_some_and(|target_of_one| Some(target_of_one) == target(other))
}

fn bare(path: &str) -> &str {
    path.strip_prefix(DEVICE_PREFIX).unwrap_or(path)
}

fn target(path: &str) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Tells why nothing may be written at an address, as far as the system knows what is behind it. Only a serial line has such a
/// guard, also one that is named as a file.
///
/// # Errors
/// The system does not tell which ports there are.
pub fn guard_at(
    address: &PortAddress,
    lister: &dyn PortLister,
) -> Result<Option<Guard>, PortsUnknown> {
    let path = match address {
        PortAddress::Serial { path, .. } => path.clone(),
        PortAddress::File { path } => path.display().to_string(),
        PortAddress::Tcp { .. }
        | PortAddress::Usb { .. }
        | PortAddress::Cups { .. }
        | PortAddress::Windows { .. }
        | PortAddress::Hidraw { .. } => return Ok(None),
    };
    let ports = lister.ports()?;
    let mut guards = ports
        .into_iter()
        .filter_map(|port| Some((port.guard?, port.path)));
    Ok(guards
        .find(|(_, guarded)| is_same_port(guarded, &path))
        .map(|(guard, _)| guard))
}

/// Asks before each connection what is there: a port's name may belong to another device by now. Where the system does not
/// tell, the technician's choice counts: a shop must be able to weigh and to print.
pub(crate) fn admit(address: &PortAddress, lister: &dyn PortLister) -> Result<(), TransportError> {
    match guard_at(address, lister) {
        Ok(Some(guard)) => Err(TransportError::Guarded {
            address: address.to_string(),
            guard,
        }),
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Why a search that sends whatever a scale might understand may only listen at an address: for that, what is there has to be
/// known. Nothing when it may send.
#[must_use]
pub fn listens_because(
    address: &PortAddress,
    lister: &dyn PortLister,
    locale: Locale,
) -> Option<String> {
    match (guard_at(address, lister), locale) {
        (Ok(guard), _) => guard.map(|guard| guard.words(locale).to_owned()),
        (Err(error), Locale::En) => Some(format!(
            "the system does not tell what is behind the port ({}), so nothing is sent there: if the scale speaks only when it is asked, choose its protocol by hand",
            error.reason
        )),
        (Err(error), Locale::Ru) => Some(format!(
            "система не говорит, что подключено к порту ({}), поэтому туда ничего не отправляем: если весы сами молчат, выберите их протокол вручную",
            error.reason
        )),
    }
}
