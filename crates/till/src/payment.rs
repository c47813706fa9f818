//! Payment: the ticket becomes a sale in one transaction.

mod record;

pub use record::{RecordedSale, SalePlan, add_to_shift, record_sale};

use std::sync::Arc;

use bezmen_contract::till::{Event, Pay, SaleDone};
use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::money::{Currency, Money, format};
use bezmen_domain::permission::Permission;
use bezmen_domain::tender::{Payment, SettleError, Settlement, TenderInput, TenderKind, settle};

use crate::answer::Answer;
use crate::buyer::Paid;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::{self, Draft, ticket_view};
use crate::shop::Shop;
use crate::store;

/// More tenders than anybody pays one receipt with.
const MAX_TENDERS: usize = 20;

/// A slip number or the last digits of a card need no more.
const MAX_REFERENCE_CHARS: usize = 64;

impl Answer for Pay {
    fn answer(self, engine: &Arc<Engine>) -> Result<SaleDone, Refusal> {
        engine.write(None, |desk| pay(desk, &self))
    }
}

/// Takes the money for the open ticket.
pub fn pay(desk: &mut Desk<'_>, call: &Pay) -> Result<SaleDone, Refusal> {
    // The reply to the first try may have been lost: the same ticket answers the same sale.
    if let Some(id) = store::sale_by_ticket(desk.tx, call.ticket_id)? {
        let fact = store::get_sale_fact(desk.tx, id)?.ok_or(Refusal::ReceiptUnknown)?;
        return Ok(done_again(fact));
    }
    let person = desk.person()?;
    desk.require(&person, Permission::Sell)?;
    let shift = desk.shift()?;
    let draft = Draft::open(desk)?;
    if draft.ticket.id != call.ticket_id {
        return Err(Refusal::TicketChanged);
    }
    if draft.ticket.lines.is_empty() {
        return Err(Refusal::TicketEmpty);
    }
    let priced = draft.price()?;
    let shop = desk.shop()?;
    if priced.total != call.expected_total {
        let total = format(priced.total, shop.currency, shop.locale);
        return Err(Refusal::TotalChanged {
            total,
            minor: priced.total,
        });
    }
    selling::check_discounts(desk, &person, &draft, &priced)?;
    let settlement = settled(&call.tenders, &shop, priced.total)?;
    let plan = SalePlan {
        draft,
        priced,
        settlement,
        external_ref: String::new(),
        has_print_job: true,
    };
    let sale = record_sale(desk, &person, shift, &shop, plan)?;
    let next = Draft::begin(desk)?;
    let view = ticket_view(desk, &next)?;
    desk.tell(Event::TicketChanged(view));
    let done = done(sale.fact, sale.print_job_id);
    let kept: Money = done.payments.iter().map(|payment| payment.amount).sum();
    desk.effects.paid = Some(Paid {
        given: kept + done.change,
        change: done.change,
        at_ms: desk.wall_ms,
    });
    Ok(done)
}

fn settled(tenders: &[TenderInput], shop: &Shop, total: Money) -> Result<Settlement, Refusal> {
    if tenders.len() > MAX_TENDERS {
        return Err(Refusal::TenderNotAvailable);
    }
    for tender in tenders {
        if !matches!(tender.kind, TenderKind::Cash | TenderKind::Card) {
            return Err(Refusal::TenderNotAvailable);
        }
        if tender
            .reference
            .as_ref()
            .is_some_and(|reference| reference.chars().count() > MAX_REFERENCE_CHARS)
        {
            return Err(Refusal::TextTooLong {
                limit: MAX_REFERENCE_CHARS,
            });
        }
        if tender.amount.minor() > bezmen_domain::money::MAX_AMOUNT_MINOR {
            return Err(Refusal::AmountTooLarge);
        }
    }
    settle(total, shop.cash_step, tenders)
        .map_err(|error| settle_refusal(error, shop.currency, shop))
}

/// Puts the sum of a settlement's error into words.
pub fn settle_refusal(error: SettleError, currency: Currency, shop: &Shop) -> Refusal {
    let sum = match &error {
        SettleError::Short { missing } => format(*missing, currency, shop.locale),
        SettleError::CardAboveDue { over, .. } => format(*over, currency, shop.locale),
        SettleError::NoTender
        | SettleError::CashNotNeeded
        | SettleError::NotPositive { .. }
        | SettleError::NegativeTotal
        | SettleError::TooLarge => String::new(),
    };
    Refusal::Settle { error, sum }
}

/// The answer to a payment or return made now.
pub fn done(fact: SaleFact, print_job_id: Option<PrintJobId>) -> SaleDone {
    SaleDone {
        sale_id: fact.sale_id,
        number: fact.receipt_number().to_string(),
        total: fact.total,
        rounding: fact.rounding,
        change: fact.change,
        payments: fact.payments.iter().map(Payment::from).collect(),
        document: fact.document,
        print_job_id,
    }
}

/// The answer to one made before: nothing is printed again.
pub fn done_again(fact: SaleFact) -> SaleDone {
    done(fact, None)
}
