use bezmen_contract::wire::fact::{PaymentFact, SaleFact, SaleLineFact, TaxFact};
use bezmen_domain::id::PaymentId;
use bezmen_domain::shift::{ShiftReceipt, TenderAmount};
use bezmen_domain::tax::TaxTotal;
use bezmen_domain::tender::{Payment, Settlement};
use bezmen_domain::ticket::{PricedTicket, Ticket};

use super::random::Random;

/// The lines of a sale as the ledger keeps them.
pub(super) fn line_facts(
    ticket: &Ticket,
    priced: &PricedTicket,
    catalog_revision: u64,
) -> Vec<SaleLineFact> {
    let lines = ticket.lines.iter().zip(&priced.lines);
    lines
        .map(|(line, priced)| SaleLineFact {
            line_id: line.id,
            product_id: line.product_id,
            barcode: line.barcode.clone(),
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
        })
        .collect()
}

/// Payments with their ids.
pub(super) fn payment_facts(
    random: &mut Random,
    at_ms: i64,
    payments: &[Payment],
) -> Vec<PaymentFact> {
    let fact = |payment: &Payment| PaymentFact {
        payment_id: PaymentId::from_parts(at_ms.cast_unsigned(), random.id_part()),
        tender: payment.kind,
        amount: payment.amount,
        tendered: payment.tendered,
        reference: payment.reference.clone(),
    };
    payments.iter().map(fact).collect()
}

/// Taxes by rate.
pub(super) fn tax_facts(taxes: &[TaxTotal]) -> Vec<TaxFact> {
    let fact = |total: &TaxTotal| TaxFact {
        tax_rate_id: total.rate.id,
        name: total.rate.name.clone(),
        basis_points: total.rate.basis_points,
        mode: total.rate.mode,
        base: total.base,
        tax: total.tax,
    };
    taxes.iter().map(fact).collect()
}

/// What a sale or a return adds to its shift.
pub(super) fn shift_receipt(
    fact: &SaleFact,
    settlement: &Settlement,
    taxes: Vec<TaxTotal>,
) -> ShiftReceipt {
    let amount = |payment: &Payment| TenderAmount {
        kind: payment.kind,
        amount: payment.amount,
    };
    ShiftReceipt {
        number: fact.number,
        total: fact.total,
        discount: fact.discount,
        rounding: fact.rounding,
        payments: settlement.payments.iter().map(amount).collect(),
        taxes,
    }
}
