//! A cancellation: matched to what the customer bought before where that can be told, else a return without a receipt.

use std::collections::HashMap;

use bezmen_contract::wire::fact::{SaleFact, SaleLineFact};
use bezmen_domain::id::{CustomerId, LineId, SaleId, TicketId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tax::TaxRate;
use bezmen_domain::tender::{Refundable, TenderKind, refund};

use super::file::Invoice;
use super::invoice::{GoodLine, ticket_line};
use super::{ReplayError, Run};
use crate::desk::Desk;
use crate::payment::settle_refusal;
use crate::refusal::Refusal;
use crate::returns::{ReturnPlan, record_return, refunded, returned_lines};
use crate::selling::{Draft, no_tax};
use crate::store;

/// A line sold before, and how much of it may still come back.
#[derive(Debug, Clone)]
struct Left {
    sale_id: SaleId,
    line_id: LineId,
    quantity: Quantity,
    unit_price: Money,
}

/// What each customer bought of each article.
#[derive(Debug, Default)]
pub struct SoldBefore(HashMap<(String, String), Vec<Left>>);

/// What comes back of one sale.
type Choices = Vec<(LineId, Quantity)>;

impl SoldBefore {
    /// Remembers a sale of a known customer.
    pub fn remember(&mut self, customer: &str, fact: &SaleFact) {
        if customer.is_empty() {
            return;
        }
        for line in &fact.lines {
            let code = line.barcode.clone().unwrap_or_default();
            self.0
                .entry((customer.to_owned(), code))
                .or_default()
                .push(Left {
                    sale_id: fact.sale_id,
                    line_id: line.line_id,
                    quantity: line.quantity,
                    unit_price: line.unit_price,
                });
        }
    }

    /// Takes a quantity off what was sold at that price, the newest sale first; answers what it found and the rest.
    fn take(
        &mut self,
        customer: &str,
        good: &GoodLine,
        found: &mut Vec<(SaleId, Choices)>,
    ) -> Quantity {
        let mut rest = good.quantity;
        let key = (customer.to_owned(), good.line.stock_code.clone());
        let Some(sold) = self.0.get_mut(&key) else {
            return rest;
        };
        for left in sold
            .iter_mut()
            .rev()
            .filter(|left| left.unit_price == good.unit_price)
        {
            let part = rest.min(left.quantity);
            if !part.is_positive() {
                continue;
            }
            left.quantity -= part;
            rest -= part;
            match found
                .iter_mut()
                .find(|(sale_id, _)| *sale_id == left.sale_id)
            {
                Some((_, choices)) => choices.push((left.line_id, part)),
                None => found.push((left.sale_id, vec![(left.line_id, part)])),
            }
        }
        rest
    }
}

impl Run {
    /// Takes the goods of a cancellation back: one return for each sale they came from, one for what has no receipt.
    pub fn take_back(
        &mut self,
        invoice: &Invoice,
        good: Vec<GoodLine>,
        customer_id: Option<CustomerId>,
        tender: TenderKind,
    ) -> Result<(), ReplayError> {
        let mut matched = Vec::new();
        let mut unmatched = Vec::new();
        for line in good {
            let rest = self.sold.take(&invoice.customer, &line, &mut matched);
            if rest.is_positive() {
                unmatched.push(GoodLine {
                    quantity: rest,
                    ..line
                });
            }
        }
        for (sale_id, choices) in matched {
            let external_ref = invoice.number.clone();
            let fact = self.write(move |desk| by_receipt(desk, sale_id, &choices, external_ref))?;
            self.count_return(&fact);
        }
        if !unmatched.is_empty() {
            let external_ref = invoice.number.clone();
            let fact = self.write(move |desk| {
                without_receipt(desk, &unmatched, customer_id, tender, external_ref)
            })?;
            self.count_return(&fact);
        }
        Ok(())
    }

    fn count_return(&mut self, fact: &SaleFact) {
        self.returns.count += 1;
        self.returns.total_minor += fact.total.minor();
    }
}

fn by_receipt(
    desk: &mut Desk<'_>,
    sale_id: SaleId,
    choices: &Choices,
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
