//! One thing being tried.

use std::time::Duration;

use super::Found;
use super::attempt::{Attempt, AttemptKind, Outcome};
use super::plan::Planned;
use crate::scale::codec::ScaleCodec;
use crate::scale::protocol::{ScaleOptions, ScaleProtocol, Speaks};
use crate::scale::reading::{Observation, Refusal, RefusalReason};
use crate::scale::said::{Heard, Said};

/// How much longer a trial lasts after something came that its protocol understands.
const MORE: Duration = Duration::from_millis(600);

/// The longest that a trial lasts in any case.
const LONGEST: Duration = Duration::from_millis(3_000);

/// How much of what was sent and came is kept for the technician.
const KEPT: usize = 64;

/// The most bytes that a trial looks at: a line that never falls silent is no reason to keep everything.
const MOST_RECEIVED: usize = 16 * 1024;

/// Frames that must agree, and frames that must be the same when they have neither marks nor a checksum.
const AGREEING: usize = 2;
const SAME: usize = 3;

#[derive(Debug)]
pub(super) struct Trial {
    planned: Planned,
    candidates: Vec<Candidate>,
    started: Duration,
    until: Duration,
    sent: Vec<u8>,
    received: Vec<u8>,
    failed: bool,
}

/// A protocol and what speaks for it.
#[derive(Debug)]
struct Candidate {
    codec: ScaleCodec,
    /// What came since the trial began, as far as pieces of it are still looked at.
    frames: Vec<Evidence>,
    /// How many bytes its frames explain.
    explained: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Evidence {
    said: Said,
    bytes: Vec<u8>,
}

impl Trial {
    pub(super) fn new(planned: Planned, options: &ScaleOptions, at: Duration) -> Self {
        let protocols: Vec<ScaleProtocol> = match planned.kind {
            AttemptKind::Asked(protocol) => vec![protocol],
            AttemptKind::Listened => ScaleProtocol::ALL
                .iter()
                .copied()
                .filter(|protocol| protocol.facts().speaks == Speaks::ByItself)
                .collect(),
        };
        let candidates = protocols.into_iter().map(|protocol| Candidate {
            codec: ScaleCodec::new(protocol, options.clone()),
            frames: Vec::new(),
            explained: 0,
        });
        Self {
            planned,
            candidates: candidates.collect(),
            started: at,
            until: at + planned.patience,
            sent: Vec::new(),
            received: Vec::new(),
            failed: false,
        }
    }

    pub(super) fn due(&mut self, at: Duration) -> Option<Vec<u8>> {
        let bytes = match self.planned.kind {
            AttemptKind::Listened => None,
            AttemptKind::Asked(_) => self.candidates.first_mut()?.codec.to_send(at),
        }?;
        let room = KEPT.saturating_sub(self.sent.len());
        self.sent.extend(bytes.iter().take(room));
        Some(bytes)
    }

    /// How long to go on listening; nothing when it is over.
    pub(super) fn left(&self, at: Duration) -> Option<Duration> {
        let left = self.until.saturating_sub(at);
        (!left.is_zero()).then_some(left)
    }

    pub(super) fn received(&mut self, bytes: &[u8], at: Duration) {
        let room = MOST_RECEIVED.saturating_sub(self.received.len());
        let Some(bytes) = bytes.get(..bytes.len().min(room)) else {
            return;
        };
        self.received.extend_from_slice(bytes);
        let mut understood = false;
        for candidate in &mut self.candidates {
            understood |= candidate.receive(bytes, &self.received, at);
        }
        if understood {
            self.until = self.until.max(at + MORE).min(self.started + LONGEST);
        }
    }

    /// Whether enough speaks for the protocol that was asked. While it is only listened, all of the time is used: another
    /// protocol may explain more.
    pub(super) fn is_certain(&self) -> bool {
        match self.planned.kind {
            AttemptKind::Listened => false,
            AttemptKind::Asked(_) => self.candidates.iter().any(Candidate::is_certain),
        }
    }

    pub(super) const fn fail(&mut self) {
        self.failed = true;
    }

