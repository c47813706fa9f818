//! What a person tells a simulated scanner, line by line.

use std::io::{self, BufRead};

use super::{ScannerFault, SimulatedScanner};
use crate::scanner::marks::GS;

/// A line that the simulated scanner does not understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{line}” is not understood: write a code (GS as <GS>, the symbology before it as ]d2), “fault NAME” with one of {known}, “suffix cr|lf|crlf|tab|etx|none”, “prefix TEXT”, “gs TEXT” for what it sends in place of GS, or “aim on|off”",
    known = ScannerFault::NAMES.join(", ")
)]
pub struct UnknownScannerLine {
    /// The line.
    pub line: String,
}

/// What a code may end with, by name.
const ENDS: [(&str, &[u8]); 6] = [
    ("cr", b"\r"),
    ("lf", b"\n"),
    ("crlf", b"\r\n"),
    ("tab", b"\t"),
    ("etx", b"\x03"),
    ("none", b""),
];

/// Does what a line says to a simulated scanner. Spaces of a code are part of it.
///
/// # Errors
/// Says which lines there are.
pub fn tell(scanner: &SimulatedScanner, line: &str) -> Result<(), UnknownScannerLine> {
    let error = || UnknownScannerLine {
        line: line.to_owned(),
    };
    let mut setup = scanner.setup();
    match line.split_once(' ') {
        Some(("fault", name)) => {
            scanner.set_fault(ScannerFault::from_name(name).map_err(|_| error())?);
            return Ok(());
        }
        Some(("suffix", name)) => {
            let end = ENDS.iter().find(|(known, _)| *known == name);
            setup.end = end.ok_or_else(error)?.1.to_vec();
        }
        Some(("gs", sign)) => setup.gs = Some(sign.to_owned()),
        Some(("prefix", prefix)) => setup.prefix = prefix.as_bytes().to_vec(),
        Some(("aim", "on")) => setup.sends_aim = true,
        Some(("aim", "off")) => setup.sends_aim = false,
        Some(("aim", _)) => return Err(error()),
        _ if matches!(line, "fault" | "suffix" | "aim") => return Err(error()),
        _ if line == "prefix" => setup.prefix.clear(),
        _ if line == "gs" => setup.gs = None,
        _ => {
            scanner.scan(&line.replace("<GS>", GS.encode_utf8(&mut [0; 4])));
            return Ok(());
        }
    }
    scanner.set_up(setup);
    Ok(())
}

/// Reads lines for a simulated scanner until they end; tells of each one that is not understood.
///
/// # Errors
/// The lines cannot be read.
pub fn drive(
    scanner: &SimulatedScanner,
    lines: impl BufRead,
    mut complain: impl FnMut(&UnknownScannerLine),
) -> io::Result<()> {
    for line in lines.lines() {
        let line = line?;
        if line.is_empty() {
            continue;
        }
        if let Err(error) = tell(scanner, &line) {
            complain(&error);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::ScannerSetup;
    use super::*;

    #[test]
    fn lines_set_the_scanner_and_unknown_ones_are_answered_with_those_there_are() {
        let scanner = SimulatedScanner::on_tcp("127.0.0.1:0").unwrap();
        let mut complaints = Vec::new();
        let lines =
            "suffix tab\nprefix AB\ngs ~\naim off\nsuffix bell\nfault melt\nfault\naim maybe\n";
        drive(&scanner, lines.as_bytes(), |error| {
            complaints.push(error.line.clone());
        })
        .unwrap();
        assert_eq!(
            complaints,
            ["suffix bell", "fault melt", "fault", "aim maybe"]
        );
        let setup = ScannerSetup {
            end: b"\t".to_vec(),
            prefix: b"AB".to_vec(),
            gs: Some("~".to_owned()),
            sends_aim: false,
        };
        assert_eq!(scanner.setup(), setup);
        let error = tell(&scanner, "suffix bell").unwrap_err().to_string();
        assert!(
            error.contains("no_suffix") && error.contains("unplug"),
            "{error}"
        );
    }
}
