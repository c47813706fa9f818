//! Devices, as the technician's screens show them.

use bezmen_domain::quantity::Quantity;
use serde::{Deserialize, Serialize};

use super::ScaleView;
use crate::till::device_settings::{MassUnit, ScaleSettings};

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Weighs.
    Scale,
    /// Prints receipts.
    Printer,
    /// Holds the cash.
    Drawer,
    /// Reads codes.
    Scanner,
    /// Shows prices to the customer.
    Display,
    /// Prints labels.
    LabelPrinter,
    /// Weighs goods and prints their labels.
    LabelScale,
}

/// How a device is, as its lamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceLamp {
    /// None is set up.
    Absent,
    /// It is well.
    Ready,
    /// It is at work, or being connected.
    Busy,
    /// It works, and wants something soon: paper runs out.
    Attention,
    /// It does not work.
    Trouble,
    /// It never says how it is.
    Unknown,
}

/// A device of the till.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// What it is for.
    pub kind: DeviceKind,
    /// What it is, such as the protocol's makers or the profile's name; empty when none is set up.
    pub title: String,
    /// Where it is.
    pub address: String,
    /// How it is.
    pub lamp: DeviceLamp,
    /// How it is, in words, and what to do.
    pub words: String,
}

/// A serial port or another place where a device can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortView {
    /// As it goes into an address.
    pub address: String,
    /// What is behind it, as far as the system says: maker, model, serial number.
    pub title: String,
    /// Why nothing is ever sent there; empty when it may be.
    pub guard: String,
    /// Whether a printer is behind it rather than a serial line.
    pub is_printer: bool,
}

/// A scale protocol to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolView {
    /// The name, as settings keep it.
    pub name: String,
    /// Makers and models.
    pub title: String,
    /// How its serial lines are set, the likeliest first.
    pub lines: Vec<String>,
    /// Whether its frames name their unit.
    pub names_unit: bool,
    /// Whether its frames hold a decimal point.
    pub names_decimals: bool,
}

/// A printer profile to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The name, as settings keep it.
    pub name: String,
    /// Maker and model.
    pub title: String,
    /// Characters on a line.
    pub columns: u8,
    /// Code pages with Cyrillic letters, with their numbers: `cp866 = 17`.
    pub cyrillic: Vec<String>,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicesView {
    /// Ports and printers of this machine.
    pub ports: Vec<PortView>,
    /// Why the ports are not known; empty when they are.
    pub ports_trouble: String,
    /// Scale protocols.
    pub protocols: Vec<ProtocolView>,
    /// Printer profiles.
    pub profiles: Vec<ProfileView>,
    /// Models of displays: name and title.
    pub displays: Vec<(String, String)>,
    /// Label languages: name and title.
    pub label_languages: Vec<(String, String)>,
    /// Label scales, and files for them.
    #[serde(default)]
    pub label_scales: Vec<super::LabelScaleKind>,
}

/// How a search goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetectionState {
    /// None was begun.
    Idle,
    /// It goes on.
    Running,
    /// A scale was recognised.
    Found,
    /// All was tried in vain.
    NotFound,
    /// The port cannot be used.
    Failed,
    /// It was stopped.
    Stopped,
}

/// One thing that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptView {
    /// The makers and models of the protocol that was tried; empty when it was only listened.
    pub asked: String,
    /// How the line was set, such as `9600-8N1`; empty on a network.
    pub line: String,
    /// What was sent, in hex.
    pub sent: String,
    /// What came, in hex.
    pub received: String,
    /// What came of it, in words.
    pub words: String,
}

/// A search for a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetectionView {
    /// How it goes.
    pub state: DetectionState,
    /// Where it looks.
    pub address: String,
    /// What was tried so far, in order.
    pub attempts: Vec<AttemptView>,
    /// The scale, ready to be tried, when it was recognised.
    pub found: Option<ScaleSettings>,
    /// What to do, in words.
    pub words: String,
}

/// Bytes that went over a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrafficRow {
    /// Counts up with every entry.
    pub number: u64,
    /// When, in milliseconds since the line was opened first.
    pub at_ms: u64,
    /// Whether the till sent them.
    pub sent: bool,
    /// The bytes, `02 30 31 0d`.
    pub hex: String,
    /// What they say, in words, a line a frame.
    pub said: Vec<String>,
}

