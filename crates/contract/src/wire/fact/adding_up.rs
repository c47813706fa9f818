//! From what the domain calculated to a fact, and back: the one place where the sums of a receipt are added up.

use bezmen_domain::id::{CustomerId, LineId, PaymentId, PersonId, SaleId, ShiftId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::receipt::{ReceiptDocument, ReceiptHead, ReceiptKind, ReceiptLine, SaleReceipt};
use bezmen_domain::receipt_number::{ReceiptNumber, ReceiptRef};
use bezmen_domain::shift::{ShiftReceipt, TenderAmount};
use bezmen_domain::tax::{TaxRate, TaxTotal, add_total};
use bezmen_domain::tender::{Payment, Refundable, Settlement};
use bezmen_domain::ticket::{PricedLine, ReturnAmounts, SoldLine, TicketLine};

use super::{PaymentFact, SaleFact, SaleLineFact, TaxFact};

/// Who sold or took back, when, and under which number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleHead {
    /// The sale or return.
    pub sale_id: SaleId,
    /// Its number.
    pub number: ReceiptNumber,
    /// In which shift.
    pub shift_id: ShiftId,
    /// Who sold.
    pub person_id: PersonId,
    /// Their name.
    pub person_name: String,
    /// When, by the till's clock.
    pub sold_at_ms: i64,
    /// Local time less UTC at that moment.
    pub utc_offset_minutes: i32,
    /// To whom.
    pub customer_id: Option<CustomerId>,
}

impl SaleFact {
    /// Adds a sale or a return up from its lines. The document is empty: it is drawn from [`SaleFact::receipt`].
    pub fn new(
        head: SaleHead,
        lines: Vec<SaleLineFact>,
        settlement: &Settlement,
        mut payment_id: impl FnMut() -> PaymentId,
    ) -> Self {
        let sum = |amount: fn(&SaleLineFact) -> Money| lines.iter().map(amount).sum::<Money>();
        let payments = settlement.payments.iter();
        Self {
            sale_id: head.sale_id,
            series: head.number.series,
            number: head.number.number,
            shift_id: head.shift_id,
            person_id: head.person_id,
            person_name: head.person_name,
            sold_at_ms: head.sold_at_ms,
            utc_offset_minutes: head.utc_offset_minutes,
            customer_id: head.customer_id,
            payments: payments
                .map(|payment| PaymentFact::new(payment_id(), payment))
                .collect(),
            taxes: taxes_of(&lines).into_iter().map(TaxFact::from).collect(),
            gross: sum(|line| line.gross),
            discount: sum(SaleLineFact::discount),
            total: sum(|line| line.total),
            rounding: settlement.rounding,
            change: settlement.change,
            lines,
            return_of: None,
            reason: String::new(),
            approved_by: None,
            document: ReceiptDocument {
                kind: ReceiptKind::Sale,
                locale: Locale::default(),
                rows: Vec::new(),
            },
            external_ref: String::new(),
        }
    }

    /// Its number as it is printed.
    pub fn receipt_number(&self) -> ReceiptNumber {
        ReceiptNumber {
            series: self.series.clone(),
            number: self.number,
        }
    }

    /// What its document is drawn from.
    pub fn receipt(
        &self,
        head: ReceiptHead,
        customer_name: Option<String>,
        foot_lines: Vec<String>,
    ) -> SaleReceipt {
        let number = self.receipt_number();
        let reference = ReceiptRef {
            number: number.clone(),
            sale_id: self.sale_id,
        };
        SaleReceipt {
            head,
            number,
            lines: self.lines.iter().map(SaleLineFact::receipt_line).collect(),
            gross: self.gross,
            discount: self.discount,
            total: self.total,
            rounding: self.rounding,
            due: self.total + self.rounding,
            payments: self.payments.iter().map(Payment::from).collect(),
            change: self.change,
            taxes: self.taxes.iter().map(TaxTotal::from).collect(),
            customer_name,
            foot_lines,
            qr: Some(reference.to_string()),
        }
    }

    /// What it adds to its shift.
    pub fn shift_receipt(&self) -> ShiftReceipt {
        let amount = |payment: &PaymentFact| TenderAmount {
            kind: payment.tender,
            amount: payment.amount,
        };
        ShiftReceipt {
            number: self.number,
            total: self.total,
            discount: self.discount,
            rounding: self.rounding,
            payments: self.payments.iter().map(amount).collect(),
            taxes: self.taxes.iter().map(TaxTotal::from).collect(),
        }
    }

