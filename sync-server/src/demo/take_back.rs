use bezmen_contract::wire::fact::{SaleFact, kind};
use bezmen_domain::id::LineId;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt::{ReturnReceipt, build_return};
use bezmen_domain::shift::ShiftEntry;
use bezmen_domain::tender::refund;
use bezmen_domain::ticket::return_amounts;

use super::history::HistoryError;
use super::sale::payment_id;
use super::shift::Shift;
use super::traffic::MINUTE_MS;

const REASONS: [&str; 4] = [
    "Товар не подошёл",
    "Повреждена упаковка",
    "Истёк срок годности",
    "Пробито по ошибке",
];

/// Nobody comes back sooner.
const EARLIEST_MS: i64 = 10 * MINUTE_MS;

impl Shift<'_> {
    /// Takes a line of an earlier receipt back; says `false` when there is none to take.
    pub(super) fn take_back(&mut self, at_ms: i64) -> Result<bool, HistoryError> {
        let (shop, till) = (self.shop, &mut *self.till);
        let candidates = till
            .remembered
            .iter()
            .filter(|sale| sale.sold_at_ms + EARLIEST_MS < at_ms)
            .count();
        if candidates == 0 {
            return Ok(false);
        }
        let random = &mut till.random;
        let place = random.number() % candidates as u64;
        // A sale that came back is forgotten, so no line comes back twice.
        let Some(sale) = till
            .remembered
            .remove(usize::try_from(place).unwrap_or_default())
        else {
            return Ok(false);
        };
        let Some(sold) = random.pick(&sale.lines) else {
            return Ok(false);
        };
        let amounts = return_amounts(&sold.sold_line(), Quantity::ZERO, sold.quantity)?;
        let line_id = LineId::from_parts(at_ms.cast_unsigned(), random.id_part());
        let line = sold.taken_back(line_id, sold.quantity, &amounts);
        let settlement = refund(line.total, Money::ZERO, &sale.refundable())?;
        let head = till.next_head(shop, (self.shift_id, self.seller), at_ms, sale.customer_id);
        let random = &mut till.random;
        let mut fact = SaleFact::new(head, vec![line], &settlement, || payment_id(random, at_ms));
        fact.return_of = Some(sale.sale_id);
        random
            .pick(&REASONS)
            .copied()
            .unwrap_or_default()
            .clone_into(&mut fact.reason);
        let receipt = fact.receipt(
            shop.head(&till.terminal, &self.seller.name, at_ms),
            None,
            Vec::new(),
        );
        let back = ReturnReceipt {
            receipt,
            sale_number: Some(sale.receipt_number()),
            reason: Some(fact.reason.clone()),
        };
        fact.document = build_return(&back, Locale::Ru, Currency::RUB);
        till.log
            .append(&mut till.random, at_ms, kind::RETURN, &fact)?;
        self.totals.add(&ShiftEntry::Return(fact.shift_receipt()));
        Ok(true)
    }
}
