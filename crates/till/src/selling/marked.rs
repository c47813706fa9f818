//! Marked goods («Честный ЗНАК»): every piece has a code of its own, so it is a line of its own and is sold once.

use bezmen_domain::barcode::Ki;
use bezmen_domain::business_date::LocalTime;
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt_number::ReceiptNumber;
use bezmen_domain::ticket::TicketLine;

use super::draft::Draft;
use crate::desk::Desk;
use crate::refusal::{MarkingRefusal, Refusal};
use crate::store::{self, PersonRecord, SoldPiece};

/// Lets a piece onto the ticket whose code stands nowhere else and was not sold, or was sold and somebody consents.
pub fn admit(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    draft: &mut Draft,
    ki: &Ki,
    name: &str,
) -> Result<(), Refusal> {
    check_free(desk, draft, ki, name)?;
    let Some(sold) = store::sold_piece(desk.tx, ki)? else {
        return Ok(());
    };
    let Some(approver) = &desk.approver else {
        return Err(sold_before(desk, sold, name)?);
    };
    // Whoever may sell it again is told first, too, and says so by the PIN: a slip of the hand is the usual reason.
    let permission = Permission::SellMarkedAgain;
    let role = approver.person.role;
    if !role.may(Permission::Approve) || !role.may(permission) {
        return Err(Refusal::ApproverMayNot { permission });
    }
    draft.note_approval(Some(approver.person.id));
    desk.audit(person, "marking_sold_again", format!("{name}: {ki}"), None)
}

/// Refuses a code that is on this ticket or on one that is put aside.
pub fn check_free(desk: &Desk<'_>, draft: &Draft, ki: &Ki, name: &str) -> Result<(), Refusal> {
    let name = name.to_owned();
    if let Some(line) = draft
        .ticket
        .lines
        .iter()
        .find(|line| line.ki.as_ref() == Some(ki))
    {
        let line_id = line.id;
        return Err(MarkingRefusal::OnTicket { name, line_id }.into());
    }
    if let Some(held) = store::held_ticket_of(desk.tx, ki)? {
        let note = match held.note {
            note if note.is_empty() => at(desk, held.held_at_ms)?,
            note => note,
        };
        return Err(MarkingRefusal::OnHeldTicket { name, note }.into());
    }
    Ok(())
}

/// A code is one piece: nobody counts it.
pub fn check_alone(ki: Option<&Ki>, quantity: Option<Quantity>, name: &str) -> Result<(), Refusal> {
    match (ki, quantity) {
        (Some(_), Some(quantity)) if quantity != Quantity::ONE => Err(one_by_one(name)),
        _ => Ok(()),
    }
}

/// What a code stands for stays what it is.
pub fn check_uncounted(line: &TicketLine) -> Result<(), Refusal> {
    match line.ki {
        Some(_) => Err(one_by_one(&line.name)),
        None => Ok(()),
    }
}

fn one_by_one(name: &str) -> Refusal {
    let name = name.to_owned();
    MarkingRefusal::OneByOne { name }.into()
}

fn sold_before(desk: &Desk<'_>, sold: SoldPiece, name: &str) -> Result<Refusal, Refusal> {
    let number = ReceiptNumber {
        series: sold.series,
        number: sold.number,
    };
    Ok(MarkingRefusal::SoldBefore {
        name: name.to_owned(),
        number: number.to_string(),
        at: at(desk, sold.sold_at_ms)?,
    }
    .into())
}

fn at(desk: &Desk<'_>, wall_ms: i64) -> Result<String, Refusal> {
    let shop = desk.shop()?;
    Ok(LocalTime::from_wall(wall_ms, shop.utc_offset_minutes).format(shop.locale))
}
