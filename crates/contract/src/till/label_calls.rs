//! Calls about labels and the scales that print them.

use bezmen_domain::id::ProductId;
use serde::{Deserialize, Serialize};

use super::Approval;
use super::device_settings::{LabelPrinterSettings, LabelScaleSettings};

/// Lays a label out for a printer that is being set up, and prints it at once when it is wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestLabel {
    /// The printer.
    pub label_printer: LabelPrinterSettings,
    /// Whether it is printed, or only shown.
    pub prints: bool,
}

/// Shows the label of a product as it would be printed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PreviewLabel {
    /// The product.
    pub product_id: ProductId,
}

/// How many labels of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelOrder {
    /// The product.
    pub product_id: ProductId,
    /// How many, 1–500.
    pub copies: u16,
}

/// Prints labels of products: they wait in the print queue until the printer takes them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrintLabels {
    /// Of which products, and how many.
    pub labels: Vec<LabelOrder>,
    /// A manager's consent.
    #[serde(default)]
    pub approval: Option<Approval>,
}

/// Checks which of the shop's weighed goods a label scale can hold, and what they would be called there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckPlu {
    /// The scale.
    pub scale: LabelScaleSettings,
}

/// Begins to send the shop's weighed goods to a label scale. While it goes on, it is not begun again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SendPlu {
    /// The scale.
    pub scale: LabelScaleSettings,
}

/// Asks how the sending goes, or how it ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GetPluSend {}

/// Writes the shop's weighed goods as the file that the scale's own program takes, beside the till's database.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavePluFile {
    /// The scale; its kind names a file.
    pub scale: LabelScaleSettings,
}
