//! What all protocols share: whole frames out of a stream that may be split, glued, garbled or polluted.

use std::time::Duration;

use super::protocol::{Facts, Protocol, ScaleCommand, ScaleOptions, ScaleProtocol};
use super::reading::{Observation, WeightUnit};
use super::said::{Heard, Junk, Said, Step};

/// The most bytes that are kept back while a frame is incomplete, whatever a protocol says.
const MOST_KEPT: usize = 4 * 1024;

/// A scale protocol with its buffer. It owns no port and no clock: it is given bytes and the time.
#[derive(Debug)]
pub struct ScaleCodec {
    kind: ScaleProtocol,
    protocol: Box<dyn Protocol>,
    options: ScaleOptions,
    /// What has come and was not judged yet; seven-bit protocols see it without the eighth bits.
    pending: Vec<u8>,
    /// The same bytes as they came; kept for seven-bit protocols only.
    raw: Vec<u8>,
    /// How many bytes were judged.
    offset: u64,
    /// When the last byte came.
    last_byte: Duration,
}

impl ScaleCodec {
    /// Makes a codec for a scale that is set so.
    #[must_use]
    pub fn new(kind: ScaleProtocol, options: ScaleOptions) -> Self {
        Self {
            kind,
            protocol: kind.start(&options),
            options,
            pending: Vec::new(),
            raw: Vec::new(),
            offset: 0,
            last_byte: Duration::ZERO,
        }
    }

    /// Which protocol it speaks.
    #[must_use]
    pub const fn protocol(&self) -> ScaleProtocol {
        self.kind
    }

    /// Reads bytes that came at a time (since some fixed moment) and appends what they say to `heard`. An empty slice only
    /// lets time pass: a frame that stays incomplete is dropped after the protocol's longest pause.
    pub fn receive(&mut self, bytes: &[u8], at: Duration, heard: &mut Vec<Heard>) {
        let facts = self.kind.facts();
        if !self.pending.is_empty() && at.saturating_sub(self.last_byte) > facts.gap {
            self.judge(facts, at, heard, true);
        }
        if bytes.is_empty() {
            return;
        }
        self.last_byte = at;
        if facts.seven_bit {
            self.raw.extend_from_slice(bytes);
            self.pending.extend(bytes.iter().map(|byte| byte & 0x7f));
        } else {
            self.pending.extend_from_slice(bytes);
        }
        self.judge(facts, at, heard, false);
    }

    /// Says of what is still incomplete that nothing more comes.
    pub fn finish(&mut self, at: Duration, heard: &mut Vec<Heard>) {
        self.judge(self.kind.facts(), at, heard, true);
    }

    /// Gives bytes that are due to be sent, if any: the next question, or a command.
    pub fn to_send(&mut self, at: Duration) -> Option<Vec<u8>> {
        self.protocol.to_send(at)
    }

    /// Queues a command; says whether the protocol has it.
    pub fn command(&mut self, command: ScaleCommand) -> bool {
        self.protocol.command(command)
    }

    /// Starts anew after the connection was made again.
    pub fn reset(&mut self) {
        self.pending.clear();
        self.raw.clear();
        self.offset = 0;
        self.protocol.reset();
    }

    /// Takes frames off the front until none is whole. When nothing more comes (`ends`), what is incomplete is dropped byte by
    /// byte, for a frame may begin inside it.
    fn judge(&mut self, facts: &Facts, at: Duration, heard: &mut Vec<Heard>, ends: bool) {
        let mut done = 0;
        while let Some(rest) = self.pending.get(done..).filter(|rest| !rest.is_empty()) {
            let limit = facts.longest.min(MOST_KEPT);
            let step = if ends {
                self.protocol.step_last(rest)
            } else {
                self.protocol.step(rest)
            };
            let (length, said) = match step {
                Step::Frame { length, said } => {
                    let length = length.clamp(1, rest.len());
                    let raw = self.raw.get(done..done + length).unwrap_or_default();
                    if is_sold_by(&said) && !agrees_in_parity(raw) {
                        (length, Err(Junk::Parity))
                    } else {
                        self.protocol.measure(&said, &rest[..length]);
                        (length, Ok(said))
                    }
                }
                Step::Skip { length, junk } => (length.clamp(1, rest.len()), Err(junk)),
                Step::Wait if ends => (1, Err(Junk::Incomplete)),
                Step::Wait if rest.len() > limit => (1, Err(Junk::Noise)),
                Step::Wait => break,
            };
            done += length;
            self.tell(length, said, at, heard);
        }
        self.pending.drain(..done);
        self.raw.drain(..done.min(self.raw.len()));
    }

    fn tell(
        &mut self,
        length: usize,
        said: Result<Said, Junk>,
        at: Duration,
        heard: &mut Vec<Heard>,
    ) {
        let offset = self.offset;
        self.offset += length as u64;
        let said = said.map(|said| self.completed(said));
        let follows = match &said {
            Ok(said) => self.protocol.heard(said, at),
            Err(_) => {
                self.protocol.garbled(at);
                None
            }
        };
        // Neighbouring junk of one kind is one piece: a technician sees what was skipped, not each byte of it.
        if let (Err(junk), Some(last)) = (&said, heard.last_mut())
            && last.said == Err(*junk)
            && last.offset + last.length as u64 == offset
            && matches!(junk, Junk::Noise | Junk::Incomplete)
        {
            last.length += length;
            return;
        }
        heard.push(Heard {
            offset,
            length,
            said,
        });
        heard.extend(follows.map(|observation| Heard {
            offset: self.offset,
            length: 0,
            said: Ok(Said::Observation(observation)),
        }));
    }

    /// Adds the unit that the technician set to a weight that names none.
    fn completed(&self, said: Said) -> Said {
        match (said, self.options.unit) {
            (Said::Observation(Observation::Weight(mut reading)), Some(unit))
                if reading.unit == WeightUnit::Unknown =>
            {
                reading.unit = unit;
                Said::weight(reading)
            }
            (said, _) => said,
        }
    }
}

/// Whether goods are sold by what was said, so that a garbled character would be a wrong sale.
const fn is_sold_by(said: &Said) -> bool {
    matches!(
        said,
        Said::Observation(Observation::Weight(_)) | Said::Label(_)
    )
}

/// Whether bytes could be seven-bit characters, with or without one kind of parity bit in the eighth place: a line that is
/// read with eight bits shows the parity, and a character that disagrees with the others was garbled on the way.
pub(crate) fn agrees_in_parity(bytes: &[u8]) -> bool {
    if bytes.iter().all(|byte| byte.is_ascii()) {
        return true;
    }
    let odd = |byte: &u8| byte.count_ones() % 2 == 1;
    bytes.iter().all(odd) || !bytes.iter().any(odd) || bytes.iter().all(|byte| !byte.is_ascii())
}

#[cfg(test)]
mod tests;
