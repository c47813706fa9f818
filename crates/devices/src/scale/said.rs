//! What a protocol makes of the bytes of a line.

use serde::Serialize;

use super::decimal::Decimal;
use super::reading::{Observation, Reading};

/// A frame, in one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Something about the weight, or the answer to a command.
    Observation(Observation),
    /// A barcode, from a scanner that shares the line.
    Label(Label),
    /// What the scale is or how it is set.
    Parameters(Parameters),
    /// A byte of the conversation alone, such as ACK or NAK.
    Control(u8),
    /// The scale wants proof that the till's program is approved; the number turns the proof (Dialog 06).
    Challenge(u8),
    /// The answer that only this protocol gives to its probe.
    Probe,
    /// A frame that only the till sends: an echo, or a line that is listened in on.
    Request,
}

impl Said {
    /// A weight.
    #[must_use]
    pub const fn weight(reading: Reading) -> Self {
        Self::Observation(Observation::Weight(reading))
    }

    /// What was observed, if this is an observation.
    #[must_use]
    pub const fn observation(&self) -> Option<Observation> {
        match self {
            Self::Observation(observation) => Some(*observation),
            Self::Label(_)
            | Self::Parameters(_)
            | Self::Control(_)
            | Self::Challenge(_)
            | Self::Probe
            | Self::Request => None,
        }
    }
}

/// A barcode that came over the scale's line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// The kind of symbol, in the words of the field: `UPCA`, `EAN13`, `CODE128`…
    pub symbology: &'static str,
}

/// What a scale is, or how it is set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Parameters {
    /// The model or name it gave.
    pub model: Option<String>,
    /// The power of ten of its last digit.
    pub exponent: Option<i8>,
    /// The tare that it subtracts.
    pub tare: Option<Decimal>,
    /// The most it weighs, in its own digits.
    pub capacity: Option<Decimal>,
}

/// Why bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Junk {
    /// They do not look like the protocol.
    Noise,
    /// A whole frame whose checksum is wrong.
    Checksum,
    /// A whole frame whose bytes do not agree in parity.
    Parity,
    /// A frame that begins and ends right, with something impossible in it.
    Malformed,
    /// A frame that was begun and never ended.
    Incomplete,
}

/// What a protocol says about the front of the bytes it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The first `length` bytes are a frame.
    Frame {
        /// How many bytes; one at least.
        length: usize,
        /// What it says.
        said: Said,
    },
    /// The first `length` bytes are no frame, nor the beginning of one.
    Skip {
        /// How many bytes; one at least.
        length: usize,
        /// Why.
        junk: Junk,
    },
    /// The bytes may be the beginning of a frame.
    Wait,
}

impl Step {
    /// A frame that begins and ends right: it says something, or something in it is impossible.
    #[must_use]
    pub fn whole(length: usize, said: Option<Said>) -> Self {
        said.map_or(Self::skip(length, Junk::Malformed), |said| Self::Frame {
            length,
            said,
        })
    }

    /// As [`Self::whole`], of a frame that can only be an observation.
    #[must_use]
    pub fn seen(length: usize, observation: Option<Observation>) -> Self {
        Self::whole(length, observation.map(Said::Observation))
    }

    /// A frame that is an observation.
    #[must_use]
    pub const fn observed(length: usize, observation: Observation) -> Self {
        Self::Frame {
            length,
            said: Said::Observation(observation),
        }
    }

    /// One byte that does not begin a frame.
    pub const NOISE: Self = Self::Skip {
        length: 1,
        junk: Junk::Noise,
    };

    /// A piece that is no frame for the given reason.
    #[must_use]
    pub const fn skip(length: usize, junk: Junk) -> Self {
        Self::Skip { length, junk }
    }
}

/// A piece of what came, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// How many bytes had come before it since the connection was made.
    pub offset: u64,
    /// How many bytes it is.
    pub length: usize,
    /// What it says, or why it says nothing.
    pub said: Result<Said, Junk>,
}
