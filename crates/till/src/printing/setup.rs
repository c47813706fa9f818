//! The printer as the settings describe it.

use bezmen_contract::till::{LabelPrinterSettings, PrinterAddress, PrinterSettings};
use bezmen_devices::cli::{self, UnknownProfile};
use bezmen_devices::label::{LabelError, LabelLanguage};
use bezmen_devices::printer::encode;
use bezmen_devices::printer::profile::{PrinterProfile, ProfileError};
use bezmen_devices::printer::status::PrinterStatus;
use bezmen_devices::transport::{
    AddressError, Delivery, Limits, PortAddress, PrinterPort, RAW_PRINTING_PORT, TransportError,
};
use bezmen_domain::locale::Locale;
use bezmen_domain::receipt::{ReceiptDocument, mark_copy};

use super::in_force::Printer;
use super::label_paper::{LabelPaper, LabelPaperError, WaitingLabel};
use crate::store::JobDocument;

/// The profile of a label printer that speaks ESC/POS: it draws pictures, which is all a label takes.
const LABEL_PROFILE: &str = "epson";

/// Tenths of a millimetre in an inch.
const TENTHS_PER_INCH: u32 = 254;

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
    /// Labels cannot be printed as they are set up.
    #[error(transparent)]
    Labels(#[from] LabelPaperError),
}

impl SetupError {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::Address(error), _) => error.words(locale),
            (Self::OwnProfile(error), _) => error.words(locale),
            (Self::Labels(error), _) => error.words(locale),
            (Self::Profile(error), Locale::En) => error.to_string(),
            (Self::Profile(error), Locale::Ru) => format!(
                "нет профиля принтера «{}»: выберите другой в разделе «Устройства», например {}",
                error.name,
                PrinterProfile::BUILT_IN.join(", ")
            ),
        }
    }
}

/// Why a job cannot be written for its printer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// The settings of the labels cannot be used.
    #[error("labels are not set up for this printer: check them under Devices, then print again")]
    NoPaper,
    /// Labels are wider than the head: the rest would be cut off.
    #[error("the labels are wider than this printer prints: {most_mm} mm at most")]
    TooWide {
        /// How wide they may be.
        most_mm: u32,
    },
    /// A label does not fit.
    #[error(transparent)]
    Label(#[from] LabelError),
}

impl JobError {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        match (self, locale) {
            (Self::Label(error), _) => error.words(locale),
            (Self::NoPaper | Self::TooWide { .. }, Locale::En) => self.to_string(),
            (Self::TooWide { most_mm }, Locale::Ru) => {
                format!("этикетки шире, чем печатает этот принтер: не больше {most_mm} мм")
            }
            (Self::NoPaper, Locale::Ru) => {
                "этикетки для этого принтера не настроены: проверьте их в разделе «Устройства» и напечатайте снова".to_owned()
            }
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
    labels: Option<LabelPaper>,
    limits: Limits,
}

impl PrinterSetup {
    /// Reads the settings of the printer that a worker prints on.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn of(printer: &Printer, limits: Limits) -> Result<Self, SetupError> {
        match printer {
            Printer::Receipts { printer, labels } => Ok(Self {
                // Labels that are set up wrongly must not keep receipts from being printed.
                labels: labels
                    .as_ref()
                    .and_then(|labels| LabelPaper::of(labels).ok()),
                ..Self::new(printer, limits)?
            }),
            Printer::Labels(labels) => Self::for_labels(labels, limits),
        }
    }

    /// Reads the settings of a printer for labels alone.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn for_labels(settings: &LabelPrinterSettings, limits: Limits) -> Result<Self, SetupError> {
        let paper = LabelPaper::of(settings)?;
        let mut profile = cli::profile(LABEL_PROFILE)?;
        // A head is as wide as its labels, and no printer of labels answers as a receipt printer does.
        profile.width_dots = u16::try_from(paper.media.width()).unwrap_or(u16::MAX);
        profile.answers_status &= paper.language == LabelLanguage::EscPos;
        let address = label_address(&settings.address)?;
        Ok(Self {
            port: PrinterPort::new(address, limits, profile.answers_status),
            profile,
            drawer: false,
            labels: Some(paper),
            limits,
        })
    }

    /// The same printer with labels as they are set up.
    #[must_use]
    pub fn with_labels(self, paper: LabelPaper) -> Self {
        Self {
            labels: Some(paper),
            ..self
        }
    }

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
            labels: None,
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

    /// Whether it prints through a queue of the system, which takes whole jobs only.
    pub fn is_queue(&self) -> bool {
        match self.address() {
            PortAddress::Cups { .. } | PortAddress::Windows { .. } => true,
            PortAddress::Serial { .. }
            | PortAddress::File { .. }
            | PortAddress::Tcp { .. }
            | PortAddress::Usb { .. }
            | PortAddress::Hidraw { .. } => false,
        }
    }

    /// The bytes of a job; none when it turns out that there is nothing to send.
    ///
    /// # Errors
    /// A label does not fit its paper.
    pub(super) fn job_bytes(
        &self,
        document: &JobDocument,
        is_copy: bool,
        kick_drawer: bool,
    ) -> Result<Vec<u8>, JobError> {
        match document {
            JobDocument::Receipt(document) => Ok(self.bytes(document, is_copy, kick_drawer)),
            JobDocument::Labels { labels } => self.label_bytes(labels),
        }
    }

    /// The bytes of labels.
    ///
    /// # Errors
    /// A label does not fit its paper.
    pub fn label_bytes(&self, labels: &[WaitingLabel]) -> Result<Vec<u8>, JobError> {
        let paper = self.paper()?;
        Ok(paper.bytes(labels, &self.profile)?)
    }

    /// The paper of the labels that come out of it.
    ///
    /// # Errors
    /// There is none, or it is wider than the head.
    pub fn paper(&self) -> Result<LabelPaper, JobError> {
        let paper = self.labels.ok_or(JobError::NoPaper)?;
        let head = u32::from(self.profile.width_dots);
        if paper.language == LabelLanguage::EscPos && paper.media.width() > head {
            return Err(JobError::TooWide {
                most_mm: head * TENTHS_PER_INCH / u32::from(paper.media.dots_per_inch()) / 10,
            });
        }
        Ok(paper)
    }

    fn bytes(&self, document: &ReceiptDocument, is_copy: bool, kick_drawer: bool) -> Vec<u8> {
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

/// Reads the address of a label printer: as any printer's, and a serial port by its bare name.
fn label_address(text: &str) -> Result<PortAddress, AddressError> {
    let text = text.trim();
    let is_serial = ["/dev/tty", "/dev/cu.", "COM", "com"]
        .iter()
        .any(|start| text.starts_with(start));
    if is_serial {
        return PortAddress::parse(&format!("serial:{text}"), RAW_PRINTING_PORT);
    }
    PortAddress::parse(text, RAW_PRINTING_PORT)
}
