//! What the buyer sees: one view, of which customer displays and the customer's window show the newest.
//!
//! The view is made anew from the database whenever the ticket or the frame changes, by a thread of its own: a sale only rings
//! a bell. Whoever is slow to show a view misses the ones between, which nobody needs any more.

mod view;
mod worker;

use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use bezmen_contract::till::{BuyerMoment, BuyerView, Event, ShowPayment, Theme};
use bezmen_domain::id::TicketId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::tender::TenderInput;
use tokio::sync::watch;

pub use worker::Buying;

use crate::answer::Answer;
use crate::engine::{Engine, lock};
use crate::refusal::Refusal;

/// A sale that was just paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paid {
    /// What the buyer handed over.
    pub given: Money,
    /// What goes back.
    pub change: Money,
    /// When.
    pub at_ms: i64,
}

/// What is known beside the ticket.
#[derive(Debug, Clone, Default)]
struct Told {
    payment: Option<(TicketId, Vec<TenderInput>)>,
    paid: Option<Paid>,
    /// Counts what may have changed the view.
    changes: u64,
}

/// What the buyer is told, and the view that came of it.
#[derive(Debug)]
pub struct Buyer {
    told: Mutex<Told>,
    bell: Condvar,
    view: watch::Sender<BuyerView>,
}

impl Default for Buyer {
    fn default() -> Self {
        Self {
            told: Mutex::default(),
            bell: Condvar::new(),
            view: watch::Sender::new(BuyerView {
                shop: String::new(),
                currency: Currency::RUB,
                locale: Locale::Ru,
                theme: Theme::System,
                moment: BuyerMoment::Closed,
            }),
        }
    }
}

impl Buyer {
    /// The view, now and after each change of it.
    pub fn view(&self) -> watch::Receiver<BuyerView> {
        self.view.subscribe()
    }

    /// Hears what the screens are told.
    pub fn hear(&self, event: &Event) {
        match event {
            Event::TicketChanged(ticket) => self.change(|told| {
                told.payment = None;
                if !ticket.lines.is_empty() {
                    told.paid = None;
                }
            }),
            Event::Status(status) => self.change(|told| {
                if status.person.is_none() {
                    told.payment = None;
                    told.paid = None;
                }
            }),
            Event::ScannerRead { .. }
            | Event::ScannerTrouble { .. }
            | Event::Weight(_)
            | Event::Printer(_)
            | Event::Sync(_)
            | Event::CatalogChanged { .. }
            | Event::CatalogProgress { .. } => {}
        }
    }

    /// Hears of a sale after its commit.
    pub fn sold(&self, paid: Paid) {
        self.change(|told| told.paid = Some(paid));
    }

    fn change(&self, change: impl FnOnce(&mut Told)) {
        let mut told = self.lock();
        change(&mut told);
        told.changes = told.changes.wrapping_add(1);
        drop(told);
        self.bell.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Told> {
        lock(&self.told)
    }
}

impl Answer for ShowPayment {
    fn answer(self, engine: &Arc<Engine>) -> Result<(), Refusal> {
        let payment = self.taken.map(|taken| (self.ticket_id, taken));
        engine.buyer.change(|told| told.payment = payment);
        Ok(())
    }
}
