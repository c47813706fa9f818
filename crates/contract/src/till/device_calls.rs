//! Calls of the technician's screens: finding, watching and testing devices.

use serde::{Deserialize, Serialize};

use super::device_settings::{DisplaySettings, PrinterSettings, ScaleSettings};

/// Lists the devices that the settings name, and how each is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListDevices {}

/// Lists what can be chosen: ports, scale protocols, printer profiles, display and label languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListChoices {}

/// Begins to find out which protocol the scale at an address speaks. What runs already is stopped. While the till's own scale is
/// there, it is let go until the search has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartDetection {
    /// `/dev/ttyUSB0`, `COM3`, `192.0.2.7:4001`.
    pub address: String,
}

/// Asks how the search goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetDetection {}

/// Stops the search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StopDetection {}

/// Connects to a scale that is being set up; the till's own is let go until [`EndScaleTrial`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TryScale {
    /// The scale.
    pub scale: ScaleSettings,
}

/// Asks what the scale on trial shows and what went over its line; of the till's own scale when none is on trial.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetScaleBench {
    /// The number of the first entry of the line that is wanted.
    #[serde(default)]
    pub since: u64,
}

/// Lets the scale on trial go; the till's own is connected again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndScaleTrial {}

/// What a scale can be told from the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleOrder {
    /// Take what lies on it as zero.
    Zero,
    /// Take what lies on it as the wrapping.
    Tare,
    /// Forget the wrapping.
    ClearTare,
}

/// Tells the scale of the bench something; how it took that is in the next [`super::ScaleBenchView`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderScale {
    /// What.
    pub order: ScaleOrder,
}

/// Saves what went over the scale's line to a file beside the till's database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SaveScaleLog {}

/// What to print on the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTest {
    /// A receipt with everything on it.
    Receipt,
    /// A line of Russian in every code table that it may have: tap the one that reads well.
    CodeTables,
    /// Bar codes and a QR code.
    Codes,
    /// A picture.
    Picture,
    /// Nothing but a cut.
    Cut,
}

/// Prints a test at once, past the queue, on the printer of the settings or on another one that is being set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestPrinter {
    /// What.
    pub test: PrinterTest,
    /// The printer on trial; the till's own when absent.
    #[serde(default)]
    pub printer: Option<PrinterSettings>,
}

/// Asks the printer how it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskPrinter {
    /// The printer on trial; the till's own when absent.
    #[serde(default)]
    pub printer: Option<PrinterSettings>,
}

/// Opens the drawer and reads its sensor before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestDrawer {
    /// The printer on trial; the till's own when absent.
    #[serde(default)]
    pub printer: Option<PrinterSettings>,
}

/// Takes the code table whose line reads well into the printer's profile. Answers the printer as it is set then; it is kept with
/// the settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChooseCodeTable {
    /// The printer.
    pub printer: PrinterSettings,
    /// The number of the table.
    pub number: u8,
    /// The code page that it turned out to be, such as `cp866`.
    pub page: String,
}

/// Gives the profile of a printer as a file's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExportProfile {
    /// The printer.
    pub printer: PrinterSettings,
}

/// Reads a profile from a file's text. Answers the printer with it; it is kept with the settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportProfile {
    /// The printer.
    pub printer: PrinterSettings,
    /// The file's text.
    pub text: String,
}

/// Shows a text on the customer display of the settings or on another one that is being set up. After some seconds the display
/// shows the sale again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestDisplay {
    /// The display on trial; the till's own when absent.
    #[serde(default)]
    pub display: Option<DisplaySettings>,
    /// The upper line.
    pub text: String,
}

/// Explains a code: which rule fires, what it holds, which product it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExplainCode {
    /// The code as it was scanned or pasted, control characters included.
    pub text: String,
    /// The identifier of the symbology that the scanner gave, such as `]d2`.
    #[serde(default)]
    pub symbology: Option<String>,
}

/// Checks the shop's barcode rules for conflicts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckRules {}

/// Asks what the engine's scanner has read lately.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetScannerBench {
    /// The number of the first entry that is wanted.
    #[serde(default)]
    pub since: u64,
}

/// Takes a read of the engine's scanner, of which [`super::Event::ScannerRead`] told; whoever takes it first does with it what
/// a scan does there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakeRead {
    /// The number of the read.
    pub number: u64,
}
