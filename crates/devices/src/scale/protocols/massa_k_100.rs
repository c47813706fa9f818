//! Massa-K protocol 100: frames with a length and a checksum, on serial lines, USB and TCP.
//!
//! `F8 55 CE`, the length of the body in two bytes, the body, and its checksum in two bytes, all little-endian. The
//! checksum has the polynomial 0x1021 and starts with zero, but no zero bits are appended to the message; the usual CRC-16 code
//! computes another number. Body 23h asks for the weight and 24h gives it: net weight in divisions, the division, whether it
//! rests, whether NET and >0< are lit, and on most models the tare. Older units do not know 23h, or answer it with a list of
//! their parts; they are asked by A0h and answer 10h. 28h is an error with a code, F0h "unknown command". Source: Massa-K
//! Мк 2.790.237 РЭ as implemented in cyrillwork/MassaK `lib/messages.h` and `lib/protocol.cpp`; the frames of EasySerial's
//! tests are captured from a device.

mod answers;
mod body;
mod checksum;
mod errors;

use std::time::Duration;

use crate::scale::conversation::{Asker, Orders, POLL};
use crate::scale::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, USUAL_ANSWER};
use crate::scale::reading::Observation;
use crate::scale::said::{Junk, Said, Step};
use crate::transport::{SerialParity, SerialSettings};

use self::answers::set_tare;
pub use self::body::division;
pub use self::checksum::checksum;
pub use self::errors::error_words;

/// The port of its network models, for TCP and for the search by UDP.
pub const PORT: u16 = 5001;

/// What is known about it beforehand.
pub const FACTS: Facts = Facts {
    tcp_port: Some(PORT),
    ..Facts::usual(
        ["Масса-К (протокол 100)", "Massa-K (protocol 100)"],
        &[
            SerialSettings::new(57_600, 8, SerialParity::Odd, 1),
            SerialSettings::new(4800, 8, SerialParity::Even, 1),
            SerialSettings::new(19_200, 8, SerialParity::None, 1),
        ],
        LONGEST_BODY + AROUND,
    )
};

/// What every frame begins with.
pub const HEADER: [u8; 3] = [0xf8, 0x55, 0xce];

/// Header, length and checksum.
const AROUND: usize = 7;

/// The longest body that is waited for: the parameters take about ninety bytes, a name at most 128.
const LONGEST_BODY: usize = 160;

/// How often an unknown command must be the answer before the other way to ask for the weight is tried: one may have been
/// garbled on its way to the scale.
const REFUSALS: u8 = 2;

/// How often a command that was not answered is sent again. All of them may be done twice.
const REPEATS: u8 = 1;

/// Protocol 100 at work.
#[derive(Debug)]
pub struct MassaK100 {
    asker: Asker,
    asked: Asked,
    /// Whether the unit is asked in the older way, by A0h.
    older: bool,
    refusals: u8,
    /// Whether the parameters were asked for; they are only for the technician, so once is enough.
    described: bool,
    weighed: bool,
    /// Wrappings that wait for the next weight, which tells the division they are counted in.
    wrappings: Orders<Wrapping>,
    /// The tare in divisions that the scale took from us, for units that do not say theirs.
    tare: i32,
    unanswered: Option<Vec<u8>>,
    repeats: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Weight,
    Parameters,
    Command,
}

#[derive(Debug, Clone, Copy)]
enum Wrapping {
    /// What is on the pan.
    OnPan,
    Grams(u32),
}

/// Makes one that asks at once.
#[must_use]
pub const fn new(_options: &ScaleOptions) -> MassaK100 {
    MassaK100 {
        asker: Asker::new(POLL, USUAL_ANSWER),
        asked: Asked::Nothing,
        older: false,
        refusals: 0,
        described: false,
        weighed: false,
        wrappings: Orders::NONE,
        tare: 0,
        unanswered: None,
        repeats: 0,
    }
}

/// Builds a frame around a body.
#[must_use]
pub fn frame(body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
    let mut frame = HEADER.to_vec();
    frame.extend(length.to_le_bytes());
    frame.extend(body);
    frame.extend(checksum(body).to_le_bytes());
    frame
}

/// Judges the front of bytes as a frame.
#[must_use]
pub fn step(bytes: &[u8]) -> Step {
    let alike = HEADER.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    if alike < HEADER.len().min(bytes.len()) {
        return Step::skip(alike.max(1), Junk::Noise);
    }
    let Some((length, rest)) = bytes.get(3..).and_then(|rest| rest.split_first_chunk()) else {
        return Step::Wait;
    };
    let length = usize::from(u16::from_le_bytes(*length));
    let plausible = rest.first().is_none_or(|code| body::fits(*code, length));
    if length == 0 || length > LONGEST_BODY || !plausible {
        return Step::skip(HEADER.len(), Junk::Malformed);
    }
    let Some((body, sent)) = rest
        .split_at_checked(length)
        .and_then(|(body, rest)| Some((body, rest.first_chunk()?)))
    else {
        return Step::Wait;
    };
    let whole = length + AROUND;
    if checksum(body) != u16::from_le_bytes(*sent) {
        return Step::skip(next_start(&bytes[..whole]), Junk::Checksum);
    }
    Step::whole(whole, body::read(body))
}

/// Where the next frame may begin within a broken one, whose length may be what is wrong with it.
fn next_start(broken: &[u8]) -> usize {
    let begins = |at: &usize| {
        broken
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(&HEADER) || HEADER.starts_with(rest))
    };
    (1..broken.len()).find(begins).unwrap_or(broken.len())
}

impl Protocol for MassaK100 {
    fn step(&self, bytes: &[u8]) -> Step {
        step(bytes)
    }

    fn heard(&mut self, said: &Said, _at: Duration) -> Option<Observation> {
        if let Some(observation) = said.observation() {
            let asked = self.answered();
            return self.observed(observation, asked);
        }
        // A list of its parts in place of a weight is how older units answer.
        if matches!(said, Said::Parameters(_)) && self.answered() == Asked::Weight {
            self.older = true;
        }
        None
    }

    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        if self.asker.waits(at) {
            return None;
        }
        if let Some(command) = self.unanswered.take().filter(|_| self.repeats < REPEATS) {
            self.repeats += 1;
            self.asker.push(command);
        } else {
            self.repeats = 0;
        }
        let (asked, code) = if self.weighed && !self.described {
            (Asked::Parameters, 0x75)
        } else {
            (Asked::Weight, if self.older { 0xa0 } else { 0x23 })
        };
        let question = frame(&[code]);
        let sent = self.asker.due(at, &question)?;
        if sent == question {
            self.asked = asked;
            self.described |= asked == Asked::Parameters;
        } else {
            self.asked = Asked::Command;
            self.unanswered = Some(sent.clone());
        }
        Some(sent)
    }

    fn command(&mut self, command: ScaleCommand) -> bool {
        match command {
            ScaleCommand::Zero => self.asker.push(frame(&[0x72])),
            ScaleCommand::Tare => self.wrappings.push(Wrapping::OnPan),
            ScaleCommand::SetTare(grams) => self.wrappings.push(Wrapping::Grams(grams)),
            ScaleCommand::ClearTare => self.asker.push(set_tare(0)),
            ScaleCommand::Price(_) => return false,
        }
        true
    }

    fn reset(&mut self) {
        self.asker.reset();
        self.wrappings.drop_all();
        self.asked = Asked::Nothing;
        (self.older, self.refusals) = (false, 0);
        (self.described, self.weighed) = (false, false);
        (self.unanswered, self.repeats) = (None, 0);
    }
}

#[cfg(test)]
mod tests;
