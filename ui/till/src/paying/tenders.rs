//! What the customer has handed over so far, settled by the same rules as in the engine.

use bezmen_contract::till::TicketView;
use bezmen_domain::money::Money;
use bezmen_domain::tender::{SettleError, TenderInput, TenderKind, missing, settle};
use bezmen_kit::beep;
use leptos::prelude::*;

use super::tender_words::settle_words;
use crate::desk::Desk;
use crate::selling::complete;

/// The payment under way; copied freely.
#[derive(Clone, Copy)]
pub struct Tenders {
    desk: Desk,
    /// What has been taken.
    pub taken: RwSignal<Vec<TenderInput>>,
    /// Why it cannot go on, in words.
    pub error: RwSignal<String>,
    /// Whether the engine is being asked.
    pub busy: RwSignal<bool>,
}

impl Tenders {
    /// Nothing has been taken yet.
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            taken: RwSignal::new(Vec::new()),
            error: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        }
    }

    /// Lets the buyer see what is due and what was handed over, until the page goes.
    pub fn show_buyer(self) {
        let ticket_id = self
            .desk
            .ticket
            .with_untracked(|ticket| ticket.as_ref().map(|ticket| ticket.ticket_id));
        let Some(ticket_id) = ticket_id else { return };
        let show = move |taken| self.desk.show_payment(ticket_id, taken);
        Effect::new(move || show(Some(self.taken.get())));
        on_cleanup(move || show(None));
    }

    /// The ticket that is paid.
    pub fn ticket(self) -> Option<TicketView> {
        self.desk.ticket.get()
    }

    /// What is missing when it is paid in cash, or by card.
    pub fn missing(self, kind: TenderKind) -> Money {
        let Some(ticket) = self.ticket() else {
            return Money::ZERO;
        };
        self.taken
            .with(|taken| missing(ticket.total, self.cash_step(), taken, kind))
    }

    fn cash_step(self) -> Money {
        self.desk
            .status
            .with_untracked(|status| status.settings.cash_step)
    }

    /// Takes a tender; when that is enough, the sale is completed.
    pub fn take(self, kind: TenderKind, amount: Money) {
        let Some(ticket) = untrack(move || self.ticket()) else {
            return;
        };
        let mut taken = self.taken.get_untracked();
        // Where the rest rounds to nothing, nothing is taken and the sale is complete.
        let is_missing = untrack(move || self.missing(kind)).is_positive();
        if !amount.is_zero() || is_missing {
            taken.push(TenderInput {
                kind,
                amount,
                reference: None,
            });
        }
        match settle(ticket.total, self.cash_step(), &taken) {
            Ok(_) => {
                self.error.set(String::new());
                self.complete(&ticket, taken);
            }
            Err(SettleError::Short { .. }) => {
                self.error.set(String::new());
                self.taken.set(taken);
            }
            Err(refusal) => {
                beep::bad();
                self.error.set(settle_words(&refusal).to_owned());
            }
        }
    }

    fn complete(self, ticket: &TicketView, taken: Vec<TenderInput>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        complete(self.desk, ticket, taken, move |failure| {
            beep::bad();
            self.busy.set(false);
            self.error.set(failure.message);
        });
    }

    /// Gives a tender back.
    pub fn give_back(self, index: usize) {
        self.error.set(String::new());
        self.taken.update(|taken| {
            if index < taken.len() {
                taken.remove(index);
            }
        });
    }
}
