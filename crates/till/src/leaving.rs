//! Whether the till may leave its company: nothing of the company may be left to do at it.

use rusqlite::Connection;

use crate::refusal::Refusal;
use crate::selling::Draft;
use crate::store;

/// Refuses while a ticket has lines, tickets are held, a shift is open or the server lacks something, in the order in which
/// a person puts them right.
pub fn may_leave(connection: &Connection) -> Result<(), Refusal> {
    let lines = match store::open_ticket_body(connection)? {
        Some(body) => Draft::parse(&body)?.ticket.lines.len(),
        None => 0,
    };
    if lines > 0 {
        return Err(Refusal::TicketOpen { lines });
    }
    let count = store::held_tickets(connection)?.len();
    if count > 0 {
        return Err(Refusal::TicketsHeld { count });
    }
    if store::open_shift(connection)?.is_some() {
        return Err(Refusal::ShiftStillOpen);
    }
    match store::outbox(connection)?.ops {
        0 => Ok(()),
        count => Err(Refusal::OpsWaiting { count }),
    }
}
