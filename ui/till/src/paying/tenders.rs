//! What the customer has handed over so far, settled by the same rules as in the engine.

use bezmen_contract::till::TicketView;
use bezmen_domain::money::Money;
use bezmen_domain::tender::{SettleError, Settlement, TenderInput, TenderKind, settle};
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

    /// The ticket that is paid.
    pub fn ticket(self) -> Option<TicketView> {
        self.desk.ticket.get()
    }

    /// What is missing when it is paid in cash, or by card.
    pub fn missing(self, kind: TenderKind) -> Money {
        let Some(ticket) = self.ticket() else {
            return Money::ZERO;
        };
        let taken = self.taken.get();
        if taken.is_empty() {
            return if kind.is_cash() {
                ticket.cash_due
            } else {
                ticket.total
            };
        }
        match self.settle(&ticket, &taken) {
            Err(SettleError::Short { missing }) => missing,
            Ok(_) | Err(_) => Money::ZERO,
        }
    }

    fn settle(self, ticket: &TicketView, taken: &[TenderInput]) -> Result<Settlement, SettleError> {
        settle(
            ticket.total,
            self.desk
                .status
                .with_untracked(|status| status.settings.cash_step),
            taken,
        )
    }

    /// Takes a tender; when that is enough, the sale is completed.
    pub fn take(self, kind: TenderKind, amount: Money) {
        let Some(ticket) = untrack(move || self.ticket()) else {
            return;
        };
        let mut taken = self.taken.get_untracked();
        if amount.is_positive() || !ticket.total.is_zero() {
            taken.push(TenderInput {
                kind,
                amount,
                reference: None,
            });
        }
        match self.settle(&ticket, &taken) {
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
