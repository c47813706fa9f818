//! Goods that come back, by receipt.

mod refund;

use std::collections::BTreeMap;
use std::sync::Arc;

use bezmen_contract::till::{ReturnItems, SaleDone};
use bezmen_contract::wire::fact::{SaleFact, SaleHead, SaleLineFact, kind};
use bezmen_domain::id::{LineId, PersonId, SaleId};
use bezmen_domain::permission::Permission;
use bezmen_domain::quantity::{self, Quantity};
use bezmen_domain::receipt::{ReturnReceipt, build_return};
use bezmen_domain::receipt_number::ReceiptNumber;
use bezmen_domain::shift::ShiftEntry;
use bezmen_domain::tender::Settlement;
use bezmen_domain::ticket::{ReturnError, return_amounts};

use refund::{allowed_refund, note_changed_tender};
pub use refund::{money_of, refunded};

use crate::answer::Answer;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::payment::{self, RecordedSale};
use crate::print_queue;
use crate::refusal::{MarkingRefusal, Refusal};
use crate::shop::Shop;
use crate::store::{self, PersonRecord, ShiftRecord};
use crate::tries;

/// A reason longer than this does not fit the receipt.
const MAX_REASON_CHARS: usize = 200;

/// What comes back, priced.
#[derive(Debug)]
pub struct ReturnPlan {
    /// Id of the return.
    pub return_id: SaleId,
    /// The sale it takes back, when there is a receipt.
    pub sale: Option<SaleFact>,
    /// The lines that come back.
    pub lines: Vec<SaleLineFact>,
    /// How it is refunded.
    pub settlement: Settlement,
    /// Why.
    pub reason: String,
    /// Who consented.
    pub approved_by: Option<PersonId>,
    /// An outside number.
    pub external_ref: String,
    /// Whose receipt it is when there is no sale.
    pub customer_id: Option<bezmen_domain::id::CustomerId>,
    /// Whether it is printed.
    pub has_print_job: bool,
}

impl Answer for ReturnItems {
    fn answer(self, engine: &Arc<Engine>) -> Result<SaleDone, Refusal> {
        if self.reason.chars().count() > MAX_REASON_CHARS {
            return Err(Refusal::TextTooLong {
                limit: MAX_REASON_CHARS,
            });
        }
        let approval = self.approval.clone();
        let sale_id = self.sale_id;
        let outcome = engine.write(approval, move |desk| return_items(desk, &self));
        tries::note_want_of_cash(engine, outcome, None, move |desk| {
            let found = store::get_sale(desk.tx, sale_id)?;
            Ok(found.map_or_else(String::new, |(_, sale)| sale.receipt_number().to_string()))
        })
    }
}

fn return_items(desk: &mut Desk<'_>, call: &ReturnItems) -> Result<SaleDone, Refusal> {
    if let Some(fact) = store::get_sale_fact(desk.tx, call.return_id)? {
        return Ok(payment::done_again(fact));
    }
    let person = desk.person()?;
    let approved_by = desk.require(&person, Permission::Return)?;
    let shift = desk.shift()?;
    if call.reason.trim().is_empty() {
        return Err(Refusal::ReasonMissing);
    }
    let (record, sale) = store::get_sale(desk.tx, call.sale_id)?.ok_or(Refusal::ReceiptUnknown)?;
    if record.is_return {
        return Err(Refusal::ReceiptIsReturn);
    }
    let shop = desk.shop()?;
    let choices = call.items.iter().map(|item| (item.line_id, item.quantity));
    let lines = returned_lines(desk, &shop, &sale, choices)?;
    let total = lines.iter().map(|line| line.total).sum();
    let refund = allowed_refund(desk, &person, &shift, &sale, total, call.refund_to)?;
    let changed_to_cash = refund.changed_to_cash;
    let plan = ReturnPlan {
        return_id: call.return_id,
        customer_id: sale.customer_id,
        sale: Some(sale),
        lines,
        settlement: refund.settlement,
        reason: call.reason.trim().to_owned(),
        approved_by: approved_by.or(refund.approved_by),
        external_ref: String::new(),
        has_print_job: true,
    };
    let recorded = record_return(desk, &person, shift, &shop, plan)?;
    if let Some(cash) = changed_to_cash {
        note_changed_tender(desk, &person, cash, &recorded.fact)?;
    }
    Ok(payment::done(recorded.fact, recorded.print_job_id))
}

