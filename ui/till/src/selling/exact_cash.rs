use bezmen_contract::failure::Failure;
use bezmen_contract::till::{Pay, SaleDone, TicketView};
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_kit::notice::Tone;
use bezmen_kit::{beep, bridge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::{Desk, Screen};
use crate::words::{Selling, t};

/// Completes the sale with exactly what is due in cash.
pub fn pay_exact_cash(desk: Desk) {
    match desk.ticket.get_untracked() {
        Some(ticket) if !ticket.lines.is_empty() => {
            let amount = ticket.cash_due;
            let tenders = if amount.is_zero() {
                Vec::new()
            } else {
                vec![TenderInput {
                    kind: TenderKind::Cash,
                    amount,
                    reference: None,
                }]
            };
            complete(desk, &ticket, tenders, move |failure| desk.refuse(&failure));
        }
        _ => {
            beep::bad();
            desk.say(Tone::Attention, t(Selling::NothingToPay));
        }
    }
}

/// Pays a ticket; goes to the change when it is durable, or tells why not.
pub fn complete(
    desk: Desk,
    ticket: &TicketView,
    tenders: Vec<TenderInput>,
    refused: impl Fn(Failure) + 'static,
) {
    let question = Pay {
        ticket_id: ticket.ticket_id,
        expected_total: ticket.total,
        tenders,
    };
    spawn_local(async move {
        match bridge::call(question).await {
            Ok(done) => {
                beep::good();
                desk.show_sale(done);
            }
            Err(failure) => refused(failure),
        }
    });
}

impl Desk {
    /// Shows the change of a completed sale, with the next ticket ready behind it.
    pub fn show_sale(self, done: SaleDone) {
        self.done.set(Some(done));
        self.go(Screen::Done);
        self.ask_all();
    }
}
