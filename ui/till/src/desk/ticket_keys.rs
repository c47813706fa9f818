//! Walking over the lines of the ticket and changing the selected one.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{RemoveLine, SetQuantity, TicketView};
use bezmen_domain::id::LineId;
use bezmen_domain::quantity::Quantity;
use bezmen_kit::beep;
use leptos::prelude::*;

use super::{Desk, Overlay, with_consent};

/// Selects the line below.
pub fn select_next(desk: Desk) {
    step(desk, |index, count| {
        (index + 1).min(count.saturating_sub(1))
    });
}

/// Selects the line above.
pub fn select_previous(desk: Desk) {
    step(desk, |index, _| index.saturating_sub(1));
}

fn step(desk: Desk, next: impl Fn(usize, usize) -> usize) {
    let lines: Vec<LineId> = desk.ticket.with_untracked(|ticket| {
        ticket
            .iter()
            .flat_map(|ticket| ticket.lines.iter().map(|line| line.line_id))
            .collect()
    });
    let now = desk
        .selected
        .get_untracked()
        .and_then(|id| lines.iter().position(|line| *line == id))
        .unwrap_or_default();
    desk.selected
        .set(lines.get(next(now, lines.len())).copied());
}

impl Desk {
    /// One more of the selected line.
    pub fn one_more(self) {
        self.add_to_selected(Quantity::ONE);
    }

    /// One less of the selected line; the last one goes by Del, which asks nobody by accident.
    pub fn one_less(self) {
        self.add_to_selected(-Quantity::ONE);
    }

    fn add_to_selected(self, step: Quantity) {
        let Some(line) = untrack(move || self.selected_line()) else {
            return;
        };
        if line.unit.is_weighed() {
            self.overlay.set(Some(Overlay::Quantity(Box::new(line))));
            return;
        }
        let quantity = line.quantity + step;
        if quantity.is_positive() {
            self.set_quantity(line.line_id, quantity);
        }
    }

    /// Sets how many of a line.
    pub fn set_quantity(self, line_id: LineId, quantity: Quantity) {
        with_consent(
            self,
            move |approval| SetQuantity {
                line_id,
                quantity,
                approval,
            },
            move |reply| self.take_ticket(reply),
        );
    }

    /// Takes the selected line off the ticket.
    pub fn remove_selected(self) {
        if let Some(line_id) = self.selected.get_untracked() {
            with_consent(
                self,
                move |approval| RemoveLine { line_id, approval },
                move |reply| self.take_ticket(reply),
            );
        }
    }

    /// Takes over the answer to the question in front of the screen, which goes away; or says in it why there is none.
    pub fn take_answer(self, reply: Result<TicketView, Failure>, error: RwSignal<String>) {
        match reply {
            Ok(ticket) => {
                self.overlay.set(None);
                self.take_ticket(Ok(ticket));
            }
            Err(failure) => {
                beep::bad();
                error.try_set(failure.message);
            }
        }
    }

    /// Draws the ticket that a call answered, or says why it did not.
    pub fn take_ticket(self, reply: Result<TicketView, Failure>) {
        match reply {
            Ok(ticket) => {
                self.said.set(None);
                self.show_ticket(ticket);
            }
            Err(failure) => self.refuse(&failure),
        }
    }
}
