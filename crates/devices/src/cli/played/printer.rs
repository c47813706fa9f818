//! A printer on the command line.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use serde_json::{Value, json};

use super::{Played, lines};
#[cfg(unix)]
use crate::simulate::line;
use crate::simulate::printer::{PrinterFault, PrinterNews, PrinterPlace, VirtualPrinter};

/// Lines besides the faults.
const OWN_LINES: [&str; 8] = [
    "paper",
    "cover open",
    "cover close",
    "drawer open",
    "drawer close",
    "speed BYTES_PER_SECOND",
    "speed full",
    "ok",
];

/// A virtual printer that lines drive, and that tells each receipt.
#[derive(Debug)]
pub struct PlayedPrinter {
    printer: VirtualPrinter,
    news: Receiver<PrinterNews>,
    link: Option<PathBuf>,
}

impl PlayedPrinter {
    /// Drives a printer.
    #[must_use]
    pub fn new(printer: VirtualPrinter) -> Self {
        Self {
            news: printer.subscribe(),
            printer,
            link: None,
        }
    }

    /// Drives a printer on a serial line, which is found at `link` from now on: a symbolic link. One that is there already is
    /// replaced; a file of another kind is not.
    ///
    /// # Errors
    /// The link cannot be made, or the printer is on the network.
    #[cfg(unix)]
    pub fn linked(printer: VirtualPrinter, link: &Path) -> std::io::Result<Self> {
        let PrinterPlace::Line(path) = printer.place() else {
            return Err(std::io::ErrorKind::InvalidInput.into());
        };
        line::name(path, link)?;
        let mut played = Self::new(printer);
        played.link = Some(link.to_owned());
        Ok(played)
    }
}

impl Drop for PlayedPrinter {
    fn drop(&mut self) {
        if let Some(link) = &self.link {
            // The link may have been removed by hand.
            let _ = std::fs::remove_file(link);
        }
    }
}

impl Played for PlayedPrinter {
    fn place(&self) -> String {
        match (&self.link, self.printer.place()) {
            (Some(link), _) => format!("serial:{}", link.display()),
            (None, PrinterPlace::Line(path)) => format!("serial:{}", path.display()),
            (None, PrinterPlace::Network(address)) => address.to_string(),
        }
    }

    fn lines(&self) -> Vec<String> {
        lines(&OWN_LINES, PrinterFault::NAMES)
    }

    fn tell(&mut self, line: &str) -> bool {
        match line.trim() {
            "paper" => self.printer.insert_paper(),
            "cover open" => self.printer.open_cover(),
            "cover close" => self.printer.close_cover(),
            "drawer open" => self.printer.open_drawer(),
            "drawer close" => self.printer.close_drawer(),
            "speed full" => self.printer.set_speed(None),
            other => {
                if let Some(speed) = other.strip_prefix("speed ") {
                    let speed = speed.trim().parse().ok().filter(|speed| *speed > 0);
                    if speed.is_some() {
                        self.printer.set_speed(speed);
                    }
                    return speed.is_some();
                }
                let fault = PrinterFault::from_name(other);
                if let Ok(fault) = fault {
                    self.printer.set_fault(fault);
                }
                return fault.is_ok();
            }
        }
        true
    }

    fn news(&mut self) -> Vec<Value> {
        self.news.try_iter().map(|news| told(&news)).collect()
    }
}

fn told(news: &PrinterNews) -> Value {
    match news {
        PrinterNews::Event(event) => json!({ "event": event }),
        PrinterNews::Receipt(receipt) => json!({ "receipt": super::super::json_of(receipt) }),
        PrinterNews::Fault(fault) => json!({ "fault": fault.name() }),
        PrinterNews::Drawer { open } => json!({ "drawer": if *open { "open" } else { "closed" } }),
        PrinterNews::Client { connected } => json!({ "client": connected }),
    }
}
