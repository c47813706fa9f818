//! One invoice: its good lines become a sale, or several when it is longer than a receipt.

use bezmen_contract::wire::fact::{CustomerPut, SaleFact, kind};
use bezmen_contract::wire::row::CustomerRow;
use bezmen_domain::id::{CustomerId, LineId, TicketId};
use bezmen_domain::money::{MAX_AMOUNT_MINOR, Money};
use bezmen_domain::quantity::{MAX_QUANTITY_THOUSANDTHS, Quantity, Unit};
use bezmen_domain::tax::TaxRate;
use bezmen_domain::tender::{TenderInput, TenderKind, settle};
use bezmen_domain::ticket::{LineSource, MAX_LINES, TicketLine};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::back::take_back;
use super::file::{Invoice, Line};
use super::{ReplayError, Run};
use crate::desk::Desk;
use crate::payment::{SalePlan, record_sale, settle_refusal};
use crate::refusal::Refusal;
use crate::selling::{Draft, no_tax};
use crate::store;

/// A line that may be sold or taken back.
#[derive(Debug, Clone)]
pub struct GoodLine {
    /// As it stands in the file.
    pub line: Line,
    /// Without its sign.
    pub quantity: Quantity,
    /// In minor units.
    pub unit_price: Money,
}

/// What an invoice became.
struct Made {
    customer_id: Option<CustomerId>,
    facts: Vec<SaleFact>,
}

/// The number that a part of an invoice is known by: the first has the invoice's own.
pub fn part_number(invoice: &str, part: usize) -> String {
    if part == 0 {
        invoice.to_owned()
    } else {
        format!("{invoice}/{}", part + 1)
    }
}

impl Run {
    /// Sells or takes back one invoice, unless a run before has done so.
    pub fn invoice(&mut self, index: usize, invoice: &Invoice) -> Result<(), ReplayError> {
        let mut good = Vec::new();
        for line in &invoice.lines {
            match check(line, invoice.is_cancellation()) {
                Ok(line) => good.push(line),
                Err(reason) => self.skip(invoice, line, reason),
            }
        }
        if good.is_empty() || self.count_again(invoice, &good)? {
            return Ok(());
        }
        self.begin_day(invoice.local_ms)?;
        // Every other invoice is paid by card.
        let tender = if index.is_multiple_of(2) {
            TenderKind::Cash
        } else {
            TenderKind::Card
        };
        match self.make(invoice, good.clone(), tender) {
            Ok(made) => {
                self.count(invoice, &made.facts);
                if let Some(id) = made.customer_id {
                    self.customers.insert(invoice.customer.clone(), id);
                }
                Ok(())
            }
            Err(refusal) if is_about_the_invoice(&refusal) => {
                for good in &good {
                    self.skip(invoice, &good.line, refusal.code());
                }
                Ok(())
            }
            Err(refusal) => Err(self.refused(refusal)),
        }
    }

    /// Writes an invoice down in one transaction: all of it or nothing.
    fn make(
        &self,
        invoice: &Invoice,
        good: Vec<GoodLine>,
        tender: TenderKind,
    ) -> Result<Made, Refusal> {
        let (number, card) = (invoice.number.clone(), invoice.customer.clone());
        let known = self.customers.get(&card).copied();
        let matched = invoice
            .is_cancellation()
            .then(|| self.sold.matched(&card, good.clone()));
        self.write(move |desk| {
            let customer_id = match known {
                None if !card.is_empty() => Some(put_customer(desk, card)?),
                known => known,
            };
            let facts = match matched {
                Some(matched) => take_back(desk, &matched, customer_id, tender, &number)?,
                None => {
                    let parts = good.chunks(MAX_LINES).enumerate();
                    parts
                        .map(|(part, lines)| {
                            sell(desk, lines, customer_id, tender, part_number(&number, part))
                        })
                        .collect::<Result<_, _>>()?
                }
            };
            Ok(Made { customer_id, facts })
        })
    }
}

/// Tells a refusal of these goods and sums, which the next invoice need not meet, from trouble with the till itself.
fn is_about_the_invoice(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Price(_)
            | Refusal::Settle { .. }
            | Refusal::AmountTooLarge
            | Refusal::AmountNotPositive
            | Refusal::QuantityNotWhole { .. }
            | Refusal::ReceiptUnknown
            | Refusal::ReturnTooMuch { .. }
            | Refusal::NothingToReturn
            | Refusal::RefundTender
            | Refusal::LineUnknown
    )
}

