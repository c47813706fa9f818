//! How labels are written for the printer that they come out of.

use bezmen_contract::till::LabelPrinterSettings;
use bezmen_devices::cli::{LabelFormat, labels};
use bezmen_devices::label::tspl::TsplOptions;
use bezmen_devices::label::zpl::ZplText;
use bezmen_devices::label::{
    LabelContent, LabelError, LabelLanguage, LabelSize, Media, UnknownLabelLanguage,
};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// Where something comes out of the receipt printer or hangs on it, this stands in the place of an address.
const RECEIPT_PRINTER: &str = "printer";

/// The fineness that can be set: below it nothing is legible, above it no label printer prints.
const DOTS_PER_INCH: std::ops::RangeInclusive<u16> = 100..=600;

/// A label that waits to be printed, as many times as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingLabel {
    /// What stands on it.
    pub content: LabelContent,
    /// How often it is printed.
    pub copies: u16,
}

/// Why labels cannot be printed as the settings say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LabelPaperError {
    /// No printer speaks so.
    #[error(transparent)]
    Language(#[from] UnknownLabelLanguage),
    /// The sides are out of range.
    #[error("a label is from 10 to 300 mm wide and high: correct its size")]
    Size,
    /// The fineness is out of range.
    #[error("label printers print from 100 to 600 dots per inch: correct it, 203 is the usual one")]
    Fineness,
    /// The receipt printer is told in ESC/POS only.
    #[error("labels come out of the receipt printer in ESC/POS only: choose that language")]
    ReceiptPrinter,
}

impl LabelPaperError {
    /// The sentence for the person at the till.
    pub fn words(&self, locale: Locale) -> String {
        if locale == Locale::En {
            return self.to_string();
        }
        match self {
            Self::Language(error) => error.words(locale),
            Self::Size => "ширина и высота этикетки — от 10 до 300 мм: исправьте размер".to_owned(),
            Self::Fineness => {
                "принтеры этикеток печатают от 100 до 600 точек на дюйм: исправьте, обычно это 203"
                    .to_owned()
            }
            Self::ReceiptPrinter => {
                "на принтере чеков этикетки печатаются только на языке ESC/POS: выберите его"
                    .to_owned()
            }
        }
    }
}

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelPaper {
    /// What the printer speaks.
    pub language: LabelLanguage,
    /// What it prints on.
    pub media: Media,
}

impl LabelPaper {
    /// Reads the settings.
    ///
    /// # Errors
    /// Says which setting is wrong.
    pub fn of(settings: &LabelPrinterSettings) -> Result<Self, LabelPaperError> {
        let language: LabelLanguage = settings.language.parse()?;
        if is_receipt_printer(settings) && language != LabelLanguage::EscPos {
            return Err(LabelPaperError::ReceiptPrinter);
        }
        if !DOTS_PER_INCH.contains(&settings.dpi) {
            return Err(LabelPaperError::Fineness);
        }
        let tenths = |mm: u16| mm.saturating_mul(10);
        let size = LabelSize::new(tenths(settings.width_mm), tenths(settings.height_mm));
        Ok(Self {
            language,
            media: Media::new(size.ok_or(LabelPaperError::Size)?, settings.dpi),
        })
    }

    /// Writes labels for a printer of a profile.
    ///
    /// # Errors
    /// Says of which label what does not fit.
    pub fn bytes(
        &self,
        wanted: &[WaitingLabel],
        profile: &PrinterProfile,
    ) -> Result<Vec<u8>, LabelError> {
        let repeated = |label: &WaitingLabel| {
            std::iter::repeat_n(label.content.clone(), usize::from(label.copies))
        };
        let contents: Vec<LabelContent> = wanted.iter().flat_map(repeated).collect();
        let format = match self.language {
            LabelLanguage::EscPos => LabelFormat::EscPos(Box::new(profile.clone())),
            LabelLanguage::Zpl => LabelFormat::Zpl(ZplText::default()),
            LabelLanguage::Tspl => LabelFormat::Tspl(TsplOptions::default()),
        };
        labels(&contents, self.media, &format).map_err(|(_, error)| error)
    }
}

/// Whether labels come out of the receipt printer.
pub fn is_receipt_printer(settings: &LabelPrinterSettings) -> bool {
    means_receipt_printer(&settings.address)
}

/// Whether an address of a label printer or a display means the receipt printer.
pub fn means_receipt_printer(address: &str) -> bool {
    address.trim().eq_ignore_ascii_case(RECEIPT_PRINTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_receipt_printer_is_meant_however_the_word_is_written() {
        let settings = |address: &str| LabelPrinterSettings {
            address: address.to_owned(),
            language: "zpl".to_owned(),
            width_mm: 58,
            height_mm: 40,
            dpi: 203,
        };
        for address in ["printer", " Printer", "PRINTER "] {
            assert!(is_receipt_printer(&settings(address)), "{address}");
            let paper = LabelPaper::of(&settings(address));
            assert_eq!(paper, Err(LabelPaperError::ReceiptPrinter), "{address}");
        }
        assert!(!is_receipt_printer(&settings("printer:9100")));
    }
}
