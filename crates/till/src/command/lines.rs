//! The lines of standard input, whoever wrote them.

use std::io::{BufRead, Read};

use super::CommandError;

/// The most bytes of a line: the largest code has 7089 characters, and a file without line ends must not fill the memory.
pub const MAX_LINE_BYTES: usize = 64 * 1024;

/// What is answered to a line that is longer.
pub const TOO_LONG: &str = "the line is longer than 65536 bytes; write one code or answer a line";

/// A line without its end.
pub enum Line<'a> {
    /// Text.
    Text(&'a str),
    /// What is not UTF-8.
    Bytes(&'a [u8]),
    /// Longer than [`MAX_LINE_BYTES`]. It is passed over.
    TooLong,
}

/// Does something for each line. No line ends it, whatever its bytes are.
///
/// # Errors
/// The input cannot be read.
pub fn each(mut input: impl BufRead, mut work: impl FnMut(Line<'_>)) -> Result<(), CommandError> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        // One byte more, for the end of a line of the greatest length.
        let most = MAX_LINE_BYTES as u64 + 1;
        if input.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        let line = bytes.strip_suffix(b"\n").unwrap_or(&bytes);
        if line.len() > MAX_LINE_BYTES {
            input.skip_until(b'\n')?;
            work(Line::TooLong);
        } else {
            work(std::str::from_utf8(line).map_or(Line::Bytes(line), Line::Text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_answered_whatever_it_holds() {
        let mut input = b"first\n\xff\xfe\n".to_vec();
        input.extend([b'7'; MAX_LINE_BYTES]);
        input.push(b'\n');
        input.extend([b'8'; 3 * MAX_LINE_BYTES]);
        input.extend(b"\n\r\nlast");
        let mut told = Vec::new();
        let answered = each(input.as_slice(), |line| {
            told.push(match line {
                Line::Text(text) if text.len() > 9 => text.len().to_string(),
                Line::Text(text) => text.to_owned(),
                Line::Bytes(bytes) => format!("{bytes:?}"),
                Line::TooLong => "too long".to_owned(),
            });
        });
        assert!(answered.is_ok());
        assert_eq!(
            told,
            ["first", "[255, 254]", "65536", "too long", "\r", "last"]
        );
    }
}
