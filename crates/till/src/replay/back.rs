//! A cancellation: matched to what the customer bought before where that can be told, else a return without a receipt.

use bezmen_contract::wire::fact::{SaleFact, SaleLineFact};
use bezmen_domain::id::{CustomerId, LineId, SaleId, TicketId};
use bezmen_domain::money::{MAX_AMOUNT_MINOR, Money};
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tax::TaxRate;
use bezmen_domain::tender::{Refundable, TenderKind, refund};

use super::before::Matched;
use super::invoice::{GoodLine, ticket_line};
use crate::desk::Desk;
use crate::payment::settle_refusal;
use crate::refusal::Refusal;
use crate::returns::{ReturnPlan, record_return, refunded, returned_lines};
use crate::selling::{Draft, no_tax};
use crate::store;

/// Takes the goods of a cancellation back: one return for each sale they came from, one for what has no receipt.
pub fn take_back(
    desk: &mut Desk<'_>,
    matched: &Matched,
    customer_id: Option<CustomerId>,
    tender: TenderKind,
    number: &str,
) -> Result<Vec<SaleFact>, Refusal> {
    let mut facts = Vec::new();
    for (sale_id, choices) in &matched.by_receipt {
        facts.push(by_receipt(desk, *sale_id, choices, number.to_owned())?);
    }
    if !matched.without_receipt.is_empty() {
        let lines = &matched.without_receipt;
        facts.push(without_receipt(
            desk,
            lines,
            customer_id,
            tender,
            number.to_owned(),
        )?);
    }
    Ok(facts)
}

fn by_receipt(
    desk: &mut Desk<'_>,
    sale_id: SaleId,
    choices: &[(LineId, Quantity)],
    external_ref: String,
) -> Result<SaleFact, Refusal> {
    let (person, shift, shop) = (desk.person()?, desk.shift()?, desk.shop()?);
    let (_, sale) = store::get_sale(desk.tx, sale_id)?.ok_or(Refusal::ReceiptUnknown)?;
    let lines = returned_lines(desk, &shop, &sale, choices.iter().copied())?;
    let settlement = refunded(
        desk,
        &shop,
        &sale,
        lines.iter().map(|line| line.total).sum(),
        None,
    )?;
    let plan = ReturnPlan {
        return_id: SaleId::from_parts(desk.id_ms(), desk.random()),
        customer_id: sale.customer_id,
        sale: Some(sale),
        lines,
        settlement,
        reason: "cancellation".to_owned(),
        approved_by: None,
        external_ref,
        has_print_job: false,
    };
    Ok(record_return(desk, &person, shift, &shop, plan)?.fact)
}

fn without_receipt(
    desk: &mut Desk<'_>,
    lines: &[GoodLine],
    customer_id: Option<CustomerId>,
    tender: TenderKind,
    external_ref: String,
) -> Result<SaleFact, Refusal> {
    let (person, shift, shop) = (desk.person()?, desk.shift()?, desk.shop()?);
    let tax = store::default_tax_rate(desk.tx)?.ok_or_else(no_tax)?;
    let lines: Vec<SaleLineFact> = lines
        .iter()
        .map(|line| unlinked(desk, line, &tax))
        .collect::<Result<_, _>>()?;
    let total: Money = lines.iter().map(|line| line.total).sum();
    // With a receipt the sale has kept to this limit; without one nothing else would.
    if total.minor() > MAX_AMOUNT_MINOR {
        return Err(Refusal::AmountTooLarge);
    }
    let paid: Vec<Refundable> = match tender {
        TenderKind::Cash => Vec::new(),
        kind => vec![Refundable {
            kind,
            left: total,
            reference: None,
        }],
    };
    let settlement = refund(total, shop.cash_step, &paid)
        .map_err(|error| settle_refusal(error, shop.currency, &shop))?;
    let plan = ReturnPlan {
        return_id: SaleId::from_parts(desk.id_ms(), desk.random()),
        sale: None,
        lines,
        settlement,
        reason: "cancellation without a receipt".to_owned(),
        approved_by: None,
        external_ref,
        customer_id,
        has_print_job: false,
    };
    Ok(record_return(desk, &person, shift, &shop, plan)?.fact)
}

/// A line without a sale: priced as if it were sold now, alone on a ticket.
fn unlinked(desk: &Desk<'_>, good: &GoodLine, tax: &TaxRate) -> Result<SaleLineFact, Refusal> {
    let mut draft = Draft::new(TicketId::from_parts(desk.id_ms(), desk.random()));
    draft.ticket.lines.push(ticket_line(desk, good, tax)?);
    let priced = draft.price()?;
    let mut lines = draft.ticket.lines.iter().zip(&priced.lines);
    let (line, priced) = lines.next().ok_or(Refusal::LineUnknown)?;
    Ok(SaleLineFact::sold(line, priced, 0))
}
