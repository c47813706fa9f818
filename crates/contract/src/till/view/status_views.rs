//! The frame of the screen, the lamps, pairing, printing and sync.

use bezmen_domain::id::{PersonId, PrintJobId};
use bezmen_domain::money::Currency;
use bezmen_domain::permission::{Permission, Role};
use serde::{Deserialize, Serialize};

use crate::till::Settings;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffTile {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether a PIN is set; without one nobody can sign in as them.
    pub has_pin: bool,
    /// Wrong PINs: no further try before this moment.
    pub locked_until_ms: Option<i64>,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonView {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// What they may do alone.
    pub permissions: Vec<Permission>,
}

/// Everything the frame of the screen shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusView {
    /// Whether the till belongs to a company.
    pub paired: bool,
    /// The company's name.
    pub company: String,
    /// The store's name.
    pub store: String,
    /// The till's name.
    pub terminal: String,
    /// What prices are in.
    pub currency: Currency,
    /// Who is signed in.
    pub person: Option<PersonView>,
    /// The open shift's number.
    pub shift_number: Option<u64>,
    /// When it was opened.
    pub shift_opened_at_ms: Option<i64>,
    /// How many products the till holds.
    pub products: u64,
    /// Language, theme and the rest.
    pub settings: Settings,
    /// The printer's lamp.
    pub printer: PrinterLamp,
    /// The scale's lamp.
    pub scale: super::ScaleState,
    /// The sync lamp.
    pub sync: SyncLamp,
    /// The program's version.
    pub version: String,
    /// The till's clock.
    pub now_ms: i64,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
    /// Why nothing can be sold, such as a full disk; empty when all is well.
    pub trouble: String,
}

/// How the printer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterState {
    /// No printer is set up.
    Absent,
    /// Nothing waits.
    Ready,
    /// Nothing waits, and the printer wants something soon: paper runs out.
    Attention,
    /// Something is being printed.
    Printing,
    /// Something waits and could not be printed, or the printer says that it cannot print.
    Trouble,
}

/// The printer's lamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterLamp {
    /// How it is.
    pub state: PrinterState,
    /// Jobs that wait.
    pub waiting: u32,
    /// What to do, in words; empty when nothing.
    pub hint: String,
}

/// How sync is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// Not paired.
    Unpaired,
    /// The server answers and has everything.
    Level,
    /// The server answers and is being told.
    Sending,
    /// The server does not answer; everything is kept.
    Offline,
    /// The server answers that something is wrong: see the sync screen.
    Trouble,
    /// The owner has revoked this till: pairing it again makes it go on.
    Revoked,
    /// The server does not know this till: pairing it again makes it go on.
    Forgotten,
}

/// The sync lamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncLamp {
    /// How it is.
    pub state: SyncState,
    /// Receipts the server does not have yet.
    pub waiting_receipts: u64,
    /// When the oldest of them was sold.
    pub oldest_waiting_ms: Option<i64>,
}

/// Sync in detail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatusView {
    /// The lamp.
    pub lamp: SyncLamp,
    /// Where the server is.
    pub server_url: String,
    /// Operations in the log of this incarnation.
    pub ops_total: u64,
    /// Of them received by the server.
    pub ops_received: u64,
    /// Of them parked: kept by the server, not applied yet.
    pub ops_parked: u64,
    /// When the server last answered.
    pub last_contact_ms: Option<i64>,
    /// When the worker tries next.
    pub next_try_ms: Option<i64>,
    /// Why the last try failed, in words; empty when it did not.
    pub last_error: String,
    /// Revision of the company's stream here.
    pub tenant_revision: u64,
    /// Revision of the store's stream here.
    pub store_revision: u64,
    /// The server's clock less ours, when known.
    pub clock_skew_ms: Option<i64>,
    /// Receipt series and the last number in it.
    pub series: String,
    /// The last receipt number taken.
    pub last_number: u64,
    /// What somebody should read.
    pub notices: Vec<NoticeView>,
}

/// Something to read on the sync screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Which.
    pub notice_id: i64,
    /// When.
    pub at_ms: i64,
    /// What and what to do.
    pub text: String,
}

/// How a pairing goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingState {
    /// Nothing was asked for.
    Idle,
    /// Waiting for the owner to type the code in the console.
    Waiting,
    /// Done; the first sync is under way.
    Paired,
    /// The code is no longer valid: ask for a new one.
    Expired,
    /// The owner said no, the code was guessed wrong too often, or this till cannot leave its company yet: see the hint.
    Denied,
}

/// A pairing under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingView {
    /// How it goes.
    pub state: PairingState,
    /// To be typed in the console, such as `BCDF-2346`.
    pub user_code: String,
    /// The console's page for it.
    pub confirm_url: String,
    /// The code is valid until then.
    pub expires_at_ms: i64,
    /// Why this till was not paired although the owner said yes, and what to do; empty otherwise.
    #[serde(default)]
    pub hint: String,
}

/// The fate of a print job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintJobState {
    /// Waits for its turn.
    Queued,
    /// Is being sent.
    Sending,
    /// The printer took all of it.
    Done,
    /// Will be tried again by itself.
    Failed,
}

/// A print job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintJobView {
    /// Which.
    pub job_id: PrintJobId,
    /// What, such as `A1-000123`.
    pub title: String,
    /// When it was made.
    pub created_at_ms: i64,
    /// Its fate.
    pub state: PrintJobState,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last try failed, and what to do.
    pub error: String,
}

/// Where something was written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedView {
    /// The file.
    pub path: String,
    /// How many operations are in it.
    pub ops: u64,
}
