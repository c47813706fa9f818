//! `label`: labels of the shop's goods.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use bezmen_devices::cli::{self, LabelFormat};
use bezmen_devices::label::pdf::Sheet;
use bezmen_devices::label::tspl::TsplOptions;
use bezmen_devices::label::zpl::ZplText;
use bezmen_devices::label::{LabelContent, LabelSize, Media};
use bezmen_devices::transport::Delivery;
use bezmen_domain::id::ProductId;
use bezmen_domain::locale::Locale;
use bezmen_till::Till;
use bezmen_till::labels::{LabelChoice, MOST_COPIES};
use bezmen_till::printing::WaitingLabel;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::{CommandError, say};

/// The fineness of most label printers, in dots per inch.
const USUAL_DPI: u16 = 203;

/// The file that stands for standard output.
const STANDARD_OUTPUT: &str = "-";

/// Labels of the shop's goods.
#[derive(Debug, Subcommand)]
pub enum Label {
    /// Prints labels on the label printer of the settings, or writes them to a file.
    Print(Print),
    /// Tells what stands on each label as JSON lines, and prints nothing.
    Show(Show),
}

/// Which goods.
#[derive(Debug, Args)]
struct Choice {
    /// Barcodes and article numbers.
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// The goods that this search finds.
    #[arg(long, value_name = "TEXT", conflicts_with = "codes")]
    search: Option<String>,
    /// The goods that have changed since labels of all changed goods were printed last.
    #[arg(long, conflicts_with_all = ["codes", "search"])]
    all_changed: bool,
}

/// What they are printed on.
#[derive(Debug, Args)]
struct Paper {
    /// Width and height in millimetres, such as 58x40; those of the label printer when absent.
    #[arg(long, value_name = "SIZE")]
    size: Option<LabelSize>,
    /// Dots per inch; those of the label printer when absent.
    #[arg(long, value_name = "DOTS", value_parser = clap::value_parser!(u16).range(100..=600))]
    dpi: Option<u16>,
}

/// `label print`
#[derive(Debug, Args)]
pub struct Print {
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    paper: Paper,
    /// How many of each.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=i64::from(MOST_COPIES)))]
    copies: u16,
    /// Writes them to this file instead of printing them; - is standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// As what the file is written; by the end of its name when absent.
    #[arg(long, value_enum, requires = "output")]
    format: Option<Format>,
    /// The printer's profile for ESC/POS: a name, or a file that ends in .json.
    #[arg(long, default_value = "epson", value_name = "PROFILE")]
    profile: String,
    /// Puts the labels of a PDF on sheets of A4.
    #[arg(long, requires = "output")]
    sheets: bool,
    /// Counts the changed goods as labelled, and prints nothing.
    #[arg(long, requires = "all_changed", conflicts_with = "output")]
    mark_only: bool,
}

/// `label show`
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    choice: Choice,
    #[command(flatten)]
    paper: Paper,
}

/// What a file of labels is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Bytes for a receipt printer.
    Escpos,
    /// Text for Zebra's printers.
    Zpl,
    /// Bytes for TSC and most cheap label printers.
    Tspl,
    /// A page a label.
    Pdf,
    /// A picture, of one label.
    Png,
}

impl Label {
    /// Runs the command.
    pub fn run(self, till: Till) -> Result<(), CommandError> {
        match self {
            Self::Print(print) => print.run(&till),
            Self::Show(show) => show.run(&till),
        }?;
        till.close();
        Ok(())
    }
}

impl Choice {
    fn chosen(&self) -> Result<LabelChoice, CommandError> {
        match (&self.search, self.all_changed, self.codes.is_empty()) {
            (Some(text), _, _) => Ok(LabelChoice::Search(text.clone())),
            (None, true, _) => Ok(LabelChoice::Changed),
            (None, false, false) => Ok(LabelChoice::Codes(self.codes.clone())),
            (None, false, true) => Err(CommandError::Usage(
                "say of which goods: barcodes or article numbers, --search TEXT or --all-changed"
                    .to_owned(),
            )),
        }
    }
}

impl Paper {
    fn media(&self, till: &Till) -> Result<Media, CommandError> {
        let own = till.label_paper()?.map(|paper| paper.media);
        let size = self.size.or(own.map(|media| media.size));
        let dpi = self.dpi.or(own.map(Media::dots_per_inch));
        Ok(Media::new(
            size.unwrap_or(LabelSize::SIZE_58_40),
            dpi.unwrap_or(USUAL_DPI),
        ))
    }
}

