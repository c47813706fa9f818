//! The open ticket at rest.

use std::collections::{BTreeMap, BTreeSet};

use bezmen_domain::discount::Discount;
use bezmen_domain::id::{LineId, PersonId, TicketId};
use bezmen_domain::ticket::{PricedTicket, Ticket, TicketLine, price};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::store::{self, StoreError};

/// The ticket with what the till must remember beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What is rung up.
    pub ticket: Ticket,
    /// The line touched last.
    pub last_line_id: Option<LineId>,
    /// Revision of the price list each line was priced at.
    pub revisions: BTreeMap<LineId, u64>,
    /// Lines whose discount somebody consented to.
    pub approved_lines: BTreeSet<LineId>,
    /// Whether somebody consented to the receipt's discount.
    pub receipt_discount_approved: bool,
    /// Who consented last.
    pub approved_by: Option<PersonId>,
}

impl Draft {
    /// An empty ticket.
    pub fn new(id: TicketId) -> Self {
        Self {
            ticket: Ticket {
                id,
                lines: Vec::new(),
                discount: None,
                customer_id: None,
            },
            last_line_id: None,
            revisions: BTreeMap::new(),
            approved_lines: BTreeSet::new(),
            receipt_discount_approved: false,
            approved_by: None,
        }
    }

    /// Reads the open ticket; begins and keeps an empty one when there is none, so that its id stands.
    pub fn open(desk: &Desk<'_>) -> Result<Self, Refusal> {
        match store::open_ticket_body(desk.tx)? {
            Some(body) => Self::parse(&body),
            None => Self::begin(desk),
        }
    }

    /// Begins and keeps an empty ticket; the one before must be gone.
    pub fn begin(desk: &Desk<'_>) -> Result<Self, Refusal> {
        let draft = Self::new(TicketId::from_parts(desk.id_ms(), desk.random()));
        draft.save(desk)?;
        Ok(draft)
    }

    /// Reads a ticket from its text.
    pub fn parse(body: &str) -> Result<Self, Refusal> {
        Ok(serde_json::from_str(body).map_err(StoreError::from)?)
    }

    /// Keeps the ticket as the open one.
    pub fn save(&self, desk: &Desk<'_>) -> Result<(), Refusal> {
        let body = serde_json::to_string(self).map_err(StoreError::from)?;
        Ok(store::save_open_ticket(desk.tx, self.ticket.id, &body)?)
    }

    /// What it costs.
    pub fn price(&self) -> Result<PricedTicket, Refusal> {
        Ok(price(&self.ticket)?)
    }

    /// Finds a line.
    pub fn line_mut(&mut self, id: LineId) -> Result<&mut TicketLine, Refusal> {
        self.ticket
            .lines
            .iter_mut()
            .find(|line| line.id == id)
            .ok_or(Refusal::LineUnknown)
    }

    /// Finds a line.
    pub fn line(&self, id: LineId) -> Result<&TicketLine, Refusal> {
        self.ticket
            .lines
            .iter()
            .find(|line| line.id == id)
            .ok_or(Refusal::LineUnknown)
    }

    /// Forgets the consent to fixed sums off when a line changes: what was little on ten pieces is much on one.
    pub fn line_changed(&mut self, id: LineId) {
        let is_amount =
            |discount: Option<Discount>| matches!(discount, Some(Discount::Amount { .. }));
        if is_amount(self.ticket.discount) {
            self.receipt_discount_approved = false;
        }
        if self
            .ticket
            .lines
            .iter()
            .all(|line| line.id != id || is_amount(line.discount))
        {
            self.approved_lines.remove(&id);
        }
    }

    /// Remembers who consented, if somebody did.
    pub fn note_approval(&mut self, approved_by: Option<PersonId>) {
        self.approved_by = approved_by.or(self.approved_by);
    }
}
