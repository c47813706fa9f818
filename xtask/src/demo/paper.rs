//! The virtual printer's receipts as a person reads them.

use serde_json::Value;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::sync::mpsc::Receiver;
use std::thread;

/// Writes each receipt that the printer tells of, as plain text with a line between two, until the printer ends.
pub fn keep(told: Receiver<String>, mut paper: File) {
    thread::spawn(move || {
        for receipt in told.iter().filter_map(|line| receipt(&line)) {
            // A full disk costs the copy, not the demo; the printer's own log says the same.
            let _written = paper.write_all(receipt.as_bytes());
        }
    });
}

/// The text grid of one receipt; nothing when the line is not about one, such as a kick of the drawer alone.
fn receipt(told: &str) -> Option<String> {
    let told: Value = serde_json::from_str(told).ok()?;
    let lines = told["lines"].as_array()?.iter().filter_map(Value::as_str);
    let mut text = String::new();
    for line in lines {
        // Writing to a string does not fail.
        let _written = writeln!(text, "{}", line.trim_end());
    }
    let text = text.trim_matches('\n');
    (!text.is_empty()).then(|| format!("{text}\n\n{}\n\n", "=".repeat(48)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_is_its_lines() {
        let told = r#"{"events":[{"event":"cut"}],"lines":["","   Рябина ","ИТОГО   84,90",""],"styles":[]}"#;
        let text = receipt(told).unwrap();
        assert!(
            text.starts_with("   Рябина\nИТОГО   84,90\n\n==="),
            "{text}"
        );
    }

    #[test]
    fn what_is_no_receipt_leaves_no_paper() {
        assert_eq!(receipt("listening 127.0.0.1:9100"), None);
        assert_eq!(
            receipt(r#"{"events":[{"event":"kick"}],"lines":[""]}"#),
            None
        );
    }
}
