//! The printer as the settings describe it.

use bezmen_contract::till::{PrinterAddress, PrinterSettings};
use bezmen_devices::cli::{self, UnknownProfile};
use bezmen_devices::printer::encode;
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::transport::{
    AddressError, Delivery, Limits, PortAddress, PrinterPort, RAW_PRINTING_PORT, TransportError,
};
use bezmen_domain::receipt::{ReceiptDocument, mark_copy};

/// Why the printer's settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// There is no such profile.
    #[error(transparent)]
    Profile(#[from] UnknownProfile),
    /// The address cannot be read.
    #[error(transparent)]
    Address(#[from] AddressError),
}

/// A printer that jobs can be sent to.
#[derive(Debug, Clone)]
pub struct PrinterSetup {
    port: PrinterPort,
    profile: PrinterProfile,
    drawer: bool,
}

impl PrinterSetup {
    /// Reads the settings.
    ///
    /// # Errors
    /// Says which profiles or forms of an address there are.
    pub fn new(settings: &PrinterSettings, limits: Limits) -> Result<Self, SetupError> {
        let profile = cli::profile(&settings.profile)?;
        let address = match &settings.address {
            PrinterAddress::Tcp { address } => {
                PortAddress::parse(&format!("tcp:{}", bare(address)), RAW_PRINTING_PORT)?
            }
            PrinterAddress::Serial { port, baud, line } => {
                let line = line.as_deref().unwrap_or("8N1");
                PortAddress::parse(&format!("serial:{port}@{baud}-{line}"), RAW_PRINTING_PORT)?
            }
            PrinterAddress::Other { address } => PortAddress::parse(address, RAW_PRINTING_PORT)?,
            PrinterAddress::File { path } => PortAddress::File { path: path.into() },
        };
        let port = PrinterPort::new(address, limits, profile.answers_status);
        Ok(Self {
            port,
            profile,
            drawer: settings.drawer,
        })
    }

    /// Where the printer is.
    #[must_use]
    pub const fn address(&self) -> &PortAddress {
        self.port.address()
    }

    /// What the printer can.
    #[must_use]
    pub const fn profile(&self) -> &PrinterProfile {
        &self.profile
    }

    /// The bytes of a job; none when it turns out that there is nothing to send.
    pub(super) fn bytes(
        &self,
        document: &ReceiptDocument,
        is_copy: bool,
        kick_drawer: bool,
    ) -> Vec<u8> {
        // The drawer comes first: the cashier wants to give change while the paper is still moving.
        let mut bytes = if kick_drawer && self.drawer {
            encode::drawer_kick(&self.profile)
        } else {
            Vec::new()
        };
        if document.rows.is_empty() {
            return bytes;
        }
        if is_copy {
            bytes.extend(encode::receipt(&mark_copy(document.clone()), &self.profile));
        } else {
            bytes.extend(encode::receipt(document, &self.profile));
        }
        bytes
    }

    /// Opens the drawer of a printer that cannot print now: change has to be given all the same.
    pub(super) fn kick_now(&self) -> bool {
        let bytes = encode::drawer_kick_now(&self.profile);
        self.drawer && !bytes.is_empty() && self.port.send_now(&bytes).is_ok()
    }

    pub(super) fn send(&self, bytes: &[u8]) -> Result<Delivery, TransportError> {
        self.port.send(bytes)
    }
}

fn bare(address: &str) -> &str {
    let address = address.trim();
    address
        .strip_prefix("tcp://")
        .or_else(|| address.strip_prefix("tcp:"))
        .unwrap_or(address)
}