/// A scale under the technician's eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleBenchView {
    /// The scale; nothing when none is set up or on trial.
    pub scale: Option<ScaleSettings>,
    /// Whether it is on trial.
    pub is_trial: bool,
    /// What the cashier would see.
    pub view: ScaleView,
    /// The digits of its last weight, as it shows them, such as `1.234`; empty when it gave none.
    pub digits: String,
    /// The unit of that weight, once it is known.
    pub unit: Option<MassUnit>,
    /// That weight in kilograms, steady or not.
    pub weight: Option<Quantity>,
    /// How the conversation goes, in words.
    pub words: String,
    /// How it took the last order, in words; empty when there was none or it has not answered.
    pub answer: String,
    /// What went over the line.
    pub traffic: Vec<TrafficRow>,
    /// What to ask for next.
    pub next: u64,
}

/// What became of a test print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterTestView {
    /// Whether it went out.
    pub is_sent: bool,
    /// What became of it, in words, and what to do.
    pub words: String,
    /// How many bytes.
    pub bytes: u64,
    /// The beginning of them, in hex.
    pub hex: String,
    /// What should be on the paper, as text, a line a row.
    pub preview: Vec<String>,
    /// The same as a picture, a `data:` address of a PNG; empty when there is nothing to see.
    pub picture: String,
    /// The code tables of the test, in the order of their lines; empty for other tests.
    pub tables: Vec<CodeTableRow>,
}

/// A line of the code-table test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeTableRow {
    /// The number that selects the table.
    pub number: u8,
    /// The code page in which the line was written, such as `cp866`.
    pub page: String,
    /// What the line reads when that is what the table holds.
    pub text: String,
}

/// How a printer is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterStatusView {
    /// The lamp.
    pub lamp: DeviceLamp,
    /// In words: paper, cover, errors, drawer; what to do.
    pub words: Vec<String>,
    /// What it answered, in hex, a line a question; a question without an answer says so.
    pub answers: Vec<String>,
}

/// What the drawer's sensor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SensorLevel {
    /// Low.
    Low,
    /// High.
    High,
    /// The printer does not say.
    Unknown,
}

/// What became of a drawer test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerTestView {
    /// Whether the pulse went out.
    pub is_sent: bool,
    /// What became of it, in words, and what to do.
    pub words: String,
    /// The sensor before.
    pub before: SensorLevel,
    /// The sensor after.
    pub after: SensorLevel,
}

/// What became of a text for a customer display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisplayTestView {
    /// Whether it went out.
    pub is_sent: bool,
    /// What became of it, in words, and what to do.
    pub words: String,
    /// The two lines that stand on the display when all is well.
    pub lines: [String; 2],
}

/// A code explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// What arrived, control characters as `<GS>` and `<0D>`.
    pub arrived: String,
    /// What it is, in words.
    pub kind: String,
    /// The rule that fired; empty when none did.
    pub rule: String,
    /// What it holds, in order: name and value.
    pub fields: Vec<(String, String)>,
    /// The product it stands for, when the till knows it.
    pub product: String,
    /// What is wrong with it or should be known about it, and what to do.
    pub warnings: Vec<String>,
}

/// Two rules that claim the same codes, or one that never fires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleConflictView {
    /// The rules.
    pub rules: Vec<String>,
    /// What is wrong, in words, and what to do.
    pub words: String,
    /// A code on which it shows.
    pub example: String,
}

/// What the engine's scanner has read lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerBenchView {
    /// How the connection is, in words.
    pub words: String,
    /// The lamp.
    pub lamp: DeviceLamp,
    /// What it read, oldest first.
    pub reads: Vec<ScannerReadRow>,
    /// What to ask for next.
    pub next: u64,
}

/// One read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScannerReadRow {
    /// Counts up with every read.
    pub number: u64,
    /// The bytes, in hex.
    pub hex: String,
    /// The same as text, nothing taken off.
    #[serde(default)]
    pub sent: String,
    /// The same, explained.
    pub code: CodeView,
}

/// A file that was written beside the till's database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFileView {
    /// Where.
    pub path: String,
    /// How many lines are in it.
    pub lines: u64,
}

/// A profile as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileFileView {
    /// What to call the file.
    pub name: String,
    /// Its text.
    pub text: String,
}
