use bezmen_contract::wire::fact::{CustomerPut, SaleFact, SaleLineFact, kind};
use bezmen_domain::discount::Discount;
use bezmen_domain::id::{PaymentId, TicketId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::receipt::build_sale;
use bezmen_domain::shift::ShiftEntry;
use bezmen_domain::tender::{TenderInput, TenderKind, settle, suggestions};
use bezmen_domain::ticket::{Ticket, price};

use super::basket;
use super::customers::Buyer;
use super::history::HistoryError;
use super::random::Random;
use super::shift::Shift;

impl Shift<'_> {
    /// Sells a basket.
    pub(super) fn sell(&mut self, at_ms: i64, known: &[Buyer]) -> Result<(), HistoryError> {
        let buyer = self.buyer(at_ms, known)?;
        let is_evening = self.is_evening(at_ms);
        let (shop, till) = (self.shop, &mut *self.till);
        let random = &mut till.random;
        let lines = basket::lines(random, &shop.goods, &till.weights, at_ms, is_evening);
        let has_discount = buyer.is_some() && random.percent(40);
        let ticket = Ticket {
            id: TicketId::from_parts(at_ms.cast_unsigned(), random.id_part()),
            lines,
            // A cashier may give a regular customer five per cent without being helped.
            discount: has_discount.then_some(Discount::Percent { basis_points: 500 }),
            customer_id: buyer.as_ref().map(|buyer| buyer.customer_id),
        };
        let priced = price(&ticket)?;
        let settlement = settle(priced.total, Money::ZERO, &tenders(random, priced.total))?;
        let head = till.next_head(
            shop,
            (self.shift_id, self.seller),
            at_ms,
            ticket.customer_id,
        );
        let random = &mut till.random;
        let lines = ticket.lines.iter().zip(&priced.lines);
        let lines = lines
            .map(|(line, priced)| SaleLineFact::sold(line, priced, shop.catalog_revision))
            .collect();
        let mut fact = SaleFact::new(head, lines, &settlement, || payment_id(random, at_ms));
        let receipt = fact.receipt(
            shop.head(&till.terminal, &self.seller.name, at_ms),
            buyer.map(|buyer| buyer.name),
            shop.foot_lines(&till.terminal),
        );
        fact.document = build_sale(&receipt, Locale::Ru, Currency::RUB);
        till.log
            .append(&mut till.random, at_ms, kind::SALE, &fact)?;
        self.totals.add(&ShiftEntry::Sale(fact.shift_receipt()));
        self.till.remember(fact);
        Ok(())
    }

    /// Who buys: somebody who gets a card now, a regular customer, or somebody unknown.
    fn buyer(&mut self, at_ms: i64, known: &[Buyer]) -> Result<Option<Buyer>, HistoryError> {
        let till = &mut *self.till;
        let Some(buyer) = till.joins() else {
            return Ok(if till.random.percent(24) {
                till.random.pick(known).cloned()
            } else {
                None
            });
        };
        let put = CustomerPut {
            customer_id: buyer.customer_id,
            name: Some(buyer.name.clone()),
            phone: Some(buyer.phone.clone()),
            card: buyer.card.clone(),
        };
        till.log
            .append(&mut till.random, at_ms - 8_000, kind::CUSTOMER_PUT, &put)?;
        Ok(Some(buyer))
    }
}

/// The id of a payment.
pub(super) fn payment_id(random: &mut Random, at_ms: i64) -> PaymentId {
    PaymentId::from_parts(at_ms.cast_unsigned(), random.id_part())
}

/// How it is paid: most by card, a third in cash with a note or two too large, few in both.
fn tenders(random: &mut Random, total: Money) -> Vec<TenderInput> {
    let card = |random: &mut Random, amount| TenderInput {
        kind: TenderKind::Card,
        amount,
        reference: Some(format!("{:06}", random.within(1, 999_999))),
    };
    let cash = |random: &mut Random, due: Money| {
        let notes = suggestions(due, Currency::RUB);
        let place = random
            .weighted(&[22, 34, 22, 12, 6, 4])
            .min(notes.len().saturating_sub(1));
        TenderInput {
            kind: TenderKind::Cash,
            amount: notes.get(place).copied().unwrap_or(due),
            reference: None,
        }
    };
    match random.weighted(&[63, 34, 3]) {
        0 => vec![card(random, total)],
        1 => vec![cash(random, total)],
        _ => {
            let by_card = Money::from_minor(total.minor() / 20_000 * 10_000);
            if by_card.is_positive() {
                vec![card(random, by_card), cash(random, total - by_card)]
            } else {
                vec![cash(random, total)]
            }
        }
    }
}
