//! What can be wrong with a simulated scale, and what it makes of the answers.

use super::device::DeviceSide;
use crate::simulate::fault::faults;

faults! {
    /// What is wrong with the scale, until it is told otherwise.
    pub enum ScaleFault of "a scale" {
        /// Nothing.
        #[default]
        None => "ok",
        /// It does not answer.
        Silent => "silent",
        /// It sends the first half of each answer.
        Partial => "partial",
        /// It sends rubbish before each answer.
        GarbageFirst => "garbage_first",
        /// It sends rubbish only.
        Garbage => "garbage",
        /// It sends each answer twice at once.
        Glued => "glued",
        /// It sends its answers byte by byte.
        Dribbles => "dribble",
        /// It repeats what it is asked before it answers.
        Echoes => "echo",
        /// It refuses whatever it is asked.
        Refuses => "nak",
        /// Its checksums are wrong; without checksums, a byte of each answer is.
        BadChecksum => "bad_checksum",
        /// Its bytes carry parity bits that the other side does not expect.
        WrongParity => "wrong_parity",
        /// It speaks another protocol.
        OtherProtocol => "other_protocol",
        /// It is busy and gives no weight.
        Busy => "busy",
        /// It is unplugged: every connection ends, and none is taken.
        Unplugged => "unplug",
    }
}

/// Rubbish as a line brings it when it is opened in the middle of something, or at the wrong speed.
const RUBBISH: &[u8] = b"\xfe\x00\x9d.4\xff kg\r\n";

/// What another protocol's scale would say.
const OTHER_WEIGHT: [&[u8]; 2] = [b"wn 001.234kg\r\n", b"\x02A1\x1f0001234\x17\x04"];

/// How an answer goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    Nothing,
    AtOnce(Vec<u8>),
    ByteByByte(Vec<u8>),
}

impl ScaleFault {
    /// Makes of an answer what the fault makes of it. `asked` is what it answers to, empty when it speaks by itself.
    pub(crate) fn distort(self, answer: &[u8], asked: &[u8], device: &dyn DeviceSide) -> Sent {
        match self {
            Self::None | Self::Busy => Sent::AtOnce(answer.to_vec()),
            Self::Silent | Self::Unplugged => Sent::Nothing,
            Self::Partial => Sent::AtOnce(answer[..answer.len() / 2].to_vec()),
            Self::GarbageFirst => Sent::AtOnce([RUBBISH, answer].concat()),
            Self::Garbage => Sent::AtOnce(RUBBISH.to_vec()),
            Self::Glued => Sent::AtOnce([answer, answer].concat()),
            Self::Dribbles => Sent::ByteByByte(answer.to_vec()),
            Self::Echoes => Sent::AtOnce([asked, answer].concat()),
            Self::Refuses => device.refusal().map_or(Sent::Nothing, Sent::AtOnce),
            Self::BadChecksum => {
                let mut spoilt = answer.to_vec();
                device.spoil(&mut spoilt);
                Sent::AtOnce(spoilt)
            }
            Self::WrongParity => Sent::AtOnce(answer.iter().map(|byte| polluted(*byte)).collect()),
            Self::OtherProtocol => {
                let other = OTHER_WEIGHT
                    .iter()
                    .find(|other| other.first() != answer.first());
                Sent::AtOnce(other.map_or_else(Vec::new, |bytes| bytes.to_vec()))
            }
        }
    }
}

/// A byte with an even parity bit in the eighth place: what a line set to eight bits reads of a device set to seven.
const fn polluted(byte: u8) -> u8 {
    let low = byte & 0x7f;
    if low.count_ones() % 2 == 1 {
        low | 0x80
    } else {
        low
    }
}