    pub(super) fn end(self) -> (Attempt, Option<Found>) {
        // Of several grammars that fit, the one is right that leaves the least unexplained; the catch-all is last in a draw.
        let best = self
            .candidates
            .iter()
            .filter(|candidate| candidate.is_certain())
            .max_by_key(|candidate| {
                let is_special = candidate.codec.protocol().name() != "generic_ascii_stream";
                (candidate.explained, is_special)
            });
        let found = best.map(|candidate| Found {
            protocol: candidate.codec.protocol(),
            settings: self.planned.settings,
            observation: candidate.last_observation(),
        });
        let outcome = if found.is_some() {
            Outcome::Recognised
        } else if self.failed {
            Outcome::Failed
        } else if self.received.is_empty() {
            Outcome::Silence
        } else if self.candidates.iter().any(|one| !one.frames.is_empty()) {
            Outcome::Doubtful
        } else {
            Outcome::Garbage
        };
        let attempt = Attempt {
            kind: self.planned.kind,
            settings: self.planned.settings,
            sent: self.sent,
            received: self.received.into_iter().take(KEPT).collect(),
            outcome,
        };
        (attempt, found)
    }
}

impl Candidate {
    /// Takes bytes; `all` is everything that came in this trial, these bytes included. Says whether it understood any.
    fn receive(&mut self, bytes: &[u8], all: &[u8], at: Duration) -> bool {
        let mut heard = Vec::new();
        self.codec.receive(bytes, at, &mut heard);
        let mut understood = false;
        for piece in heard {
            understood |= self.weigh(piece, all);
        }
        understood
    }

    fn weigh(&mut self, piece: Heard, all: &[u8]) -> bool {
        let Ok(said) = piece.said else {
            return false;
        };
        // An echo of the question proves a cable, and a byte of the conversation is one that others use as well.
        let counts = match &said {
            // A scale of any protocol may refuse what it does not know, and many do in the same word.
            Said::Observation(Observation::Refused(Refusal {
                reason:
                    RefusalReason::Unrecognized
                    | RefusalReason::Syntax
                    | RefusalReason::Transmission
                    | RefusalReason::Logical
                    | RefusalReason::Parameter
                    | RefusalReason::Unexplained
                    | RefusalReason::Fault,
                ..
            })) => return true,
            // Nothing was told that could be done: two bytes that say so are anything.
            Said::Observation(Observation::Done) => return true,
            Said::Observation(_)
            | Said::Label(_)
            | Said::Parameters(_)
            | Said::Challenge(_)
            | Said::Probe => true,
            Said::Control(_) => return true,
            Said::Request => false,
        };
        if !counts || piece.length == 0 {
            return false;
        }
        let begin = usize::try_from(piece.offset).unwrap_or(usize::MAX);
        let bytes = all
            .get(begin..begin.saturating_add(piece.length))
            .unwrap_or_default();
        if is_nothing(self.codec.protocol(), bytes) {
            return true;
        }
        self.explained += piece.length;
        self.frames.push(Evidence {
            said,
            bytes: bytes.to_vec(),
        });
        true
    }

    fn is_certain(&self) -> bool {
        let Some(last) = self.frames.last() else {
            return false;
        };
        let like_last = |wanted: &dyn Fn(&Evidence) -> bool| {
            self.frames.iter().filter(|one| wanted(one)).count()
        };
        if is_weak(self.codec.protocol()) {
            return like_last(&|one| one.bytes == last.bytes) >= SAME;
        }
        like_last(&|one| agree(&one.said, &last.said)) >= AGREEING
    }

    fn last_observation(&self) -> Option<Observation> {
        self.frames
            .iter()
            .rev()
            .find_map(|frame| frame.said.observation())
    }
}

/// Whether the frames of a protocol have neither marks nor a checksum, so that noise may look like one.
fn is_weak(protocol: ScaleProtocol) -> bool {
    matches!(
        protocol.name(),
        "massa_k_protocol2_J" | "mercury_unpacked_bcd" | "cas_lp" | "digi"
    )
}

/// Whether a frame is what a line without a scale can show as well: zeros alone. The answer of an empty Mercury is nothing
/// else; it is told by its length.
fn is_nothing(protocol: ScaleProtocol, bytes: &[u8]) -> bool {
    protocol != ScaleProtocol::MercuryUnpackedBcd && bytes.iter().all(|byte| *byte == 0)
}

/// Whether two frames are of one kind: weights of one unit and as many decimals, or the same status.
fn agree(one: &Said, other: &Said) -> bool {
    match (one.observation(), other.observation()) {
        (Some(Observation::Weight(one)), Some(Observation::Weight(other))) => {
            one.unit == other.unit && one.exponent == other.exponent
        }
        _ => one == other,
    }
}