/// Prices what comes back of a sale: never more of a line than was sold, and all pieces together exactly its sums.
pub fn returned_lines(
    desk: &Desk<'_>,
    shop: &Shop,
    sale: &SaleFact,
    choices: impl Iterator<Item = (LineId, Quantity)>,
) -> Result<Vec<SaleLineFact>, Refusal> {
    let mut wanted: BTreeMap<LineId, Quantity> = BTreeMap::new();
    for (line_id, quantity) in choices {
        let sum = wanted.entry(line_id).or_insert(Quantity::ZERO);
        *sum = sum.checked_add(quantity).ok_or(Refusal::AmountTooLarge)?;
    }
    if let Some(unknown) = wanted
        .keys()
        .find(|id| !sale.lines.iter().any(|line| line.line_id == **id))
    {
        tracing::debug!(line.id = %unknown, "a return names a line that the sale does not have");
        return Err(Refusal::LineUnknown);
    }
    let returned = store::returned_quantities(desk.tx, sale)?;
    let mut lines = Vec::new();
    for line in &sale.lines {
        let Some(now) = wanted.get(&line.line_id).copied() else {
            continue;
        };
        let already = returned
            .get(&line.line_id)
            .copied()
            .unwrap_or(Quantity::ZERO);
        lines.push(returned_line(desk, shop, line, already, now)?);
    }
    if lines.is_empty() {
        Err(Refusal::NothingToReturn)
    } else {
        Ok(lines)
    }
}

fn returned_line(
    desk: &Desk<'_>,
    shop: &Shop,
    line: &SaleLineFact,
    already: Quantity,
    now: Quantity,
) -> Result<SaleLineFact, Refusal> {
    crate::selling::check_count(&line.name, line.unit, now)?;
    let amounts = return_amounts(&line.sold_line(), already, now).map_err(|error| match error {
        ReturnError::NotPositive => Refusal::NothingToReturn,
        ReturnError::MoreThanSold { left } => Refusal::ReturnTooMuch {
            name: line.name.clone(),
            left: quantity::format(left, line.unit, shop.locale),
        },
    })?;
    if line.ki.is_some() && now != line.quantity {
        let name = line.name.clone();
        return Err(MarkingRefusal::Whole { name }.into());
    }
    let line_id = LineId::from_parts(desk.id_ms(), desk.random());
    Ok(line.taken_back(line_id, now, &amounts))
}

/// Writes a return down.
pub fn record_return(
    desk: &mut Desk<'_>,
    person: &PersonRecord,
    shift: ShiftRecord,
    shop: &Shop,
    plan: ReturnPlan,
) -> Result<RecordedSale, Refusal> {
    let number = ReceiptNumber {
        number: store::take_number(desk.tx, &desk.identity.series)?,
        series: desk.identity.series.clone(),
    };
    let returned_at_ms = desk.now_ms();
    let customer = match plan.customer_id {
        Some(id) => store::get_customer(desk.tx, id)?,
        None => None,
    };
    let head = SaleHead {
        sale_id: plan.return_id,
        number,
        shift_id: shift.id,
        person_id: person.id,
        person_name: person.name.clone(),
        sold_at_ms: returned_at_ms,
        utc_offset_minutes: shop.utc_offset_minutes,
        customer_id: plan.customer_id,
    };
    let mut fact = SaleFact::new(head, plan.lines, &plan.settlement, || desk.payment_id());
    fact.return_of = plan.sale.as_ref().map(|sale| sale.sale_id);
    fact.reason = plan.reason;
    fact.approved_by = plan.approved_by;
    fact.external_ref = plan.external_ref;
    let receipt = fact.receipt(
        shop.head(&person.name, returned_at_ms),
        customer.map(|customer| customer.name),
        Vec::new(),
    );
    let document = ReturnReceipt {
        receipt,
        sale_number: plan.sale.as_ref().map(SaleFact::receipt_number),
        reason: Some(fact.reason.clone()).filter(|reason| !reason.is_empty()),
    };
    fact.document = build_return(&document, shop.locale, shop.currency);
    let op = desk.log(kind::RETURN, &fact)?;
    store::insert_sale(desk.tx, op, None, true, &fact)?;
    payment::add_to_shift(desk, shift, &ShiftEntry::Return(fact.shift_receipt()))?;
    let print_job_id = if plan.has_print_job {
        print_queue::receipt_of(desk, &fact)?
    } else {
        None
    };
    Ok(RecordedSale { fact, print_job_id })
}
