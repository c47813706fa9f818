//! The keys of a return.

use bezmen_contract::till::ReceiptLineView;
use bezmen_domain::quantity::Quantity;
use bezmen_kit::keyboard::Heard;
use bezmen_kit::notice::Tone;
use bezmen_kit::scanner::Reading;
use bezmen_kit::{beep, focus};
use leptos::prelude::*;

use super::choices::{Choices, left_of, step_of};
use crate::desk::{Desk, Screen};
use crate::words::{Receipts, t};

/// What the keys of a return work on; copied freely.
#[derive(Clone, Copy)]
pub struct ReturnKeys {
    /// The lines of the receipt.
    pub lines: StoredValue<Vec<ReceiptLineView>>,
    /// The line that + and − work on.
    pub at: RwSignal<usize>,
    /// How much comes back.
    pub choices: Choices,
    /// Why.
    pub reason: RwSignal<String>,
}

impl ReturnKeys {
    /// Hears a key: the code of a marked piece chooses its line, arrows walk over the lines, + and − say how much of one comes back, other characters are the reason, Enter
    /// refunds. Enter in a field only leaves it.
    pub fn hear(self, desk: Desk, heard: &Heard, refund: impl Fn()) -> bool {
        match &heard.reading {
            Reading::Scanned(text) => self.choose(desk, text),
            Reading::Typed(_) if heard.in_field => return false,
            Reading::Typed(text) => text.chars().for_each(|character| self.take(character)),
            Reading::Pressed(stroke) => match stroke.key.as_str() {
                "Escape" => desk.go(Screen::Receipts),
                "ArrowDown" => self.walk(1),
                "ArrowUp" => self.walk(-1),
                "Backspace" if !heard.in_field => self.reason.update(|reason| {
                    reason.pop();
                }),
                "Enter" if heard.in_field => focus::release_focus(),
                "Enter" => refund(),
                _ => return false,
            },
        }
        true
    }

    fn take(self, character: char) {
        match character {
            '+' => self.change(|now, step| now + step),
            '-' | '−' => self.change(|now, step| now - step),
            other => self.reason.update(|reason| reason.push(other)),
        }
    }

    fn change(self, next: impl Fn(Quantity, Quantity) -> Quantity) {
        self.lines.with_value(|lines| {
            if let Some(line) = lines.get(self.at.get_untracked()) {
                let now = untrack(|| self.choices.of(line.line_id));
                self.choices.set(line, next(now, step_of(line)));
            }
        });
    }

    /// A scanned piece comes back: its line is chosen whole, and + and − work on it from then on.
    fn choose(self, desk: Desk, scan: &str) {
        let found = self.lines.with_value(|lines| {
            let is_it = |line: &ReceiptLineView| line.ki.as_ref().is_some_and(|ki| ki.is_of(scan));
            let index = lines.iter().position(is_it)?;
            lines.get(index).cloned().map(|line| (index, line))
        });
        match found {
            Some((index, line)) if left_of(&line).is_positive() => {
                beep::good();
                desk.said.set(None);
                self.at.set(index);
                self.choices.set(&line, left_of(&line));
            }
            Some((index, _)) => {
                self.at.set(index);
                beep::bad();
                desk.say(Tone::Attention, t(Receipts::PieceCameBack));
            }
            None => {
                beep::bad();
                desk.say(Tone::Attention, t(Receipts::PieceNotHere));
            }
        }
    }

    fn walk(self, by: isize) {
        focus::release_focus();
        let last = self.lines.with_value(|lines| lines.len().saturating_sub(1));
        self.at
            .update(|at| *at = at.saturating_add_signed(by).min(last));
    }
}