    /// What of its payments may go back, nothing having gone back yet.
    pub fn refundable(&self) -> Vec<Refundable> {
        let refundable = |payment: &PaymentFact| Refundable {
            kind: payment.tender,
            left: payment.amount,
            reference: payment.reference.clone(),
        };
        self.payments.iter().map(refundable).collect()
    }
}

impl SaleLineFact {
    /// A line of a ticket and what it costs.
    pub fn sold(line: &TicketLine, priced: &PricedLine, catalog_revision: u64) -> Self {
        Self {
            line_id: line.id,
            product_id: line.product_id,
            barcode: line.barcode.clone(),
            ki: line.ki.clone(),
            name: line.name.clone(),
            unit: line.unit,
            quantity: line.quantity,
            unit_price: line.unit_price,
            gross: priced.gross,
            line_discount: priced.line_discount,
            receipt_discount: priced.receipt_discount,
            base: priced.base,
            tax: priced.tax,
            total: priced.total,
            tax_rate_id: line.tax.id,
            tax_basis_points: line.tax.basis_points,
            tax_mode: line.tax.mode,
            tax_name: line.tax.name.clone(),
            source: line.source,
            return_of_line: None,
            catalog_revision,
        }
    }

    /// A piece of this line that comes back, as a line of the return. Its discount is split as this line's is.
    pub fn taken_back(&self, line_id: LineId, quantity: Quantity, amounts: &ReturnAmounts) -> Self {
        let receipt_discount = amounts
            .discount
            .share(self.receipt_discount.minor(), self.discount().minor());
        Self {
            line_id,
            quantity,
            gross: amounts.gross,
            line_discount: amounts.discount - receipt_discount,
            receipt_discount,
            base: amounts.base,
            tax: amounts.tax,
            total: amounts.total,
            return_of_line: Some(self.line_id),
            ..self.clone()
        }
    }

    /// All discounts on it.
    pub fn discount(&self) -> Money {
        self.line_discount + self.receipt_discount
    }

    /// The rate it was taxed at.
    pub fn tax_rate(&self) -> TaxRate {
        TaxRate {
            id: self.tax_rate_id,
            name: self.tax_name.clone(),
            basis_points: self.tax_basis_points,
            mode: self.tax_mode,
        }
    }

    /// The line as [`bezmen_domain::ticket::return_amounts`] takes it.
    pub fn sold_line(&self) -> SoldLine {
        SoldLine {
            quantity: self.quantity,
            gross: self.gross,
            discount: self.discount(),
            base: self.base,
            tax: self.tax,
            total: self.total,
        }
    }

    fn receipt_line(&self) -> ReceiptLine {
        ReceiptLine {
            name: self.name.clone(),
            unit: self.unit,
            quantity: self.quantity,
            unit_price: self.unit_price,
            gross: self.gross,
            line_discount: self.line_discount,
            is_marked: self.ki.is_some(),
        }
    }
}

impl PaymentFact {
    /// A payment under an id of its own.
    pub fn new(payment_id: PaymentId, payment: &Payment) -> Self {
        Self {
            payment_id,
            tender: payment.kind,
            amount: payment.amount,
            tendered: payment.tendered,
            reference: payment.reference.clone(),
        }
    }
}

impl From<&PaymentFact> for Payment {
    fn from(fact: &PaymentFact) -> Self {
        Self {
            kind: fact.tender,
            amount: fact.amount,
            tendered: fact.tendered,
            reference: fact.reference.clone(),
        }
    }
}

impl From<TaxTotal> for TaxFact {
    fn from(total: TaxTotal) -> Self {
        Self {
            tax_rate_id: total.rate.id,
            name: total.rate.name,
            basis_points: total.rate.basis_points,
            mode: total.rate.mode,
            base: total.base,
            tax: total.tax,
        }
    }
}

impl From<&TaxFact> for TaxTotal {
    fn from(fact: &TaxFact) -> Self {
        let rate = TaxRate {
            id: fact.tax_rate_id,
            name: fact.name.clone(),
            basis_points: fact.basis_points,
            mode: fact.mode,
        };
        Self {
            rate,
            base: fact.base,
            tax: fact.tax,
        }
    }
}

/// Base and tax by rate.
fn taxes_of(lines: &[SaleLineFact]) -> Vec<TaxTotal> {
    let mut taxes = Vec::new();
    for line in lines {
        add_total(&mut taxes, &line.tax_rate(), line.base, line.tax);
    }
    taxes
}
