//! Writing a sale down: number, document, operation, tables, totals of the shift, print job.

use bezmen_contract::wire::fact::{SaleFact, SaleHead, SaleLineFact, kind};
use bezmen_domain::id::{PrintJobId, SaleId};
use bezmen_domain::receipt::build_sale;
use bezmen_domain::receipt_number::ReceiptNumber;
use bezmen_domain::shift::ShiftEntry;
use bezmen_domain::tender::Settlement;
use bezmen_domain::ticket::PricedTicket;

use crate::desk::Desk;
use crate::print_queue;
use crate::refusal::Refusal;
use crate::selling::Draft;
use crate::shop::Shop;
use crate::store::{self, PersonRecord, ShiftRecord};

/// A ticket that is paid for.
#[derive(Debug)]
pub struct SalePlan {
    /// The ticket.
    pub draft: Draft,
    /// What it costs.
    pub priced: PricedTicket,
    /// How it is paid.
    pub settlement: Settlement,
    /// An outside number the sale is known by.
    pub external_ref: String,
    /// Whether it is printed; a replay prints nothing.
    pub has_print_job: bool,
}

/// A sale that was written down.
#[derive(Debug)]
pub struct RecordedSale {
    /// As it was logged.
    pub fact: SaleFact,
    /// Its job in the print queue.
    pub print_job_id: Option<PrintJobId>,
}

/// Writes a sale down.
pub fn record_sale(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    shift: ShiftRecord,
    shop: &Shop,
    plan: SalePlan,
) -> Result<RecordedSale, Refusal> {
    let SalePlan {
        draft,
        priced,
        settlement,
        external_ref,
        has_print_job,
    } = plan;
    let sold_at_ms = desk.now_ms();
    let sale_id = SaleId::from_parts(desk.id_ms(), desk.random());
    let number = ReceiptNumber {
        number: store::take_number(desk.tx, &desk.identity.series)?,
        series: desk.identity.series.clone(),
    };
    let customer = match draft.ticket.customer_id {
        Some(id) => store::get_customer(desk.tx, id)?,
        None => None,
    };
    let lines = draft.ticket.lines.iter().zip(&priced.lines);
    let lines = lines
        .map(|(line, priced)| {
            let revision = draft.revisions.get(&line.id).copied().unwrap_or(0);
            SaleLineFact::sold(line, priced, revision)
        })
        .collect();
    let head = SaleHead {
        sale_id,
        number,
        shift_id: shift.id,
        person_id: person.id,
        person_name: person.name.clone(),
        sold_at_ms,
        utc_offset_minutes: shop.utc_offset_minutes,
        customer_id: draft.ticket.customer_id,
    };
    let mut fact = SaleFact::new(head, lines, &settlement, || desk.payment_id());
    fact.approved_by = draft.approved_by;
    fact.external_ref = external_ref;
    let receipt = fact.receipt(
        shop.head(&person.name, sold_at_ms),
        customer.map(|customer| customer.name),
        shop.foot_lines(),
    );
    fact.document = build_sale(&receipt, shop.locale, shop.currency);
    let op = desk.log(kind::SALE, &fact)?;
    store::insert_sale(desk.tx, op, Some(draft.ticket.id), false, &fact)?;
    add_to_shift(desk, shift, &ShiftEntry::Sale(fact.shift_receipt()))?;
    let print_job_id = if has_print_job {
        print_queue::receipt_of(desk, &fact)?
    } else {
        None
    };
    Ok(RecordedSale { fact, print_job_id })
}

/// Brings the totals of the shift up to date.
pub fn add_to_shift(
    desk: &Desk<'_>,
    mut shift: ShiftRecord,
    entry: &ShiftEntry,
) -> Result<ShiftRecord, Refusal> {
    shift.totals.add(entry);
    store::save_totals(desk.tx, shift.id, &shift.totals)?;
    Ok(shift)
}
