//! Which printer a queue is printed on, and which jobs are its own.

use bezmen_contract::till::{LabelPrinterSettings, PrinterSettings, Settings};
use bezmen_domain::locale::Locale;

use super::label_paper::is_receipt_printer;

/// Which jobs of the queue a printer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// All but labels.
    Receipts,
    /// Labels.
    Labels,
    /// All of them: labels come out of the receipt printer, behind the receipts that wait.
    All,
    /// None: labels come out of another printer.
    Nothing,
}

impl Share {
    /// The jobs of the receipt printer.
    pub fn of_receipts(settings: &Settings) -> Self {
        match &settings.label_printer {
            Some(labels) if is_receipt_printer(labels) => Self::All,
            Some(_) | None => Self::Receipts,
        }
    }

    /// The jobs of the label printer. Without one they are its own too, so that somebody is told.
    pub fn of_labels(settings: &Settings) -> Self {
        match Self::of_receipts(settings) {
            Self::All => Self::Nothing,
            Self::Receipts | Self::Labels | Self::Nothing => Self::Labels,
        }
    }
}

/// A printer, and how labels are printed on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printer {
    /// The receipt printer.
    Receipts {
        /// The printer.
        printer: PrinterSettings,
        /// The labels that come out of it.
        labels: Option<LabelPrinterSettings>,
    },
    /// The label printer.
    Labels(LabelPrinterSettings),
}

/// What a worker prints on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The printer, if there is one.
    pub printer: Option<Printer>,
    /// Its jobs.
    pub share: Share,
    /// The language of the screens.
    pub locale: Locale,
}

impl InForce {
    /// What receipts are printed on.
    pub fn receipts(settings: Settings) -> Self {
        let share = Share::of_receipts(&settings);
        let labels = settings.label_printer.filter(is_receipt_printer);
        Self {
            printer: settings
                .printer
                .map(|printer| Printer::Receipts { printer, labels }),
            share,
            locale: settings.locale,
        }
    }

    /// What labels are printed on.
    pub fn labels(settings: Settings) -> Self {
        let share = Share::of_labels(&settings);
        let own = settings
            .label_printer
            .filter(|labels| !is_receipt_printer(labels));
        Self {
            printer: own.map(Printer::Labels),
            share,
            locale: settings.locale,
        }
    }
}
