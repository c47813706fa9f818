//! What was sold before: each customer's lines that may still come back, and the invoices of a run that was cut short.

use std::collections::HashMap;

use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::id::{LineId, SaleId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;

use super::file::Invoice;
use super::invoice::{GoodLine, part_number};
use super::{ReplayError, Run};
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

/// What comes back: of each sale which lines and how much, and what has no receipt.
#[derive(Debug, Default)]
pub struct Matched {
    /// By the sales they came from.
    pub by_receipt: Vec<(SaleId, Vec<(LineId, Quantity)>)>,
    /// The rest.
    pub without_receipt: Vec<GoodLine>,
}

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

    /// Takes off what a return has brought back.
    pub fn take_off(&mut self, customer: &str, fact: &SaleFact) {
        for line in &fact.lines {
            let code = line.barcode.clone().unwrap_or_default();
            let sold = self.0.get_mut(&(customer.to_owned(), code));
            for left in sold.into_iter().flatten() {
                if Some(left.line_id) == line.return_of_line {
                    left.quantity -= line.quantity;
                }
            }
        }
    }

    /// Finds what the customer bought at that price, the newest sale first.
    pub fn matched(&self, customer: &str, good: Vec<GoodLine>) -> Matched {
        let mut matched = Matched::default();
        let mut planned = HashMap::new();
        for line in good {
            let rest = self.find(customer, &line, &mut planned, &mut matched.by_receipt);
            if rest.is_positive() {
                matched.without_receipt.push(GoodLine {
                    quantity: rest,
                    ..line
                });
            }
        }
        matched
    }

    fn find(
        &self,
        customer: &str,
        good: &GoodLine,
        planned: &mut HashMap<LineId, Quantity>,
        found: &mut Vec<(SaleId, Vec<(LineId, Quantity)>)>,
    ) -> Quantity {
        let mut rest = good.quantity;
        let key = (customer.to_owned(), good.line.stock_code.clone());
        let sold = self.0.get(&key).into_iter().flatten().rev();
        for left in sold.filter(|left| left.unit_price == good.unit_price) {
            let already = planned.entry(left.line_id).or_insert(Quantity::ZERO);
            let part = rest.min(left.quantity - *already);
            if !part.is_positive() {
                continue;
            }
            *already += part;
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
    /// Counts an invoice that a run before has sold here; answers whether there was one.
    pub fn count_again(
        &mut self,
        invoice: &Invoice,
        good: &[GoodLine],
    ) -> Result<bool, ReplayError> {
        let facts = self.made_before(&invoice.number)?;
        if facts.is_empty() {
            return Ok(false);
        }
        let made = facts.iter().flat_map(|fact| &fact.lines);
        let made: Quantity = made.map(|line| line.quantity).sum();
        if made != good.iter().map(|line| line.quantity).sum() {
            return Err(ReplayError::SoldOtherwise(invoice.number.clone()));
        }
        self.count(invoice, &facts);
        Ok(true)
    }

    fn made_before(&self, invoice: &str) -> Result<Vec<SaleFact>, ReplayError> {
        let facts = self.till.store().read(|connection| {
            let mut facts = Vec::new();
            for part in 0.. {
                let found =
                    store::sales_by_outside_number(connection, &part_number(invoice, part))?;
                if found.is_empty() {
                    break;
                }
                facts.extend(found);
            }
            Ok::<_, store::StoreError>(facts)
        })?;
        Ok(facts)
    }
}
