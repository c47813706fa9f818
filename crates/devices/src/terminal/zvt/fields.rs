//! What a status information (04 0F) says. Sources: PA00P015, chapter “Summary of utilised BMPs”, and
//! Portalum.Zvt `BmpParser.cs` with the captured messages of its tests.

use bezmen_domain::money::Money;

use super::{bcd, tlv};
use crate::printer::codepage::CodePage;
use crate::terminal::outcome::{Approval, ApprovalSource, TerminalTime, TransactionMark};

/// How long a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Fixed(usize),
    /// So many bytes `Fx`, each one digit of the length.
    Digits(usize),
    Tlv,
}

/// The fields that may stand in a message from a terminal.
const fn length_of(field: u8) -> Option<Length> {
    Some(match field {
        0x01 | 0x02 | 0x03 | 0x05 | 0x19 | 0x27 | 0x8a | 0x8c | 0xa0 | 0xd0 | 0xd2 | 0xd3 => {
            Length::Fixed(1)
        }
        0x0d | 0x0e | 0x17 | 0x3a | 0x49 | 0x87 => Length::Fixed(2),
        0x0b | 0x0c | 0x3d | 0x88 | 0xaa => Length::Fixed(3),
        0x29 => Length::Fixed(4),
        0xba => Length::Fixed(5),
        0x04 => Length::Fixed(6),
        0x3b | 0xeb => Length::Fixed(8),
        0x2a => Length::Fixed(15),
        0x22 | 0x23 | 0x2d | 0x8b | 0xa7 | 0xd1 | 0xe1..=0xe8 | 0xf1..=0xf8 => Length::Digits(2),
        0x24 | 0x2e | 0x37 | 0x3c | 0x60 | 0x9a | 0xaf => Length::Digits(3),
        0xe0 | 0xe9 | 0xea | 0xf0 | 0xf9..=0xfd => Length::Fixed(1),
        0x06 => Length::Tlv,
        _ => return None,
    })
}

/// A status information, as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusInformation {
    /// Field 27: zero is success.
    pub result: Option<u8>,
    /// Numbers, time and amount.
    pub mark: TransactionMark,
    /// Field 8A.
    pub card_type: Option<u8>,
    /// Field 8B.
    pub card_name: Option<String>,
    /// Field 22, hidden but for the last four digits.
    pub masked_pan: Option<String>,
    /// Field 3B.
    pub authorisation_code: Option<String>,
    /// Field 3C, or the texts for the display in the container.
    pub text: Option<String>,
    /// Whether all of it was understood.
    pub is_whole: bool,
}

impl StatusInformation {
    /// Reads the data of a status information. Stops at a field that it does not know, since its length is unknown too.
    #[must_use]
    pub fn parse(data: &[u8]) -> Self {
        let mut status = Self::default();
        let mut time = (None, None);
        let mut rest = data;
        while let Some((field, after)) = rest.split_first() {
            let Some((value, after)) = value_of(*field, after) else {
                return status.dated(time);
            };
            status.take(*field, value, &mut time);
            rest = after;
        }
        status.is_whole = true;
        status.dated(time)
    }

    /// What the terminal approves; the caller has looked at [`Self::result`].
    #[must_use]
    pub fn approval(&self, source: ApprovalSource, slip: Vec<String>) -> Approval {
        Approval {
            source,
            mark: self.mark.clone(),
            card_type: self.card_type,
            card_name: self.card_name.clone(),
            masked_pan: self.masked_pan.clone(),
            authorisation_code: self.authorisation_code.clone(),
            slip,
        }
    }

    fn take(&mut self, field: u8, value: &[u8], time: &mut (Option<[u8; 2]>, Option<[u8; 3]>)) {
        match field {
            0x27 => self.result = value.first().copied(),
            0x04 => {
                self.mark.amount = bcd::decode(value)
                    .and_then(|minor| i64::try_from(minor).ok())
                    .map(Money::from_minor);
            }
            0x0b => self.mark.trace_number = bcd::decode_u32(value).filter(|number| *number > 0),
            0x87 => self.mark.receipt_number = bcd::decode_u32(value),
            0x29 => self.mark.terminal_id = bcd::decode(value).map(|id| format!("{id:08}")),
            0x0d => time.0 = pairs(value),
            0x0c => time.1 = pairs(value),
            0x8a => self.card_type = value.first().copied(),
            0x8b => self.card_name = text(value),
            0x22 => self.masked_pan = Some(mask(value)),
            0x3b => self.authorisation_code = text(value),
            0x3c => self.text = text(value),
            0x06 => self.take_container(value),
            _ => {}
        }
    }

    fn take_container(&mut self, container: &[u8]) {
        let mut lines = Vec::new();
        tlv::walk(container, &mut |tag, value| {
            if tag == tlv::DISPLAY_TEXTS {
                tlv::walk(value, &mut |tag, line| {
                    if tag == tlv::TEXT_LINE {
                        lines.extend(text(line));
                    }
                });
            }
        });
        if self.text.is_none() && !lines.is_empty() {
            self.text = Some(lines.join(" "));
        }
    }

    fn dated(mut self, (date, time): (Option<[u8; 2]>, Option<[u8; 3]>)) -> Self {
        self.mark.time = date
            .zip(time)
            .map(|([month, day], [hour, minute, second])| TerminalTime {
                month,
                day,
                hour,
                minute,
                second,
            });
        self
    }
}

/// Cuts the value of a field off; nothing when its length is unknown or there are too few bytes.
fn value_of(field: u8, after: &[u8]) -> Option<(&[u8], &[u8])> {
    let (taken, count) = match length_of(field)? {
        Length::Fixed(count) => (0, count),
        Length::Digits(digits) => {
            let length = after.get(..digits)?.iter().try_fold(0, |length, byte| {
                (byte & 0xf0 == 0xf0 && byte & 0x0f < 10)
                    .then(|| length * 10 + usize::from(byte & 0x0f))
            })?;
            (digits, length)
        }
        Length::Tlv => tlv::length(after)?,
    };
    after.get(taken..)?.split_at_checked(count)
}

fn pairs<const N: usize>(value: &[u8]) -> Option<[u8; N]> {
    let mut numbers = [0; N];
    for (number, byte) in numbers.iter_mut().zip(value) {
        *number = u8::try_from(bcd::decode(&[*byte])?).ok()?;
    }
    (value.len() == N).then_some(numbers)
}

/// Reads text in the protocol's usual character set, code page 437; zeros at its end fill the field.
#[must_use]
pub fn text(bytes: &[u8]) -> Option<String> {
    let text: String = bytes
        .iter()
        .take_while(|byte| **byte != 0)
        .map(|byte| CodePage::CP437.decode(*byte))
        .filter(|character| *character != char::REPLACEMENT_CHARACTER)
        .collect();
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A card's number with all but its last four digits hidden, whatever the terminal shows of it: digit pairs, `E` for a
/// hidden one, `F` to fill.
fn mask(bytes: &[u8]) -> String {
    let nibbles: Vec<u8> = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0f])
        .filter(|nibble| *nibble != 0x0f)
        .collect();
    let hidden = nibbles.len().saturating_sub(4);
    let shown = nibbles.iter().enumerate().map(|(index, nibble)| {
        let digit = char::from_digit(u32::from(*nibble), 10);
        digit.filter(|_| index >= hidden).unwrap_or('*')
    });
    shown.collect()
}

#[cfg(test)]
mod tests;
