//! Carries bytes between a simulated label scale and whoever talks to it.

use std::io::{Read, Write};

use super::device::{self, Asked};
use super::{PluFault, State, StoredPlu};
use crate::plu::NetworkScale;
use crate::simulate::playing::{Shared, hear};

/// Nothing is kept, or nothing is taken now.
const NAK: u8 = 0x15;

/// Answers until the other side goes, the line breaks, or the scale is to stop.
pub(super) fn converse(mut port: impl Read + Write, scale: NetworkScale, shared: &Shared<State>) {
    let begun = shared.lock().times_unplugged;
    let mut waiting = Vec::new();
    let mut bytes = [0; 256];
    while !shared.is_stopped() && shared.lock().times_unplugged == begun {
        match hear(&mut port, &mut bytes) {
            Ok([]) => continue,
            Ok(heard) => waiting.extend(heard),
            Err(_) => return,
        }
        if breaks_in_the_middle(shared, &waiting) {
            return;
        }
        while let Some(asked) = device::next(scale, &mut waiting) {
            let Some(answer) = answered(asked, scale, shared) else {
                return;
            };
            if port.write_all(&answer).is_err() {
                return;
            }
        }
    }
}

/// Whether the line breaks while a row is coming: once it is more than a greeting.
fn breaks_in_the_middle(shared: &Shared<State>, waiting: &[u8]) -> bool {
    let mut state = shared.lock();
    let breaks = matches!(state.fault, PluFault::DropsAfter(rows) if state.rows >= rows)
        && waiting.len() > 2;
    if breaks {
        state.fault = PluFault::None;
    }
    breaks
}

/// What is said; nothing when the line breaks instead.
fn answered(asked: Asked, scale: NetworkScale, shared: &Shared<State>) -> Option<Vec<u8>> {
    let mut state = shared.lock();
    match state.fault {
        PluFault::Silent | PluFault::Unplugged => return Some(Vec::new()),
        PluFault::Garbage => return Some(b"\x7f??".to_vec()),
        PluFault::None
        | PluFault::Refuses
        | PluFault::DropsAfter(_)
        | PluFault::DropsUnanswered(_)
        | PluFault::Full(_) => {}
    }
    let stored: StoredPlu = match asked {
        Asked::Ready(answer) => return Some(answer),
        Asked::Enquiry => return Some(state.kept_answer.clone().unwrap_or_else(|| vec![NAK])),
        Asked::Thanks => {
            state.kept_answer = None;
            return Some(Vec::new());
        }
        Asked::Wrong(_) | Asked::Write(_) if state.kept_answer.is_some() => return Some(vec![NAK]),
        Asked::Wrong(code) => return Some(state.keep(scale, Some(code))),
        Asked::Write(stored) => stored,
    };
    let is_new = !state.list.contains_key(&stored.plu);
    let refused = match state.fault {
        PluFault::Refuses => true,
        PluFault::Full(room) => is_new && state.list.len() >= room,
        PluFault::None
        | PluFault::Silent
        | PluFault::Garbage
        | PluFault::DropsAfter(_)
        | PluFault::DropsUnanswered(_)
        | PluFault::Unplugged => false,
    };
    if refused {
        return Some(state.keep(scale, Some(device::no_room())));
    }
    state.list.insert(stored.plu, stored);
    state.rows += 1;
    let answer = state.keep(scale, None);
    if matches!(state.fault, PluFault::DropsUnanswered(rows) if state.rows > rows) {
        state.fault = PluFault::None;
        return None;
    }
    Some(answer)
}

impl State {
    /// Makes an answer, and keeps it where scales do.
    fn keep(&mut self, scale: NetworkScale, refusal: Option<u8>) -> Vec<u8> {
        let answer = device::answer(scale, refusal);
        self.kept_answer = device::keeps_answers(scale).then(|| answer.clone());
        answer
    }
}