fn put_customer(desk: &mut Desk<'_>, card: String) -> Result<CustomerId, Refusal> {
    if let Some(known) = store::find_customer_by_card(desk.tx, &card)? {
        return Ok(known.customer_id);
    }
    let customer_id = CustomerId::from_parts(desk.id_ms(), desk.random());
    let name = format!("Customer {card}");
    let row = CustomerRow {
        customer_id,
        name: name.clone(),
        phone: String::new(),
        card: card.clone(),
        active: true,
    };
    store::put_customer(desk.tx, &row)?;
    let fact = CustomerPut {
        customer_id,
        name: Some(name),
        phone: None,
        card: Some(card),
    };
    desk.log(kind::CUSTOMER_PUT, &fact)?;
    Ok(customer_id)
}

/// The rules of the till, one line at a time, so that one bad line does not take its invoice with it.
fn check(line: &Line, is_cancellation: bool) -> Result<GoodLine, &'static str> {
    if is_cancellation && line.quantity > 0 {
        return Err("quantity_positive_in_cancellation");
    }
    if !is_cancellation && line.quantity < 0 {
        return Err("quantity_negative_in_sale");
    }
    if line.quantity == 0 {
        return Err("quantity_zero");
    }
    if line.price < Decimal::ZERO {
        return Err("price_negative");
    }
    if line.price.is_zero() {
        return Err("price_zero");
    }
    let minor = line.price * Decimal::ONE_HUNDRED;
    let unit_price = minor.to_i64().filter(|_| minor.is_integer());
    let unit_price = unit_price.ok_or("price_below_minor_unit")?;
    let quantity = line
        .quantity
        .checked_abs()
        .and_then(|units| units.checked_mul(1000))
        .unwrap_or(i64::MAX);
    if quantity > MAX_QUANTITY_THOUSANDTHS {
        return Err("quantity_too_large");
    }
    if line.amount_minor().saturating_abs() > MAX_AMOUNT_MINOR {
        return Err("amount_too_large");
    }
    Ok(GoodLine {
        line: line.clone(),
        quantity: Quantity::from_thousandths(quantity),
        unit_price: Money::from_minor(unit_price),
    })
}

fn sell(
    desk: &mut Desk<'_>,
    lines: &[GoodLine],
    customer_id: Option<CustomerId>,
    tender: TenderKind,
    external_ref: String,
) -> Result<SaleFact, Refusal> {
    let person = desk.person()?;
    let shift = desk.shift()?;
    let shop = desk.shop()?;
    let tax = store::default_tax_rate(desk.tx)?.ok_or_else(no_tax)?;
    let mut draft = Draft::new(TicketId::from_parts(desk.id_ms(), desk.random()));
    draft.ticket.customer_id = customer_id;
    for line in lines {
        draft.ticket.lines.push(ticket_line(desk, line, &tax)?);
    }
    let priced = draft.price()?;
    let amount = if tender == TenderKind::Cash {
        priced.total.round_to(shop.cash_step)
    } else {
        priced.total
    };
    let tenders = [TenderInput {
        kind: tender,
        amount,
        reference: None,
    }];
    let settlement = settle(priced.total, shop.cash_step, &tenders)
        .map_err(|error| settle_refusal(error, shop.currency, &shop))?;
    let plan = SalePlan {
        draft,
        priced,
        settlement,
        external_ref,
        has_print_job: false,
    };
    Ok(record_sale(desk, &person, shift, &shop, plan)?.fact)
}

/// The line of the ticket: of a product when the catalogue has the article, at the price of the file either way.
pub fn ticket_line(desk: &Desk<'_>, good: &GoodLine, tax: &TaxRate) -> Result<TicketLine, Refusal> {
    let product = store::find_by_sku(desk.tx, &good.line.stock_code)?;
    let tax = match &product {
        Some(product) => {
            store::tax_rate(desk.tx, product.tax_rate_id)?.unwrap_or_else(|| tax.clone())
        }
        None => tax.clone(),
    };
    let name = if good.line.description.is_empty() {
        &good.line.stock_code
    } else {
        &good.line.description
    };
    Ok(TicketLine {
        id: LineId::from_parts(desk.id_ms(), desk.random()),
        product_id: product.map(|product| product.id),
        barcode: Some(good.line.stock_code.clone()),
        ki: None,
        name: name.clone(),
        unit: Unit::Piece,
        quantity: good.quantity,
        unit_price: good.unit_price,
        label_sum: None,
        discount: None,
        tax,
        source: LineSource::OpenPrice,
    })
}
