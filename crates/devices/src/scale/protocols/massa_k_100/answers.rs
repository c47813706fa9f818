//! What follows from the answers: the tare that waits for a division, and the way in which older units are asked.

use super::{Asked, MassaK100, REFUSALS, Wrapping, body, frame};
use crate::scale::reading::{Observation, Reading, Refusal, RefusalReason};

impl MassaK100 {
    pub(super) fn answered(&mut self) -> Asked {
        self.asker.answered();
        std::mem::replace(&mut self.asked, Asked::Nothing)
    }

    pub(super) fn observed(
        &mut self,
        observation: Observation,
        asked: Asked,
    ) -> Option<Observation> {
        let command = (asked == Asked::Command)
            .then(|| self.unanswered.take())
            .flatten();
        match observation {
            Observation::Weight(reading) => {
                self.refusals = 0;
                self.weighed = true;
                self.wrap(&reading)
            }
            // An error with a code is a status for who asked for the weight, and a refusal for who gave a command.
            Observation::Status(status) if asked == Asked::Command => {
                Some(Observation::Refused(Refusal {
                    reason: RefusalReason::Logical,
                    code: status.code,
                }))
            }
            Observation::Done => {
                if let Some(tare) = command.as_deref().and_then(tare_of) {
                    self.tare = tare;
                }
                None
            }
            Observation::Refused(refusal) => {
                if asked == Asked::Weight && refusal.reason == RefusalReason::Unrecognized {
                    self.refusals += 1;
                }
                if self.refusals >= REFUSALS {
                    self.refusals = 0;
                    self.older = !self.older;
                }
                None
            }
            Observation::Status(_) => None,
        }
    }

    /// Sends the next wrapping, now that a weight has told the division.
    fn wrap(&mut self, reading: &Reading) -> Option<Observation> {
        let divisions = match self.wrappings.pop()? {
            Wrapping::OnPan if reading.stable != Some(true) => None,
            Wrapping::OnPan => {
                let tare = reading.tare.map_or(i64::from(self.tare), |tare| tare.raw);
                reading.raw.checked_add(tare)
            }
            Wrapping::Grams(grams) => body::divisions(grams, reading.exponent),
        };
        match divisions.and_then(|divisions| i32::try_from(divisions).ok()) {
            Some(divisions) => {
                self.asker.push(set_tare(divisions));
                None
            }
            None => Some(Observation::refused(RefusalReason::Logical)),
        }
    }
}

pub(super) fn set_tare(divisions: i32) -> Vec<u8> {
    let mut body = vec![0xa3];
    body.extend(divisions.to_le_bytes());
    frame(&body)
}

/// The tare that a frame of ours sets.
fn tare_of(frame: &[u8]) -> Option<i32> {
    match frame.get(5..10)? {
        [0xa3, tare @ ..] => Some(i32::from_le_bytes(*tare.first_chunk()?)),
        _ => None,
    }
}
