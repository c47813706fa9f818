//! Simulated devices that lines of text drive, and that tell what happens to them.

mod display;
mod fiscal;
mod label_scale;
mod printer;
mod scale;
mod scanner;
mod terminal;

use serde_json::{Value, json};

pub use self::display::PlayedDisplay;
pub use self::fiscal::PlayedFiscal;
pub use self::label_scale::PlayedLabelScale;
pub use self::printer::PlayedPrinter;
pub use self::scale::PlayedScale;
pub use self::scanner::PlayedScanner;
pub use self::terminal::PlayedTerminal;

/// A simulated device on the command line.
pub trait Played {
    /// Where it is reached, as it is typed into an address field.
    fn place(&self) -> String;

    /// The lines that it understands; words in capitals stand for something of one's own.
    fn lines(&self) -> Vec<String>;

    /// Does what a line says, with the spaces around it; whether it is understood.
    fn tell(&mut self, line: &str) -> bool;

    /// What happened since this was asked last, an object each.
    fn news(&mut self) -> Vec<Value>;
}

/// A line that a simulated device does not understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{line}” is not understood: write one of {known}", known = known.join(", "))]
pub struct UnknownLine {
    /// The line.
    pub line: String,
    /// The lines there are.
    pub known: Vec<String>,
}

/// Does what a line of input says. `help` is answered with the lines there are; an empty line is none.
///
/// # Errors
/// Says which lines there are.
pub fn obey(played: &mut dyn Played, line: &str) -> Result<Option<Value>, UnknownLine> {
    match line.trim() {
        "" => Ok(None),
        "help" => Ok(Some(json!({ "help": played.lines() }))),
        _ if played.tell(line) => Ok(None),
        trimmed => Err(UnknownLine {
            line: trimmed.to_owned(),
            known: played.lines(),
        }),
    }
}

/// The lines of a device: its own ones first, then its faults.
fn lines(own: &[&str], faults: &[&str]) -> Vec<String> {
    own.iter().chain(faults).map(ToString::to_string).collect()
}

/// A sum as it is typed: `12.50` or `12`, in hundredths.
fn hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

#[cfg(test)]
mod tests;
