use bezmen_contract::wire::fact::{SaleFact, SaleLineFact, kind};
use bezmen_domain::id::{LineId, SaleId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt::{ReceiptLine, ReturnReceipt, SaleReceipt, build_return};
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::shift::ShiftEntry;
use bezmen_domain::tax::{TaxRate, TaxTotal, add_total};
use bezmen_domain::tender::{Refundable, refund};
use bezmen_domain::ticket::{SoldLine, return_amounts};

use super::facts::{payment_facts, shift_receipt, tax_facts};
use super::history::HistoryError;
use super::random::Random;
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
        let line = returned_line(random, sold, at_ms)?;
        let taxes = taxes_of(&line);
        let paid: Vec<Refundable> = sale
            .payments
            .iter()
            .map(|payment| Refundable {
                kind: payment.tender,
                left: payment.amount,
                reference: payment.reference.clone(),
            })
            .collect();
        let settlement = refund(line.total, Money::ZERO, &paid)?;
        let sale_id = SaleId::from_parts(at_ms.cast_unsigned(), random.id_part());
        let payments = payment_facts(random, at_ms, &settlement.payments);
        let reason = random.pick(&REASONS).copied().unwrap_or_default();
        till.number += 1;
        let number = ReceiptNumber {
            series: till.terminal.series.clone(),
            number: till.number,
        };
        let (gross, total) = (line.gross, line.total);
        let discount = line.line_discount + line.receipt_discount;
        let receipt = SaleReceipt {
            head: shop.head(&till.terminal, &self.seller.name, at_ms),
            number: number.clone(),
            lines: vec![receipt_line(&line)],
            gross,
            discount,
            total,
            rounding: settlement.rounding,
            due: settlement.due,
            payments: settlement.payments.clone(),
            change: Money::ZERO,
            taxes: taxes.clone(),
            customer_name: None,
            foot_lines: Vec::new(),
            qr: Some(
                ReceiptRef {
                    number: number.clone(),
                    sale_id,
                }
                .to_string(),
            ),
        };
        let sale_number = Some(ReceiptNumber {
            series: sale.series.clone(),
            number: sale.number,
        });
        let back = ReturnReceipt {
            receipt,
            sale_number,
            reason: Some(reason.to_owned()),
        };
        let fact = SaleFact {
            sale_id,
            series: number.series,
            number: number.number,
            shift_id: self.shift_id,
            person_id: self.seller.person_id,
            person_name: self.seller.name.clone(),
            sold_at_ms: at_ms,
            utc_offset_minutes: shop.utc_offset_minutes,
            customer_id: sale.customer_id,
            lines: vec![line],
            payments,
            taxes: tax_facts(&taxes),
            gross,
            discount,
            total,
            rounding: settlement.rounding,
            change: Money::ZERO,
            return_of: Some(sale.sale_id),
            reason: reason.to_owned(),
            approved_by: None,
            document: build_return(&back, Locale::Ru, Currency::RUB),
            external_ref: String::new(),
        };
        till.log
            .append(&mut till.random, at_ms, kind::RETURN, &fact)?;
        self.totals.add(&ShiftEntry::Return(shift_receipt(
            &fact,
            &settlement,
            taxes,
        )));
        Ok(true)
    }
}

fn returned_line(
    random: &mut Random,
    sold: &SaleLineFact,
    at_ms: i64,
) -> Result<SaleLineFact, HistoryError> {
    let discount = sold.line_discount + sold.receipt_discount;
    let whole = SoldLine {
        quantity: sold.quantity,
        gross: sold.gross,
        discount,
        base: sold.base,
        tax: sold.tax,
        total: sold.total,
    };
    let amounts = return_amounts(&whole, Quantity::ZERO, sold.quantity)?;
    Ok(SaleLineFact {
        line_id: LineId::from_parts(at_ms.cast_unsigned(), random.id_part()),
        gross: amounts.gross,
        base: amounts.base,
        tax: amounts.tax,
        total: amounts.total,
        return_of_line: Some(sold.line_id),
        ..sold.clone()
    })
}

fn receipt_line(line: &SaleLineFact) -> ReceiptLine {
    ReceiptLine {
        name: line.name.clone(),
        unit: line.unit,
        quantity: line.quantity,
        unit_price: line.unit_price,
        gross: line.gross,
        line_discount: line.line_discount,
    }
}

fn taxes_of(line: &SaleLineFact) -> Vec<TaxTotal> {
    let rate = TaxRate {
        id: line.tax_rate_id,
        name: line.tax_name.clone(),
        basis_points: line.tax_basis_points,
        mode: line.tax_mode,
    };
    let mut taxes = Vec::new();
    add_total(&mut taxes, &rate, line.base, line.tax);
    taxes
}
