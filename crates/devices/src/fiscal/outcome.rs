//! What became of a fiscal document.

use serde::{Deserialize, Serialize};

use bezmen_domain::money::Money;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum FiscalOutcome {
    /// It is registered.
    Done(Box<Registration>),
    /// It is not registered, and will not be under this identifier.
    Refused(Refusal),
    /// The device has it and is not through with it.
    Pending {
        /// What it waits for.
        wait: FiscalWait,
    },
    /// Nobody knows: ask again ([`super::FiscalDevice::poll`] or [`super::FiscalDevice::resume`]).
    Unknown {
        /// Why.
        doubt: FiscalDoubt,
    },
}

impl FiscalOutcome {
    /// Whether nothing will change it any more.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Done(_) | Self::Refused(_) => true,
            Self::Pending { .. } | Self::Unknown { .. } => false,
        }
    }

    pub(super) const fn refused(reason: RefusalReason) -> Self {
        Self::Refused(Refusal {
            reason,
            device_code: None,
            device_text: None,
        })
    }

    pub(super) const fn unknown(doubt: FiscalDoubt) -> Self {
        Self::Unknown { doubt }
    }
}

/// A registered document. Documents without fiscal meaning have none of the numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// The fiscal sign (ФП), ten digits.
    pub fiscal_sign: Option<String>,
    /// The number of the fiscal document (ФД).
    pub document_number: Option<u64>,
    /// The number of the fiscal shift.
    pub shift_number: Option<u64>,
    /// The number of the receipt in its shift.
    pub receipt_number: Option<u64>,
    /// The number of the fiscal storage (ФН).
    pub storage_number: Option<String>,
    /// The number that the tax office gave the device (РНМ).
    pub registration_number: Option<String>,
    /// When, as the device writes it, with its time zone.
    pub at: Option<String>,
    /// When: milliseconds since 1970 UTC.
    pub at_ms: Option<i64>,
    /// The total that it registered.
    pub total: Option<Money>,
    /// The cash in the drawer, after a cash move.
    pub cash: Option<Money>,
    /// Whether it is registered, but could not be printed.
    pub not_printed: bool,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why.
    pub reason: RefusalReason,
    /// The device's number of the error.
    pub device_code: Option<i64>,
    /// The device's words.
    pub device_text: Option<String>,
}

/// Why a document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// The device's server could not be reached; nothing was sent.
    NotReached,
    /// The server wants a user and a password.
    Unauthorized,
    /// The server is not connected to the device.
    DeviceNotReady,
    /// The sums of the document contradict one another; nothing was sent.
    DoesNotAddUp,
    /// The device has no paper.
    PaperOut,
    /// The cover is open.
    CoverOpen,
    /// The printer of the device is out of order.
    PrinterFault,
    /// The shift is older than 24 hours.
    ShiftExpired,
    /// There is no open shift.
    ShiftClosed,
    /// A shift is open already.
    ShiftOpen,
    /// There is not so much cash in the drawer.
    NotEnoughCash,
    /// The payments are wrong.
    Payments,
    /// The tax or the system of taxation is none of the device's.
    Tax,
    /// The fiscal storage is out of order, full or expired.
    Storage,
    /// The request was not understood.
    BadRequest,
    /// Somebody cancelled it.
    Canceled,
    /// Something else.
    Other,
}

/// What the device waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiscalWait {
    /// Its turn, or the device.
    Working,
    /// Paper, or a closed cover.
    Paper,
    /// The connection between server and device.
    Connection,
    /// The fiscal storage.
    Storage,
}

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiscalDoubt {
    /// No answer, or none that can be read.
    NoAnswer,
    /// The server wants a user and a password before it tells.
    Unauthorized,
    /// The device does not know the identifier, but may have registered it and forgotten.
    Forgotten,
    /// The device does not know the identifier, and nothing was sent now.
    NotThere,
}

/// The state of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalStatus {
    /// The shift.
    pub shift: ShiftState,
    /// Its number.
    pub shift_number: Option<u64>,
    /// Until when it may be open, as the device writes it.
    pub shift_expires: Option<String>,
    /// Whether there is paper, when it says so.
    pub has_paper: Option<bool>,
    /// Whether the cover is open, when it says so.
    pub is_cover_open: Option<bool>,
    /// Whether it is blocked.
    pub is_blocked: bool,
    /// Whether a fiscal storage is in it.
    pub has_storage: Option<bool>,
}

/// The state of a fiscal shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShiftState {
    /// None is open.
    Closed,
    /// One is open.
    Opened,
    /// One is open for more than 24 hours and must be closed.
    Expired,
    /// The device says something else.
    Unknown,
}