impl Show {
    fn run(&self, till: &Till) -> Result<(), CommandError> {
        let media = self.paper.media(till)?;
        for (product_id, content) in till.labels_of(&self.choice.chosen()?)? {
            let mut line = match cli::label_summary(&content, media) {
                Ok(summary) => summary,
                Err(error) => json!({ "error": error.words(till.locale()) }),
            };
            if let Some(fields) = line.as_object_mut() {
                fields.insert("product_id".to_owned(), json!(product_id));
                fields.insert("name".to_owned(), json!(content.name));
                fields.insert("price".to_owned(), json!(content.price));
            }
            say(&line.to_string());
        }
        Ok(())
    }
}

impl Print {
    fn run(&self, till: &Till) -> Result<(), CommandError> {
        if self.mark_only {
            return Ok(till.labels_are_up_to_date()?);
        }
        let goods = till.labels_of(&self.choice.chosen()?)?;
        let answer = match &self.output {
            Some(file) => self.to_file(till, &goods, file)?,
            None => self.to_printer(till, &goods)?,
        };
        if self.choice.all_changed {
            till.labels_are_up_to_date()?;
        }
        if let Some(answer) = answer {
            say(&answer.to_string());
        }
        Ok(())
    }

    fn to_printer(
        &self,
        till: &Till,
        goods: &[(ProductId, LabelContent)],
    ) -> Result<Option<Value>, CommandError> {
        if self.paper.size.is_some() || self.paper.dpi.is_some() {
            return Err(CommandError::Usage(
                "--size and --dpi are for files: the printer prints on the labels of its settings"
                    .to_owned(),
            ));
        }
        let waiting = |(_, content): &(ProductId, LabelContent)| WaitingLabel {
            content: content.clone(),
            copies: self.copies,
        };
        let labels: Vec<WaitingLabel> = goods.iter().map(waiting).collect();
        let is_confirmed = match labels.as_slice() {
            [] => true,
            labels => till.print_labels_now(labels)? == Delivery::Confirmed,
        };
        Ok(Some(json!({
            "goods": goods.len(),
            "labels": goods.len() * usize::from(self.copies),
            "confirmed": is_confirmed,
        })))
    }

    fn to_file(
        &self,
        till: &Till,
        goods: &[(ProductId, LabelContent)],
        file: &Path,
    ) -> Result<Option<Value>, CommandError> {
        let media = self.paper.media(till)?;
        let repeated = |(_, content): &(ProductId, LabelContent)| {
            std::iter::repeat_n(content.clone(), usize::from(self.copies))
        };
        let contents: Vec<LabelContent> = goods.iter().flat_map(repeated).collect();
        let format = self.format_of(file)?;
        if matches!(format, LabelFormat::Png) && contents.len() != 1 {
            return Err(CommandError::Usage(format!(
                "a picture holds one label, not {}: name one product, or write a PDF",
                contents.len()
            )));
        }
        let bytes = cli::labels(&contents, media, &format).map_err(|(at, error)| {
            let name = contents.get(at).map_or("", |content| &content.name);
            let words = error.words(till.locale());
            CommandError::Refused(match till.locale() {
                Locale::Ru => format!("этикетку «{name}» не напечатать: {words}"),
                Locale::En => format!("the label of “{name}” cannot be printed: {words}"),
            })
        })?;
        if file == Path::new(STANDARD_OUTPUT) {
            std::io::stdout().lock().write_all(&bytes)?;
            return Ok(None);
        }
        std::fs::write(file, &bytes).map_err(|error| {
            CommandError::Refused(format!("cannot write {}: {error}", file.display()))
        })?;
        Ok(Some(json!({
            "goods": goods.len(),
            "labels": contents.len(),
            "file": file.display().to_string(),
            "bytes": bytes.len(),
        })))
    }

    fn format_of(&self, file: &Path) -> Result<LabelFormat, CommandError> {
        let by_name = || {
            let end = file.extension()?.to_str()?.to_ascii_lowercase();
            Format::from_str(&end, true).ok()
        };
        let format = self.format.or_else(by_name).ok_or_else(|| {
            CommandError::Usage(format!(
                "{} does not end in .pdf, .png, .zpl, .tspl or .escpos: say --format",
                file.display()
            ))
        })?;
        if self.sheets && format != Format::Pdf {
            return Err(CommandError::Usage(
                "--sheets is for PDF: name the file labels.pdf".to_owned(),
            ));
        }
        Ok(match format {
            Format::Escpos => {
                let profile = cli::profile_or_file(&self.profile);
                let profile = profile.map_err(|error| CommandError::Usage(error.to_string()))?;
                LabelFormat::EscPos(Box::new(profile))
            }
            Format::Zpl => LabelFormat::Zpl(ZplText::default()),
            Format::Tspl => LabelFormat::Tspl(TsplOptions::default()),
            Format::Pdf if self.sheets => LabelFormat::PdfSheets(Sheet::A4),
            Format::Pdf => LabelFormat::Pdf,
            Format::Png => LabelFormat::Png,
        })
    }
}
