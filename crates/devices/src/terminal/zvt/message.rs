//! What a terminal says to a till. Sources: PA00P015, chapter 3, and the parsers and tests of Portalum.Zvt.

use super::apdu::{Apdu, Control};
use super::codes;
use super::fields::{self, StatusInformation};
use super::tlv;
use crate::terminal::outcome::ScreenMessage;

/// A message of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromTerminal {
    /// 80 00, and 84 00 as some say instead.
    Understood,
    /// 84 xx: not understood, or not now.
    Refused(u8),
    /// 04 0F: the result of what was asked for.
    Status(Box<StatusInformation>),
    /// 04 FF: what it is doing.
    Doing {
        /// The code.
        code: u8,
        /// The terminal's own words.
        text: Option<String>,
    },
    /// 06 D1 or 06 D3: lines for the printer.
    Print(Vec<String>),
    /// 06 0F: the end.
    Completed {
        /// The last byte of the message, which after 05 01 is the terminal's status.
        terminal_status: Option<u8>,
    },
    /// 06 1E: the end without success.
    Aborted(Option<u8>),
    /// Something a till does not do.
    Other(Control),
}

impl FromTerminal {
    /// Reads a message.
    #[must_use]
    pub fn parse(apdu: Apdu<'_>) -> Self {
        let data = apdu.data;
        match apdu.control {
            [0x80, 0x00] | [0x84, 0x00] => Self::Understood,
            [0x84, code] => Self::Refused(code),
            [0x04, 0x0f] => Self::Status(Box::new(StatusInformation::parse(data))),
            [0x04, 0xff] => Self::Doing {
                code: data.first().copied().unwrap_or(0xff),
                text: display_text(data),
            },
            [0x06, 0xd1] => Self::Print(print_line(data)),
            [0x06, 0xd3] => Self::Print(print_block(data)),
            [0x06, 0x0f] => Self::Completed {
                terminal_status: data.last().copied(),
            },
            [0x06, 0x1e] => Self::Aborted(data.first().copied()),
            other => Self::Other(other),
        }
    }
}

/// The words of an intermediate status: its container stands behind the code and the time-out.
fn display_text(data: &[u8]) -> Option<String> {
    let container = match data {
        [_, _, 0x06, container @ ..] | [_, 0x06, container @ ..] => container,
        _ => return None,
    };
    let (taken, count) = tlv::length(container)?;
    let mut lines = Vec::new();
    tlv::walk(container.get(taken..taken + count)?, &mut |tag, value| {
        if tag == tlv::TEXT_LINE {
            lines.extend(fields::text(value));
        }
    });
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// A line: one byte of looks, then its text, and behind it, from some terminals, a container with the kind of receipt,
/// whose first byte (06) no text has. `FF` feeds as many lines as the next byte says.
fn print_line(data: &[u8]) -> Vec<String> {
    match data {
        [] => Vec::new(),
        [0xff, count, ..] => vec![String::new(); usize::from((*count).min(8))],
        [_, rest @ ..] => {
            let text = rest.split(|byte| *byte == 0x06).next();
            vec![text.and_then(fields::text).unwrap_or_default()]
        }
    }
}

/// A block: a container with print texts, each line in tag 07.
fn print_block(data: &[u8]) -> Vec<String> {
    let mut lines = Vec::new();
    let Some((0x06, rest)) = data.split_first() else {
        return lines;
    };
    let Some((taken, count)) = tlv::length(rest) else {
        return lines;
    };
    // A block that was cut short still shows the lines that are there.
    let end = rest.len().min(taken + count);
    tlv::walk(
        rest.get(taken..end).unwrap_or_default(),
        &mut |tag, value| {
            if tag == tlv::TEXT_LINE {
                lines.push(fields::text(value).unwrap_or_default());
            }
        },
    );
    lines
}

/// What an intermediate status says on the screen: our words where the code is known, else the terminal's.
pub(super) fn doing(code: u8, text: Option<String>) -> ScreenMessage {
    match (codes::intermediate(code), text) {
        (Some((ru, en)), _) => ScreenMessage::new(&format!("zvt_{code:02x}"), ru, en),
        (None, Some(text)) => ScreenMessage::new(&format!("zvt_{code:02x}"), &text, &text),
        (None, None) => ScreenMessage::working(),
    }
}
