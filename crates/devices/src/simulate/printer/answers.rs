//! What the printer says about itself: the bytes of Epson's ESC/POS reference.

use super::fault::PrinterFault;
use crate::printer::interpret::Question;
use crate::printer::status::StatusRequest;

/// How the printer is at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) fault: PrinterFault,
    /// Whether the cutter is stuck.
    pub(super) jammed: bool,
    /// The level of the drawer's sensor.
    pub(super) drawer_high: bool,
}

/// What a printer in confusion says: no valid answer to anything.
const GARBAGE: [u8; 3] = [0xff, 0xe5, 0xff];

impl Condition {
    const fn paper_out(self) -> bool {
        matches!(self.fault, PrinterFault::PaperOut)
    }

    const fn near_end(self) -> bool {
        matches!(
            self.fault,
            PrinterFault::PaperNearEnd | PrinterFault::PaperOut
        )
    }

    const fn cover_open(self) -> bool {
        matches!(self.fault, PrinterFault::CoverOpen)
    }

    const fn offline(self) -> bool {
        self.paper_out() || self.cover_open() || self.jammed
    }

    /// The answer to `DLE EOT n`.
    pub(super) fn status(self, request: StatusRequest) -> Vec<u8> {
        if self.fault == PrinterFault::NeverAnswers {
            return Vec::new();
        }
        if self.fault == PrinterFault::AnswersGarbage {
            return GARBAGE.to_vec();
        }
        let bits = match request {
            StatusRequest::Printer => {
                bit(2, self.drawer_high) | bit(3, self.offline()) | bit(5, self.jammed)
            }
            StatusRequest::OfflineCause => {
                bit(2, self.cover_open()) | bit(5, self.paper_out()) | bit(6, self.jammed)
            }
            StatusRequest::ErrorCause => bit(3, self.jammed),
            StatusRequest::Paper => {
                let near_end = bit(2, self.near_end()) | bit(3, self.near_end());
                near_end | bit(5, self.paper_out()) | bit(6, self.paper_out())
            }
        };
        vec![0x12 | bits]
    }

    /// The four bytes that are sent when something changes.
    pub(super) const fn automatic(self) -> [u8; 4] {
        let near_end = bit(0, self.near_end()) | bit(1, self.near_end());
        [
            0x10 | bit(2, self.drawer_high) | bit(3, self.offline()) | bit(5, self.cover_open()),
            bit(3, self.jammed),
            near_end | bit(2, self.paper_out()) | bit(3, self.paper_out()),
            0x0f,
        ]
    }

    /// Whether one of the changes that `mask` asks for lies between two reports.
    pub(super) const fn differs(mask: u8, [a, b, c, _]: [u8; 4], [d, e, f, _]: [u8; 4]) -> bool {
        let drawer = mask & 0x01 != 0 && (a ^ d) & 0x04 != 0;
        let online = mask & 0x02 != 0 && (a ^ d) & 0x28 != 0;
        let error = mask & 0x04 != 0 && b != e;
        let paper = mask & 0x08 != 0 && c != f;
        drawer || online || error || paper
    }

    /// The answer to a question that waited its turn; all before it is printed.
    pub(super) fn answer(self, question: Question, model: &str) -> Vec<u8> {
        if matches!(
            self.fault,
            PrinterFault::NeverAnswers | PrinterFault::NeverSaysDone
        ) {
            return Vec::new();
        }
        if self.fault == PrinterFault::AnswersGarbage {
            return GARBAGE.to_vec();
        }
        match question {
            Question::Status(2 | b'2') => vec![bit(0, self.drawer_high)],
            Question::Status(_) => vec![bit(0, self.near_end()) | bit(1, self.near_end())],
            Question::Echo([a, b, c, d]) => vec![0x37, 0x22, a, b, c, d, 0],
            Question::AutoStatus(0) => Vec::new(),
            Question::AutoStatus(_) => self.automatic().to_vec(),
            Question::Id(number) => identity(number, model),
        }
    }
}

const fn bit(number: u8, is_set: bool) -> u8 {
    (is_set as u8) << number
}

/// `GS I n`: one byte for the old questions, words in a frame for the newer ones.
fn identity(number: u8, model: &str) -> Vec<u8> {
    let words = match number {
        1 | b'1' => return vec![0x20],
        // It has a cutter and no two-byte characters.
        2 | b'2' => return vec![0x02],
        3 | b'3' => return vec![0x01],
        65 => "1.00",
        66 => "BEZMEN",
        67 => model,
        68 => "VIRTUAL0001",
        _ => return Vec::new(),
    };
    let mut answer = vec![b'_'];
    answer.extend(words.bytes().filter(u8::is_ascii_graphic).take(80));
    answer.push(0);
    answer
}
