//! The printer as the settings describe it.

use bezmen_contract::till::{PrinterAddress, PrinterSettings};
use bezmen_devices::cli::{self, UnknownProfile};
use bezmen_devices::printer::encode;
use bezmen_devices::printer::profile::{PrinterProfile, ProfileError};
use bezmen_devices::printer::status::PrinterStatus;
use bezmen_devices::transport::{
    AddressError, Delivery, Limits, PortAddress, PrinterPort, RAW_PRINTING_PORT, TransportError,
};
use bezmen_domain::locale::Locale;
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
    /// The printer's own profile cannot be used.
    #[error(transparent)]
    OwnProfile(#[from] ProfileError),
}

impl SetupError {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::Address(error), _) => error.words(locale),
            (Self::OwnProfile(error), _) => error.words(locale),
            (Self::Profile(error), Locale::En) => error.to_string(),
            (Self::Profile(error), Locale::Ru) => format!(
                "нет профиля принтера «{}»: выберите другой в разделе «Устройства», например {}",
                error.name,
                PrinterProfile::BUILT_IN.join(", ")
            ),
        }
    }
}

/// The profile in force: the printer's own one, else the one of that name.
///
/// # Errors
/// Says what is wrong with the own one, or which there are.
pub fn profile_of(settings: &PrinterSettings) -> Result<PrinterProfile, SetupError> {
    match &settings.own_profile {
        Some(own) => Ok(PrinterProfile::from_json(&own.to_string())?),
        None => Ok(cli::profile(&settings.profile)?),
    }
}

/// A printer that jobs can be sent to.
#[derive(Debug, Clone)]
pub struct PrinterSetup {
    port: PrinterPort,
    profile: PrinterProfile,
    drawer: bool,
    limits: Limits,
}

impl PrinterSetup {
    /// Reads the settings.
    ///
    /// # Errors
    /// Says which profiles or forms of an address there are.
    pub fn new(settings: &PrinterSettings, limits: Limits) -> Result<Self, SetupError> {
        let profile = profile_of(settings)?;
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
            limits,
        })
    }

    /// The profile in force.
    pub const fn profile(&self) -> &PrinterProfile {
        &self.profile
    }

    /// Where it is.
    pub const fn address(&self) -> &PortAddress {
        self.port.address()
    }

    /// Asks over a way that only the port itself can ask over; no answers where it leads in one direction.
    pub(super) fn ask_port(&self) -> Result<Vec<PrinterStatus>, TransportError> {
        self.port.ask_status()
    }

    /// How long it may take for what.
    pub(super) const fn limits(&self) -> Limits {
        self.limits
    }

    /// The place that one conversation at a time can be held at, however its line is set.
    pub fn place(&self) -> String {
        match self.address() {
            PortAddress::Serial { path, .. } => path.clone(),
            PortAddress::File { path } => path.display().to_string(),
            address @ (PortAddress::Tcp { .. }
            | PortAddress::Usb { .. }
            | PortAddress::Cups { .. }
            | PortAddress::Windows { .. }
            | PortAddress::Hidraw { .. }) => address.to_string(),
        }
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
        self.drawer && !bytes.is_empty() && self.send_now(&bytes).is_ok()
    }

    /// Sends what a printer obeys or passes on at once.
    ///
    /// # Errors
    /// Says what is wrong and what to do.
    pub fn send_now(&self, command: &[u8]) -> Result<(), TransportError> {
        self.port.send_now(command)
    }

    /// Sends a job.
    ///
    /// # Errors
    /// Says what is wrong and what to do.
    pub fn send(&self, bytes: &[u8]) -> Result<Delivery, TransportError> {
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
