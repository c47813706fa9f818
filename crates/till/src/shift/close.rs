//! The end of a shift.

use std::sync::Arc;

use bezmen_contract::till::{ClosePreview, CloseShift, CloseShiftPreview, ShiftClosedView};
use bezmen_contract::wire::fact::{ShiftClosed, kind};
use bezmen_domain::id::PersonId;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::permission::{Permission, limits_of};
use bezmen_domain::receipt::build_z;

use super::{check_amount, report};
use crate::answer::Answer;
use crate::desk::{Approver, Desk};
use crate::engine::Engine;
use crate::print_queue::{self, Drawer};
use crate::refusal::Refusal;
use crate::selling::Draft;
use crate::store::{self, PersonRecord, ShiftRecord};
use crate::{backup, status, tries};

/// A remark longer than this does not fit the list of shifts.
const MAX_NOTE_CHARS: usize = 200;

/// What was found at the end of a shift.
#[derive(Debug, Clone)]
pub struct CloseInput {
    /// Cash found in the drawer.
    pub counted_cash: Money,
    /// What the cashier has to say about a difference.
    pub note: String,
    /// Whether the Z report is printed; a replay prints nothing.
    pub has_print_job: bool,
}

impl Answer for CloseShiftPreview {
    fn answer(self, engine: &Arc<Engine>) -> Result<ClosePreview, Refusal> {
        engine.store.read(|connection| {
            let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
            store::open_shift(connection)?.ok_or(Refusal::ShiftClosed)?;
            let open_lines = match store::open_ticket_body(connection)? {
                Some(body) => Draft::parse(&body)?.ticket.lines.len(),
                None => 0,
            };
            let shop = crate::shop::Shop::read(connection, engine, &identity)?;
            Ok(ClosePreview {
                open_lines: u32::try_from(open_lines).unwrap_or(u32::MAX),
                held_tickets: u32::try_from(store::held_tickets(connection)?.len())
                    .unwrap_or(u32::MAX),
                unprinted: store::waiting_print_jobs(connection)?.0.all,
                unsent: store::outbox(connection)?.receipts,
                denominations: denominations(shop.currency),
            })
        })
    }
}

impl Answer for CloseShift {
    fn answer(self, engine: &Arc<Engine>) -> Result<ShiftClosedView, Refusal> {
        let Self {
            counted_cash,
            note,
            approval,
        } = self;
        if note.chars().count() > MAX_NOTE_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_NOTE_CHARS,
            });
        }
        let outcome = engine.write(approval, move |desk| {
            let person = desk.person()?;
            let input = CloseInput {
                counted_cash,
                note: note.trim().to_owned(),
                has_print_job: true,
            };
            close(desk, &person, input)
        });
        let view = tries::keep_refused_count(engine, outcome, counted_cash)?;
        backup::after_close(engine);
        status::announce(engine)?;
        Ok(view)
    }
}

/// Closes the shift: the Z report names the operations it covers, so that anybody can add them up again.
pub fn close(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    input: CloseInput,
) -> Result<ShiftClosedView, Refusal> {
    let by_permission = desk.require(person, Permission::CloseShift)?;
    let shift = desk.shift()?;
    check_amount(input.counted_cash)?;
    check_tickets(desk)?;
    let expected_cash = shift.totals.expected_cash;
    let difference = input.counted_cash - expected_cash;
    let by_limit = by_limit(desk, person, &shift, difference)?;
    let shop = desk.shop()?;
    let document = build_z(
        &report(desk, person, &shift, Some(input.counted_cash))?,
        shop.locale,
        shop.currency,
    );
    let closed_at_ms = desk.now_ms();
    let approved_by: Option<PersonId> = by_limit.or(by_permission);
    let fact = ShiftClosed {
        shift_id: shift.id,
        number: shift.number,
        person_id: person.id,
        closed_at_ms,
        // After a new pairing the log begins anew; what was before it belongs to the incarnation before.
        from_seq: if shift.opened_at.epoch == desk.head.epoch {
            shift.opened_at.seq
        } else {
            1
        },
        to_seq: desk.head.seq,
        totals: shift.totals.clone(),
        counted_cash: input.counted_cash,
        difference,
        note: input.note,
        approved_by,
        document,
    };
    desk.log(kind::SHIFT_CLOSED, &fact)?;
    store::close_shift(
        desk.tx,
        shift.id,
        closed_at_ms,
        input.counted_cash,
        difference,
        &fact.document,
    )?;
    if input.has_print_job {
        print_queue::report(
            desk,
            None,
            &format!("Z {}", shift.number),
            &fact.document,
            Drawer::StaysShut,
        )?;
    }
    Ok(ShiftClosedView {
        number: shift.number,
        expected_cash,
        counted_cash: input.counted_cash,
        difference,
        totals: fact.totals,
        document: fact.document,
    })
}

/// Lets a difference through. Who counts blind counts once: after a refusal somebody consents to whatever is counted next,
/// because counting until it fits would tell what must be in the drawer.
fn by_limit(
    desk: &Desk<'_>,
    person: &PersonRecord,
    shift: &ShiftRecord,
    difference: Money,
) -> Result<Option<PersonId>, Refusal> {
    let is_recount = !tries::sees_expected_cash(person) && tries::was_counted(desk, shift)?;
    if !is_recount {
        return desk.require_limit(
            person,
            |limits| limits.allow_cash_difference(difference),
            |_| Refusal::CashDifference,
        );
    }
    let may_consent = |approver: &&Approver| approver.person.role.may(Permission::Approve);
    match desk.approver.as_ref().filter(may_consent) {
        Some(approver) if limits_of(approver.person.role).allow_cash_difference(difference) => {
            Ok(Some(approver.person.id))
        }
        Some(_) => Err(Refusal::CashDifference),
        None => Err(Refusal::RecountAlone),
    }
}

fn check_tickets(desk: &Desk<'_>) -> Result<(), Refusal> {
    let lines = Draft::open(desk)?.ticket.lines.len();
    if lines > 0 {
        return Err(Refusal::TicketOpen { lines });
    }
    let count = store::held_tickets(desk.tx)?.len();
    if count > 0 {
        Err(Refusal::TicketsHeld { count })
    } else {
        Ok(())
    }
}

/// Notes and coins to count by, largest first.
fn denominations(currency: Currency) -> Vec<Money> {
    let minor: &[i64] = match currency.code() {
        "RUB" => &[
            500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 1_000, 500, 200, 100, 50, 10,
        ],
        "GBP" => &[5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
        "EUR" => &[
            20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1,
        ],
        "USD" => &[10_000, 5_000, 2_000, 1_000, 500, 100, 25, 10, 5, 1],
        "KZT" => &[
            2_000_000, 1_000_000, 500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000,
            1_000, 500,
        ],
        _ => &[],
    };
    if !minor.is_empty() {
        return minor.iter().copied().map(Money::from_minor).collect();
    }
    // Elsewhere people count by ones, twos and fives.
    let unit = currency.minor_per_unit();
    [500, 200, 100, 50, 20, 10, 5, 2, 1]
        .into_iter()
        .map(|count| Money::from_minor(count * unit))
        .collect()
}
