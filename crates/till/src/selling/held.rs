//! Tickets put aside and taken back.

use std::sync::Arc;

use bezmen_contract::till::{HeldTicketView, HoldTicket, ListHeld, RecallTicket, TicketView};
use bezmen_domain::id::HeldTicketId;
use bezmen_domain::permission::Permission;

use super::change;
use super::draft::Draft;
use crate::answer::Answer;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::store::{self, HeldRecord};

/// A word to know a held ticket by needs no more.
const MAX_NOTE_CHARS: usize = 80;

impl Answer for HoldTicket {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let note = self.note.trim().to_owned();
        if note.chars().count() > MAX_NOTE_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_NOTE_CHARS,
            });
        }
        let ((), view) = change(engine, None, move |desk, person, draft| {
            desk.require(person, Permission::HoldTicket)?;
            if draft.ticket.lines.is_empty() {
                return Err(Refusal::TicketEmpty);
            }
            let held = HeldRecord {
                held_id: HeldTicketId::from_parts(desk.id_ms(), desk.random()),
                body: String::new(),
                note,
                held_by: person.name.clone(),
                held_at_ms: desk.now_ms(),
            };
            store::hold_ticket(desk.tx, draft.ticket.id, &held)?;
            *draft = Draft::begin(desk)?;
            Ok(())
        })?;
        Ok(view)
    }
}

impl Answer for ListHeld {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<HeldTicketView>, Refusal> {
        let held = engine.store.read(store::held_tickets)?;
        held.into_iter()
            .map(|held| {
                let draft = Draft::parse(&held.body)?;
                Ok(HeldTicketView {
                    held_id: held.held_id,
                    note: held.note,
                    held_at_ms: held.held_at_ms,
                    held_by: held.held_by,
                    lines: u32::try_from(draft.ticket.lines.len()).unwrap_or(u32::MAX),
                    total: draft.price()?.total,
                })
            })
            .collect()
    }
}

impl Answer for RecallTicket {
    fn answer(self, engine: &Arc<Engine>) -> Result<TicketView, Refusal> {
        let held_id = self.held_id;
        let ((), view) = change(engine, None, move |desk, person, draft| {
            desk.require(person, Permission::HoldTicket)?;
            if !draft.ticket.lines.is_empty() {
                return Err(Refusal::TicketNotEmpty);
            }
            store::delete_ticket(desk.tx, draft.ticket.id)?;
            if !store::recall_ticket(desk.tx, held_id)? {
                return Err(Refusal::HeldUnknown);
            }
            *draft = Draft::open(desk)?;
            Ok(())
        })?;
        Ok(view)
    }
}
