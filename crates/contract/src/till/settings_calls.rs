//! Calls about people, pairing, settings, printing and sync.

use bezmen_domain::id::{PersonId, PrintJobId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use serde::{Deserialize, Serialize};

use super::Approval;
use super::device_settings::{
    DisplaySettings, LabelPrinterSettings, LabelScaleSettings, PrinterSettings, ScaleSettings,
    ScannerMarks, ScannerSettings,
};

/// Asks for everything the frame of the screen shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {}

/// Lists who may sign in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListStaff {}

/// Signs a person in by PIN. Wrong PINs slow down: after five, 30 s doubling, kept across restarts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignIn {
    /// Who.
    pub person_id: PersonId,
    /// The PIN; never logged.
    pub pin: String,
}

/// Locks the till; the shift and the open ticket stay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignOut {}

/// Asks the server for a pairing code.
///
/// A till that is paired asks for `pair_terminal` of who is signed in, unless the server has revoked or forgotten it
/// ([`super::SyncState::Revoked`], [`super::SyncState::Forgotten`]): then pairing again is how it goes on. The company can be
/// another one only when nothing of the former one is left to do at the till: no open shift, no ticket, nothing unsent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartPairing {
    /// Such as `https://shop.example`.
    pub server_url: String,
    /// What to call this machine until the owner names it.
    #[serde(default)]
    pub device_name: String,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Asks how the pairing goes, as far as the till knows; the till itself asks the server meanwhile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PollPairing {}

/// Leaves the company. Refused while a shift or a ticket is open, tickets are held, or something waits to be sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unpair {}

/// Asks for the settings of this till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetSettings {}

/// Keeps the settings of this till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveSettings {
    /// All of them.
    pub settings: Settings,
}

/// How the screens look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

/// The settings of one till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Language of the screens and receipts.
    pub locale: Locale,
    /// Light, dark or as the system says.
    #[serde(default)]
    pub theme: Theme,
    /// Receipt printer, if there is one.
    #[serde(default)]
    pub printer: Option<PrinterSettings>,
    /// Scale, if there is one.
    #[serde(default)]
    pub scale: Option<ScaleSettings>,
    /// Scanner that is not a keyboard, if there is one.
    #[serde(default)]
    pub scanner: Option<ScannerSettings>,
    /// What scanners that type send besides the code; they end it with Enter or Tab.
    #[serde(default)]
    pub keyboard_scanner: ScannerMarks,
    /// Customer display, if there is one.
    #[serde(default)]
    pub display: Option<DisplaySettings>,
    /// Whether the customer's window stands beside the till's, on a second screen where there is one.
    #[serde(default)]
    pub customer_window: bool,
    /// Label printer, if there is one.
    #[serde(default)]
    pub label_printer: Option<LabelPrinterSettings>,
    /// Label-printing scale, if there is one.
    #[serde(default)]
    pub label_scale: Option<LabelScaleSettings>,
    /// Smallest coin that is given as change; zero means no cash rounding.
    pub cash_step: Money,
    /// Whether receipts are printed without being asked for.
    #[serde(default = "yes")]
    pub print_receipts: bool,
    /// A second folder for backups, such as a memory stick.
    #[serde(default)]
    pub backup_dir: Option<String>,
    /// Lock the till after so many minutes without a touch; zero means never.
    #[serde(default)]
    pub auto_lock_minutes: u32,
    /// Compact ticket lines (40 px) for small screens.
    #[serde(default)]
    pub compact: bool,
}

fn yes() -> bool {
    true
}

/// Lists print jobs, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListPrintJobs {
    /// At most this many, 1–100.
    pub limit: u32,
}

/// Tries a failed print job again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RetryPrintJob {
    /// Which.
    pub job_id: PrintJobId,
}

/// Takes a print job that is not being printed out of the queue. It is written into the audit trail; the receipt stays and can
/// be printed again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DropPrintJob {
    /// Which.
    pub job_id: PrintJobId,
}

/// Asks how sync stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetSyncStatus {}

/// Wakes the sync worker now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncNow {}

/// Writes the operations that the server does not have yet to a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportOutbox {}

/// Puts a notice of the sync screen away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DismissNotice {
    /// Which.
    pub notice_id: i64,
}
